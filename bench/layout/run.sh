#!/bin/sh
# Lays out the same random tree with crate draw and with d3-flextree under Node, in turn within the same minute, twice each,
# and prints all lines and the ratios of the best ones. Goal: 10 times faster. An argument sets the number of boxes.
# The width ratio shows that both did the same work: the pictures differ only in where a parent stands over its children.
set -eu
cd "$(dirname "$0")"
boxes="${1:-100000}"
[ -d node_modules ] || npm ci --no-audit --no-fund >/dev/null
target="${CARGO_TARGET_DIR:-../../target}"
cargo build --quiet --release --manifest-path ../../Cargo.toml -p draw --example layout_bench
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
for round in 1 2; do
  printf 'draw %s\n' "$("$target/release/examples/layout_bench" "$boxes")"
  printf 'd3-flextree %s\n' "$(node --stack-size=60000 flextree.mjs "$boxes")"
done | tee "$lines"
node -e '
const rows = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n")
  .map((line) => [line.slice(0, line.indexOf(" ")), JSON.parse(line.slice(line.indexOf(" ")))]);
const best = (who, field) => Math.min(...rows.filter(([name]) => name === who).map(([, row]) => row[field]));
const ratio = (field) => Number((best("d3-flextree", field) / best("draw", field)).toFixed(1));
console.log(JSON.stringify({ layout_ratio: ratio("layout_ms"), build_and_layout_ratio: ratio("build_and_layout_ms"), goal: 10, width_ratio: Number((best("d3-flextree", "width") / best("draw", "width")).toFixed(4)) }));
' "$lines"
