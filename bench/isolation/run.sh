#!/usr/bin/env bash
# bench/isolation/run.sh [OPTION]...: what a service that hangs takes from another, behind one gateway.
# Two node processes. A constant open load of 300 GETs a second on one service, 150 on another; then the other hangs, and is
# asked as before; then it is healed. Latencies are those of the first service, and count from when a request was due.
# Figures are medians of the rounds, with the lowest and the highest; two rounds before them warm up.
#   --rounds N      (5)
#   --seconds N     of each load (4)
#   --results FILE  the table as Markdown (bench/isolation/results/TIME.md)
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../table.sh"
bench_table "${BASH_SOURCE[0]}" 9 IsolationBench no "$@"
