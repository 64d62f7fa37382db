#!/usr/bin/env bash
# bench/isolation/run.sh [OPTION]...: what a service that hangs takes from another, behind one gateway.
# Two node processes. A constant open load of 300 GETs a second on one service, 150 on another; then the other hangs, and is
# asked as before; then it is healed. Latencies are those of the first service, and count from when a request was due.
# Figures are medians of the rounds, with the lowest and the highest; two rounds before them warm up.
#   --rounds N      (5)
#   --seconds N     of each load (4)
#   --results FILE  the table as Markdown (bench/isolation/results/TIME.md)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/eng/sdk.sh"

results=$here/results/$(date -u +%Y-%m-%dT%H-%M-%S).md
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) sed -n '2,9s/^# //p' "$0"; exit 0 ;;
    --results) results=${2:?bench: --results wants a value}; shift 2 ;;
    *) arguments+=("$1"); shift ;;
  esac
done

dotnet build "$here/IsolationBench" -c Release -v quiet -nologo >&2
mkdir -p "$(dirname "$results")"
model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
{
  echo "$(date -u +%Y-%m-%d), ${model:-unknown processor}, $(nproc) cores, Linux $(uname -r); load average before: $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  dotnet "$here/IsolationBench/bin/Release/net10.0/IsolationBench.dll" ${arguments[@]+"${arguments[@]}"}
} | tee "$results"
echo "bench: $results" >&2
