#!/usr/bin/env bash
# packages.sh [PACKAGE...]: installs these Debian packages, or those that the tests need, where they are missing;
# names them and fails where it may not.
set -euo pipefail
needed=(curl openssl nghttp2-client strace lsof chromium fonts-wqy-microhei)
[ $# -eq 0 ] || needed=("$@")
missing=()
for package in "${needed[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ]; then as=()
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as=(sudo -n)
else
  echo "packages: these Debian packages are missing, and this user may not install them: ${missing[*]}" >&2
  exit 3
fi
echo "packages: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${as[@]}" apt-get update -q && "${as[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "packages: could not install: ${missing[*]}" >&2
  exit 3
fi
