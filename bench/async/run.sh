#!/usr/bin/env bash
# bench/async/run.sh [OPTION]...: what a durable 202 costs: calls accepted, delivered, and waiting in great number.
# Every figure is of operations that are on the disk, written through, before they are told: in the folder of --folder.
#   --only A,B      parts: queue http backlog (default: these)
#   --clients A,B   who ask at once, each for one after the other (1,16,64)
#   --seconds N     how long each is counted (5)
#   --waiting N     operations of the part 'backlog' (1000000)
#   --body N        bytes of each (1024)
#   --concurrency N deliveries on their way at once (64)
#   --folder PATH   where the data is to lie (default: where temporary files do)
#   --results FILE  the tables as Markdown (bench/async/results/TIME.md)
set -euo pipefail
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../table.sh"
bench_table "${BASH_SOURCE[0]}" 12 AsyncBench no "$@"
