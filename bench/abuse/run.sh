#!/usr/bin/env bash
# bench/abuse/run.sh [OPTION]...: what clients that are slow on purpose take from honest ones, behind one gateway.
# A constant open load of 200 GETs a second, by itself for ten seconds, then beside an attack until the last attacker is cut:
# 5,000 heads that never end, 2,000 bodies that dribble, 2,000 answers of a gigabyte that are hardly read; the next round.
# Load, attackers, gateway and the two origins are processes of their own. Figures are medians of the rounds, with the
# lowest and the highest, in ms; a round before them warms up. 'bound' is 1.5 times p99 by itself and 5 ms.
#   --rounds N      (5)
#   --seconds N     of the load by itself (10)
#   --heads N       attackers (5000)
#   --others N      attackers (2000)
#   --per-second N  attackers that come each second; 0: all at once (500)
#   --only KIND     Heads, Bodies or Reads
#   --watch         tells of each second of an attack, and what the gateway's thread pool did
#   --results FILE  the table as Markdown (bench/abuse/results/TIME.md)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/eng/sdk.sh"

results=$here/results/$(date -u +%Y-%m-%dT%H-%M-%S).md
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) sed -n '2,14s/^# //p' "$0"; exit 0 ;;
    --results) results=${2:?bench: --results wants a value}; shift 2 ;;
    *) arguments+=("$1"); shift ;;
  esac
done

dotnet build "$here/AbuseBench" -c Release -v quiet -nologo >&2
mkdir -p "$(dirname "$results")"
model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
{
  echo "$(date -u +%Y-%m-%d), ${model:-unknown processor}, $(nproc) cores, Linux $(uname -r); load average before: $(cut -d' ' -f1-3 /proc/loadavg)."
  echo
  dotnet "$here/AbuseBench/bin/Release/net10.0/AbuseBench.dll" ${arguments[@]+"${arguments[@]}"}
} | tee "$results"
echo "bench: $results" >&2
