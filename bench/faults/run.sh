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
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../table.sh"
bench_table "${BASH_SOURCE[0]}" 11 FaultBench yes "$@"
