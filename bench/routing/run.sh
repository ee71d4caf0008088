#!/bin/sh
# Routing decisions a second on one core over 10,000 positions and 2,000 coverages, against a plain scan of all
# coverages for each piece of work, in the same run. Goal: 200,000 a second. An argument sets how many are routed.
set -eu
cd "$(dirname "$0")/../.."
cargo build --quiet --release -p domain --example routing_bench
exec "${CARGO_TARGET_DIR:-target}/release/examples/routing_bench" "${1:-1000000}"
