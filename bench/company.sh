#!/usr/bin/env bash
# A company of so many opportunities (with a tenth as many accounts, four teams of fifty, two years of past), for benches and for
# trying things at size: `bench/company.sh [COUNT] [FOLDER]` prints the path of its SQLite file, and with a DATABASE behind fills that
# one instead. Made once and kept in
# target/bench; copy it before writing to it. Its owner is owner@example.test, with the password "a long password for the bench".
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-1000000}
target=${CARGO_TARGET_DIR:-target}
kept=${2:-$target/bench}
binary=${BAILIWICK_BINARY:-$target/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick >&2
mkdir -p "$kept"
# A newer schema or another file to import is another company.
version=$(cat crates/app/src/schema.rs bench/pages/generate.mjs | cksum | cut -d' ' -f1)
path="$kept/company-$count-$version.db"
if [ -n "${3:-}" ] || [ ! -e "$path" ]; then
  folder=$(mktemp -d "$kept/making.XXXXXX")
  trap 'rm -rf "$folder"' EXIT
  database=${3:-sqlite://$folder/company.db}
  node bench/pages/generate.mjs "$folder" "$count" >&2
  echo "a long password for the bench" | "$binary" init --database "$database" --company Bench --currency EUR \
    --owner-email owner@example.test --owner-password-stdin >&2
  "$binary" import --database "$database" "$folder"/{people,products,accounts,opportunities}.csv >"$folder/log" 2>&1 ||
    { tail -20 "$folder/log" >&2; exit 1; }
  [ -n "${3:-}" ] || mv "$folder/company.db" "$path"
fi
[ -n "${3:-}" ] || realpath "$path"
