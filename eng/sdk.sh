# Sourced by ./holdfast and ./test: says in one line what is missing when the SDK is not there.
if ! command -v dotnet >/dev/null 2>&1; then
  echo "holdfast: the .NET 10 SDK is missing: install it (https://dot.net), so that 'dotnet --version' prints 10.0 or later" >&2
  exit 3
fi
if ! dotnet --version >/dev/null 2>&1; then
  echo "holdfast: a .NET 10 SDK (10.0.100 or later) is needed; this machine has: $(cd / && dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd, - || true)" >&2
  exit 3
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
