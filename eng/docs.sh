#!/bin/sh
# Writes what the docs have from the code: tables of keys, the JSON schema, a page for every error of a plan.
set -eu
cd "$(dirname "$0")/.."
. eng/sdk.sh
dotnet build tests/Holdfast.Core.Tests -v q
HOLDFAST_DOCS=write dotnet tests/Holdfast.Core.Tests/bin/Debug/net10.0/Holdfast.Core.Tests.dll \
  -class Holdfast.Core.Tests.Plan.RepositoryDocsTests
