#!/usr/bin/env bash
# List, board and record as a rep, as a manager of fifty and as the head, in a company of 10,000 and of 1,000,000
# opportunities, in the same run. Goal: p95 below 15 ms, and at most 1.5 times apart between the two sizes.
# `bench/pages/run.sh [SMALL] [LARGE] [ADDRESS]`; the address is of a PostgreSQL database that may be emptied.
set -euo pipefail
cd "$(dirname "$0")/../.."
small=${1:-10000}
large=${2:-1000000}
binary=${BAILIWICK_BINARY:-${CARGO_TARGET_DIR:-target}/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')

measure() {
  local count=$1 database="sqlite://$folder/$1.db"
  node bench/pages/generate.mjs "$folder" "$count"
  echo "a long password for the bench" | "$binary" init --database "$database" --company Bench --currency EUR \
    --owner-email owner@example.test --owner-password-stdin >/dev/null
  "$binary" import --database "$database" "$folder"/{people,products,accounts,opportunities}.csv >/dev/null 2>"$folder/log" ||
    { cat "$folder/log"; return 1; }
  links="{"
  for who in "rep r1-7@example.test" "manager m1@example.test" "head hanna@example.test"; do
    set -- $who
    link=$("$binary" user invite --database "$database" --email "$1@bench.test" --name "$1" --person "$2" | grep -o '/link/.*')
    links="$links\"$1\":\"$link\","
  done
  "$binary" serve --database "$database" --port "$port" 2>"$folder/server.log" &
  server=$!
  for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/readyz" >/dev/null && break; sleep 0.1; done
  node bench/pages/measure.mjs "$port" "${links%,}}" >"$folder/$count.json"
  kill "$server"; wait "$server" 2>/dev/null || true
  server=
}

measure "$small"
measure "$large"
node -e "
const read = (n) => JSON.parse(require('node:fs').readFileSync('$folder/' + n + '.json', 'utf8'));
const [small, large] = [read('$small'), read('$large')];
console.log('p50 and p95 in ms at $small and at $large opportunities; the last column is p95 over p95');
for (const who of Object.keys(small)) for (const page of Object.keys(small[who])) {
  const [a, b] = [small[who][page], large[who][page]];
  const cells = [...a, ...b].map((ms) => ms.toFixed(1).padStart(7)).join(' ');
  console.log((who + ', ' + page).padEnd(24) + cells + (b[1] / a[1]).toFixed(2).padStart(8));
}
"
