#!/usr/bin/env bash
# bench/gateway/run.sh [OPTION]...: what a request costs in Holdfast, bare YARP, nginx and HAProxy, side by side.
# Each proxy has one core to itself; origin and load share another. Rounds are interleaved, medians are printed.
#   --only A,B         proxies: holdfast yarp nginx haproxy (default: these four), holdfast-everything, forwarder, kestrel
#                      a .NET one with settings of its own: yarp+DOTNET_TieredPGO=0
#   --workload A,B     small large post h2 (default: all)
#   --rounds N         measured rounds (5)
#   --seconds N        length of one measurement (5)
#   --warm-up N        seconds of load for each proxy and workload before the first round (8)
#   --connections N    open connections; for h2: streams, 8 to a connection (32)
#   --results FOLDER   where samples and table go (bench/gateway/results/TIME)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/eng/sdk.sh"
. "$here/measure.sh"
. "$here/processes.sh"

only=holdfast,yarp,nginx,haproxy workloads=small,large,post,h2
rounds=5 seconds=5 warm_up=8 connections=32
results=$here/results/$(date -u +%Y-%m-%dT%H-%M-%S)
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) sed -n '2,11s/^# //p' "$0"; exit 0 ;;
    --only|--workload|--rounds|--seconds|--warm-up|--connections|--results)
      [ $# -ge 2 ] || { echo "bench: $1 wants a value" >&2; exit 2; } ;;&
    --only) only=$2 ;;
    --workload) workloads=$2 ;;
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --warm-up) warm_up=$2 ;;
    --connections) connections=$2 ;;
    --results) results=$2 ;;
    *) echo "bench: unknown option $1 (--help lists them)" >&2; exit 2 ;;
  esac
  shift 2
done
IFS=, read -ra proxies <<<"$only"
IFS=, read -ra works <<<"$workloads"
for work in "${works[@]}"; do
  case $work in small|large|post|h2) ;; *) echo "bench: no workload '$work'" >&2; exit 2 ;; esac
done
for proxy in "${proxies[@]}"; do
  case ${proxy%%+*} in
    holdfast|holdfast-everything|yarp|forwarder|kestrel|nginx|haproxy) ;; *) echo "bench: no proxy '${proxy%%+*}'" >&2; exit 2 ;;
  esac
done

mapfile -t cores < <(allowed_cores)
if [ ${#cores[@]} -lt 2 ]; then echo "bench: two cores are needed, this process may use ${#cores[@]}" >&2; exit 3; fi
proxy_core=${cores[0]} load_core=${cores[1]}

install_tools
folder=$(mktemp -d)
trap 'end_all; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$results"
samples=$results/samples.tsv
: >"$samples"

build_proxies "${proxies[@]}"
start_origin
for proxy in "${proxies[@]}"; do start_proxy "$proxy"; done

echo "bench: warming up: ${warm_up} s for each of ${#proxies[@]} proxies and ${#works[@]} workloads" >&2
# On all cores: what compiles a .NET proxy is one thread among the many that serve, and on their one core it would starve.
for proxy in "${proxies[@]}"; do pin "${pid_of[$proxy]}" "$(IFS=,; echo "${cores[*]}")"; done
for work in "${works[@]}"; do
  for proxy in "${proxies[@]}"; do load "$proxy" "$work" "$warm_up" >/dev/null; done
done
for proxy in "${proxies[@]}"; do pin "${pid_of[$proxy]}" "$proxy_core"; done
for ((round = 1; round <= rounds; round++)); do
  for work in "${works[@]}"; do
    echo "bench: round $round of $rounds, $work" >&2
    for ((turn = 0; turn < ${#proxies[@]}; turn++)); do
      # Another one begins in each round, so that none always follows the same neighbour.
      measure "${proxies[(turn + round) % ${#proxies[@]}]}" "$work" "$round" >>"$samples"
    done
  done
done

{
  describe_machine
  awk -v order="$only" -v works="$workloads" -f "$here/table.awk" "$samples"
} | tee "$results/table.md"
awk -f "$here/json.awk" "$samples" >"$results/samples.json"
echo "bench: $results" >&2
