#!/usr/bin/env bash
# bench/faults/run.sh [OPTION]...: the same faults of the same nodes through nginx and Holdfast, side by side.
# Four node processes; a constant open load of GETs, and a tenth as many POSTs; one node (or all in turn, or two) is
# made sick and healed again. Latencies count from when a request was due. Rounds are interleaved and taken together.
#   --only A,B      proxies: nginx holdfast (default: both)
#   --faults A,B    kill stop unavailable half-unavailable slow-2s slow-200ms hang half-reset break deploy zone (all)
#   --rounds N      (3)
#   --rate N        GETs a second (600)
#   --seconds N     how long a fault lasts (8)
#   --show hedging  instead: one node of four takes 200 ms where the others take 5, with and without second attempts
#   --results FILE  the table as Markdown (bench/faults/results/TIME.md)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/eng/sdk.sh"

results=$here/results/$(date -u +%Y-%m-%dT%H-%M-%S).md
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) sed -n '2,11s/^# //p' "$0"; exit 0 ;;
    --results) results=${2:?bench: --results wants a value}; shift 2 ;;
    *) arguments+=("$1"); shift ;;
  esac
done

PATH=$PATH:/usr/sbin
command -v nginx >/dev/null || "$root/eng/packages.sh" nginx-light
dotnet build "$here/FaultBench" -c Release -v quiet -nologo >&2
mkdir -p "$(dirname "$results")"
model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
{
  echo "$(date -u +%Y-%m-%d), ${model:-unknown processor}, $(nproc) cores, Linux $(uname -r), $(nginx -v 2>&1 | sed 's|.*/|nginx |'); load average before: $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  dotnet "$here/FaultBench/bin/Release/net10.0/FaultBench.dll" ${arguments[@]+"${arguments[@]}"}
} | tee "$results"
echo "bench: $results" >&2
