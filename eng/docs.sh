#!/bin/sh
# Writes what the docs have from the code: tables of keys, the JSON schema, a page for every error.
set -eu
cd "$(dirname "$0")/.."
exec ./holdfast docs docs
