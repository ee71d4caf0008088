#!/usr/bin/env bash
# Leads taken in through the API and routed, a second, by sixteen clients; beside it, in the same run, bare rows of the
# same texts written by sixteen threads, a transaction each. On SQLite, and on the PostgreSQL database at the address
# given, which may be emptied. Goals: 2,000 a second on SQLite, 800 on PostgreSQL.
# `bench/intake/run.sh [SECONDS] [ADDRESS]`, e.g. `scripts/with-postgres.sh sh -c 'bench/intake/run.sh 10 "$BAILIWICK_TEST_POSTGRES"'`
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}
target=${CARGO_TARGET_DIR:-target}
binary=${BAILIWICK_BINARY:-$target/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
[ -x "$target/release/examples/intake_bench" ] || cargo build --quiet --release -p app --example intake_bench
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$target/release/examples/intake_bench" "$binary" "sqlite://$folder/bench.db" "$seconds"
[ -z "${2:-}" ] || "$target/release/examples/intake_bench" "$binary" "$2" "$seconds"
