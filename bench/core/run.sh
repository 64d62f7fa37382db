#!/usr/bin/env bash
# bench/core/run.sh [FILTER]: ns and bytes of Core's hot paths, with BenchmarkDotNet in its short form.
#   FILTER   which benchmarks, e.g. '*Pipeline*' (default: all); what follows it goes to BenchmarkDotNet
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$root/eng/sdk.sh"
case ${1:-} in -h|--help) sed -n '2,3s/^# //p' "$0"; exit 0 ;; esac
filter=${1:-*}
[ $# -eq 0 ] || shift
project=$root/bench/Holdfast.Core.Benchmarks
dotnet build "$project" -c Release -v quiet -nologo
cd "$root/bench/core"
exec dotnet "$project/bin/Release/net10.0/Holdfast.Core.Benchmarks.dll" \
  --filter "$filter" --job short --artifacts results "$@"
