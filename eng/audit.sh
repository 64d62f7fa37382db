#!/usr/bin/env bash
# audit.sh: fails where a package of the solution, or one that it brings along, has a known vulnerability. Asks the package registry.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
. eng/sdk.sh
found=$(dotnet list Holdfast.slnx package --vulnerable --include-transitive) || { echo "$found" >&2; echo "audit: the registry could not be asked" >&2; exit 3; }
if grep -q 'has the following vulnerable packages' <<<"$found"; then
  echo "$found" >&2
  exit 1
fi
echo "audit: $(grep -c 'has no vulnerable packages' <<<"$found") projects, no vulnerable package"
