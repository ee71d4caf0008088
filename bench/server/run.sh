#!/usr/bin/env bash
# How soon a server answers and what memory it holds at 1,000,000 opportunities: idle, busy (pages read by sixteen clients) and
# a moment after; beside it, in the same minute, a bare HTTP server of Node. Goals: 300 ms, and 60 MiB idle.
# `bench/server/run.sh [OPPORTUNITIES]`
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${BAILIWICK_BINARY:-${CARGO_TARGET_DIR:-target}/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
database=$(bench/company.sh "${1:-1000000}")
exec node bench/server/measure.mjs "$(realpath "$binary")" "$database" "${1:-1000000}"
