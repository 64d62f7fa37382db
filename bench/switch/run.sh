#!/usr/bin/env bash
# bench/switch/run.sh [ROUNDS]: how long after an operator's call the first request obeys, under 300 requests a second.
# A switch is set and cleared ROUNDS times (500), fifty more before them warm up. The second row is when the operator is told:
# then the switch is on the disk as well.
set -euo pipefail
case ${1:-} in -h|--help) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
. eng/sdk.sh
dotnet build bench/switch/SwitchBench -c Release -v quiet -nologo
exec dotnet bench/switch/SwitchBench/bin/Release/net10.0/SwitchBench.dll "$@"
