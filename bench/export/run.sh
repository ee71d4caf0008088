#!/usr/bin/env bash
# Rows a second of `bailiwick export`, every table as CSV with contents and digests, against `sqlite3 -csv` writing the same
# tables, in the same minute. Goal: half of its rate or better. `bench/export/run.sh [OPPORTUNITIES]`
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-100000}
binary=${BAILIWICK_BINARY:-${CARGO_TARGET_DIR:-target}/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
command -v sqlite3 >/dev/null || apt-get install -y -qq sqlite3 >/dev/null
database=$(bench/company.sh "$count")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
now() { date +%s.%N; }
best() { sort -n | head -1; }
ours() {
  for round in 1 2 3; do
    start=$(now)
    "$binary" export --database "sqlite://$database" --format csv --out "$folder/ours$round" >"$folder/said"
    node -p "$(now) - $start"
  done | best
}
bare() {
  for _ in 1 2 3; do
    start=$(now)
    for file in "$folder"/ours1/*.csv; do
      table=$(basename "$file" .csv)
      [ "$table" = contents ] || sqlite3 -readonly -csv -header "$database" "select * from \"$table\"" >"$folder/$table.csv"
    done
    node -p "$(now) - $start"
  done | best
}
seconds=$(ours)
rows=$(grep -oE '^[0-9]+ rows' "$folder/said" | grep -oE '[0-9]+')
plain=$(bare)
node -e "
const [rows, ours, bare] = [$rows, $seconds, $plain];
console.log('export: ' + rows + ' rows as CSV in ' + ours.toFixed(2) + ' s, ' + Math.round(rows / ours) + ' a second');
console.log('sqlite3 -csv, the same tables: ' + bare.toFixed(2) + ' s, ' + Math.round(rows / bare) + ' a second; rate ' + (bare / ours).toFixed(2) + ' of it, goal 0.5');
"
