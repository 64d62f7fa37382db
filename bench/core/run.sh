#!/usr/bin/env bash
# bench/core/run.sh [FILTER]...: ns and bytes of Core's hot paths, with BenchmarkDotNet in its short form.
#   FILTER   which benchmarks, e.g. '*Pipeline*' (default: all); what follows it goes to BenchmarkDotNet.
#            'contention' is a table of its own: calls a second of 1 to 64 threads. 'parts': what each principle adds to a call.
#            'loop CASE' repeats one case, e.g. everything; with '--calls N' so often, and says what was allocated in all.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$root/eng/sdk.sh"
case ${1:-} in -h|--help) sed -n '2,5s/^# //p' "$0"; exit 0 ;; esac
filters=()
while [ $# -gt 0 ] && [[ $1 != -* ]]; do filters+=("$1"); shift; done
[ ${#filters[@]} -gt 0 ] || filters=('*')
project=$root/bench/Holdfast.Core.Benchmarks
dotnet build "$project" -c Release -v quiet -nologo
cd "$root/bench/core"
case ${filters[0]} in contention|parts|loop) exec dotnet "$project/bin/Release/net10.0/Holdfast.Core.Benchmarks.dll" "${filters[@]}" "$@" ;; esac
exec dotnet "$project/bin/Release/net10.0/Holdfast.Core.Benchmarks.dll" \
  --filter "${filters[@]}" --job short --artifacts results "$@"
