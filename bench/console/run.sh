#!/usr/bin/env bash
# bench/console/run.sh [OPTION]...: how long the console's pages take, and what a tab that is open costs.
# Each page is asked for five times, then 20 times one after the other; the slowest of these counts.
#   --interfaces N  (500)
#   --nodes N       (5000)
set -euo pipefail
interfaces=500 nodes=5000
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) sed -n '2,5s/^# //p' "$0"; exit 0 ;;
    --interfaces|--nodes) [ $# -ge 2 ] || { echo "bench: $1 wants a value" >&2; exit 2; } ;;&
    --interfaces) interfaces=$2 ;;
    --nodes) nodes=$2 ;;
    *) echo "bench: unknown option $1 (--help lists them)" >&2; exit 2 ;;
  esac
  shift 2
done
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$root/eng/sdk.sh"
"$root/eng/build.sh" "$root/src/Holdfast.Cli/Holdfast.Cli.csproj"
work=$(mktemp -d)
admin=127.0.0.1:${HOLDFAST_BENCH_ADMIN:-18081}
export XDG_STATE_HOME=$work/state
trap 'kill "$pid" "${tab:-$pid}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
services=50
{
  printf 'holdfast: 1\nowners: [ann@example.com, bob@example.com]\nlisteners: { traffic: { address: "127.0.0.1:18080" } }\nservices:\n'
  for ((s = 0; s < services; s++)); do
    printf '  s%d: { versions: { v1: { nodes: [' "$s"
    for ((n = 0; n < nodes / services; n++)); do printf '%s"http://10.1.%d.%d:5000"' "$([ "$n" -gt 0 ] && echo ', ')" "$s" "$n"; done
    printf '] } } }\n'
  done
  printf 'interfaces:\n'
  for ((i = 0; i < interfaces; i++)); do printf '  i%d: { match: { path: "/i%d" }, service: s%d }\n' "$i" "$i" $((i % services)); done
} >"$work/plan.yaml"
dotnet "$root/src/Holdfast.Cli/bin/Release/net10.0/holdfast.dll" up --plan "$work/plan.yaml" --admin "$admin" --data "$work/data" >"$work/log" 2>&1 &
pid=$!
for ((i = 0; i < 300; i++)); do curl -sf "http://$admin/healthz/ready" >/dev/null && break; sleep 0.1; done
token=$(cat "$work"/state/holdfast/tokens/*)
ask() { curl -s -o /dev/null -w '%{http_code} %{size_download} %{time_total}\n' -H "Authorization: Bearer $token" "http://$admin$1"; }
echo "| Page | Bytes | Median, ms | Slowest of 20, ms |"
echo "|---|---|---|---|"
for page in / /i '/i?sort=-calls&size=500' /i/i7 /i/i7/layers /services '/services?view=nodes' '/services?view=nodes&size=500' /switches /stop /access /access/record /plan /plan/stage /why /log /principles /principles/balancing; do
  for ((i = 0; i < 5; i++)); do ask "$page" >/dev/null; done
  for ((i = 0; i < 20; i++)); do ask "$page"; done | sort -k3 -n | awk -v page="$page" '{ if ($1 != 200) bad = $1; size = $2; t[NR] = $3 * 1000 } END { printf "| `%s` | %d | %.1f | %.1f |%s\n", page, size, t[int(NR / 2)], t[NR], bad ? " (status " bad ")" : "" }'
done
ticks() { awk '{ print $14 + $15 }' "/proc/$pid/stat"; }
seconds=10
spent() { local before; before=$(ticks); sleep $seconds; echo $(($(ticks) - before)); }
sleep $seconds # What the pages above left to be compiled and collected is not the tab's.
before=$(spent)
curl -sN -o /dev/null -H "Authorization: Bearer $token" "http://$admin/live/i" & tab=$!
sleep 2
open=$(spent)
kill "$tab"
after=$(spent)
awk -v idle="$(((before + after) / 2))" -v open="$open" -v hz="$(getconf CLK_TCK)" -v s=$seconds 'BEGIN { printf "\nA tab on /i: %.1f%% of a core (%.1f%% with it, %.1f%% without).\n", (open - idle) / hz / s * 100, open / hz / s * 100, idle / hz / s * 100 }'
