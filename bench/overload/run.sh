#!/usr/bin/env bash
# bench/overload/run.sh [OPTION]...: more calls than four nodes can answer, through nginx, bare YARP and Holdfast, side by side.
# The nodes do 4 pieces of work of 20 ms at once each, 800 a second together, and queue the rest, whoever still waits for it.
# Load is open; a caller waits for a second. A quarter of the capacity is asked for by critical calls.
#   --only A,B      proxies: nginx yarp holdfast (default: these), holdfast+protect
#   --loads A,B     as multiples of the capacity (0.9,1,2,5,10)
#   --seconds N     how long each is counted (8)
#   --slots N       pieces of work at once, a node (4)
#   --work N        how long one takes, ms (20)
#   --results FILE  the table as Markdown (bench/overload/results/TIME.md)
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../table.sh"
bench_table "${BASH_SOURCE[0]}" 10 OverloadBench yes "$@"
