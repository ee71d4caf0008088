#!/usr/bin/env bash
# Messages told by webhooks a second, each signed, sent and written down, to a receiver of this machine: to one address, in
# order over one connection, and to eight at once by a server. Beside it, in the same minute, Node posting the same number of
# bodies of the same size, signed, by as many kept connections, writing nothing down. Goal: half of Node's rate or better.
# `bench/webhooks/run.sh [MESSAGES] [ADDRESS]`; the address is of a PostgreSQL database that may be emptied.
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-5000}
binary=${BAILIWICK_BINARY:-${CARGO_TARGET_DIR:-target}/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
node bench/webhooks/measure.mjs "$binary" "$folder" "$count" "sqlite://$folder/bench.db"
[ -z "${2:-}" ] || node bench/webhooks/measure.mjs "$binary" "$folder" "$count" "$2"
