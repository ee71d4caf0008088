#!/usr/bin/env bash
# Import of opportunities, with events, history, bookings, credit and components, the search index left to afterwards,
# against the sqlite3 shell's `.import` of the same file into a bare table, in the same minute.
# Goal: 20,000 a second, within 25 times.
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-200000}
binary=${BAILIWICK_BINARY:-${CARGO_TARGET_DIR:-target}/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
command -v sqlite3 >/dev/null || apt-get install -y -qq sqlite3 >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
node bench/import/generate.mjs "$folder" "$count"
database="sqlite://$folder/bench.db"
echo "a long password for the bench" | "$binary" init --database "$database" --company Bench --currency EUR \
  --owner-email owner@example.test --owner-password-stdin >/dev/null
"$binary" import --database "$database" "$folder/teams.csv" "$folder/products.csv" "$folder/accounts.csv" >/dev/null 2>&1
now() { date +%s.%N; }
start=$(now)
"$binary" import --database "$database" --defer-search "$folder/pipeline.csv" >/dev/null 2>&1
ours=$(node -p "$(now) - $start")
start=$(now)
"$binary" import --database "$database" "$folder/products.csv" >/dev/null 2>&1
search=$(node -p "$(now) - $start")
start=$(now)
sqlite3 "$folder/bare.db" -cmd ".mode csv" ".import $folder/pipeline.csv bare"
bare=$(node -p "$(now) - $start")
node -e "
const [count, ours, bare, search] = [$count, $ours, $bare, $search];
console.log('import: ' + count + ' opportunities in ' + ours.toFixed(2) + ' s, ' + Math.round(count / ours) + ' a second');
console.log('sqlite3 .import into a bare table: ' + bare.toFixed(2) + ' s; ratio ' + (ours / bare).toFixed(1));
console.log('the search index, caught up by the next command: ' + search.toFixed(2) + ' s');
"
