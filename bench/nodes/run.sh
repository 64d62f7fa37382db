#!/usr/bin/env bash
# bench/nodes/run.sh [OPTION]...: what watching over many nodes costs a gateway that carries no traffic.
# Three gateways, each idle: before all the nodes with probes, before all of them without, and before one node.
#   --nodes N      (5000)
#   --every SPAN   how often the plan has each node probed (5s)
#   --warm-up N    seconds before it is measured (60)
#   --seconds N    of measurement (60)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/eng/sdk.sh"
. "$root/bench/gateway/processes.sh"

nodes=5000 every=5s warm_up=60 seconds=60
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) sed -n '2,7s/^# //p' "$0"; exit 0 ;;
    --nodes|--every|--warm-up|--seconds) [ $# -ge 2 ] || { echo "bench: $1 wants a value" >&2; exit 2; } ;;&
    --nodes) nodes=$2 ;;
    --every) every=$2 ;;
    --warm-up) warm_up=$2 ;;
    --seconds) seconds=$2 ;;
    *) echo "bench: unknown option $1 (--help lists them)" >&2; exit 2 ;;
  esac
  shift 2
done

for tool in nginx:nginx-light curl:curl; do
  PATH=$PATH:/usr/sbin command -v "${tool%%:*}" >/dev/null || "$root/eng/packages.sh" "${tool##*:}"
done
PATH=$PATH:/usr/sbin
folder=$(mktemp -d)
trap 'end_all; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
dotnet build "$root/src/Holdfast.Cli" -c Release -v quiet -nologo >&2

cores=0-$(($(nproc) - 1))
free_port; origin_port=$port
fill "$here/origin.conf" >"$folder/origin.conf"
start "$cores" origin nginx -p "$folder" -e stderr -c "$folder/origin.conf"
await origin "$pid" "http://127.0.0.1:$origin_port/"

# gateway NAME NODES HEALTH: leaves its pid in pid_of[NAME].
gateway() {
  local name=$1 count=$2 health=$3 traffic n
  free_port; traffic=$port
  {
    echo 'holdfast: 1'
    echo 'owners: [one@example.com, two@example.com]'
    echo "listeners: { web: { address: \"127.0.0.1:$traffic\" } }"
    echo "services: { service: { $health versions: { v1: { nodes: ["
    for ((n = 0; n < count; n++)); do echo "  \"http://127.1.$((n / 250)).$((n % 250 + 1)):$origin_port\","; done
    echo '] } } } }'
    echo 'interfaces: { everything: { match: { path: "/**" }, service: service } }'
  } >"$folder/$name.yaml"
  free_port
  start "$cores" "$name" dotnet "$root/src/Holdfast.Cli/bin/Release/net10.0/holdfast.dll" \
    up --plan "$folder/$name.yaml" --admin "127.0.0.1:$port" --data "$folder/$name.data"
  pid_of[$name]=$pid
  await "$name" "$pid" "http://127.0.0.1:$port/healthz/ready"
}

ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/${pid_of[$1]}/stat"; }

gateway probed "$nodes" "health: { probe: { path: /, every: $every, timeout: 1s } },"
gateway unprobed "$nodes" ''
gateway one 1 ''
sleep "$warm_up"
declare -A before
for name in probed unprobed one; do before[$name]=$(ticks "$name"); done
sleep "$seconds"
hertz=$(getconf CLK_TCK)
printf '| %-42s | %% of a core | MB |\n|---|--:|--:|\n' "$nodes nodes, idle, over $seconds s"
for name in probed unprobed one; do
  case $name in
    probed) words="probes every $every (at most 100 a second), and ejection" ;;
    unprobed) words='ejection alone' ;;
    one) words='a single node' ;;
  esac
  awk -v words="$words" -v used="$(($(ticks "$name") - before[$name]))" -v hertz="$hertz" -v seconds="$seconds" \
    -v kb="$(awk '/VmRSS/ { print $2 }' "/proc/${pid_of[$name]}/status")" \
    'BEGIN { printf "| %-42s | %.2f | %d |\n", words, 100 * used / hertz / seconds, kb / 1024 }'
done
