#!/usr/bin/env bash
# build.sh PROJECT: builds it in Release when a source is newer than the last build; silent unless it fails.
# The check costs milliseconds, where an up-to-date `dotnet build` costs seconds.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
project=$1
stamp="$(dirname "$project")/obj/holdfast.built"
if [ -e "$stamp" ] && [ -z "$(find "$root/src" "$root/samples" "$root"/*.props "$root/global.json" \
    \( -name bin -o -name obj \) -prune -o -newer "$stamp" \( -type f -o -type d \) -print -quit)" ]; then
  exit 0
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if [ -e "$stamp" ]; then
  if [ -t 2 ]; then echo "Building what has changed ..." >&2; fi
else
  echo "Building (first time only; a minute or two) ..." >&2
fi
mark=$(mktemp)
if ! (cd "$root" && dotnet build "$project" -c Release -v quiet -nologo >"$log" 2>&1); then
  cat "$log" >&2
  echo "holdfast: the build failed (above)" >&2
  exit 4
fi
mkdir -p "$(dirname "$stamp")" && mv "$mark" "$stamp"
