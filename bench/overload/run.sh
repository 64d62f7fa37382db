#!/usr/bin/env bash
# bench/overload/run.sh [OPTION]...: more calls than four nodes can answer, through nginx, bare YARP and Holdfast, side by side.
# The nodes do 4 pieces of work of 20 ms at once each, 800 a second together, and queue the rest, whoever still waits for it.
# Load is open; a caller waits for a second. A quarter of the capacity is asked for by critical calls.
#   --only A,B      proxies: nginx yarp holdfast (default: all)
#   --loads A,B     as multiples of the capacity (0.9,1,2,5,10)
#   --seconds N     how long each is counted (8)
#   --slots N       pieces of work at once, a node (4)
#   --work N        how long one takes, ms (20)
#   --results FILE  the table as Markdown (bench/overload/results/TIME.md)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/eng/sdk.sh"

results=$here/results/$(date -u +%Y-%m-%dT%H-%M-%S).md
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) sed -n '2,10s/^# //p' "$0"; exit 0 ;;
    --results) results=${2:?bench: --results wants a value}; shift 2 ;;
    *) arguments+=("$1"); shift ;;
  esac
done

PATH=$PATH:/usr/sbin
command -v nginx >/dev/null || "$root/eng/packages.sh" nginx-light
[ -n "${HOLDFAST_BENCH_BUILT:-}" ] || dotnet build "$here/OverloadBench" -c Release -v quiet -nologo >&2
ulimit -n "$(ulimit -Hn)"
mkdir -p "$(dirname "$results")"
model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
{
  echo "$(date -u +%Y-%m-%d), ${model:-unknown processor}, $(nproc) cores, Linux $(uname -r), $(nginx -v 2>&1 | sed 's|.*/|nginx |'); load average before: $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  dotnet "$here/OverloadBench/bin/Release/net10.0/OverloadBench.dll" ${arguments[@]+"${arguments[@]}"}
} | tee "$results"
echo "bench: $results" >&2
