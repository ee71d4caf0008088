#!/usr/bin/env bash
# Sign-ins a second through the form, by sixteen browsers, against the bare comparing of passwords (Argon2id) by as many threads as a
# server lets compare at once, in the same minute. Goal: 0.8 of it or better. `bench/sign-in/run.sh [SECONDS]`
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}
target=${CARGO_TARGET_DIR:-target}
binary=${BAILIWICK_BINARY:-$target/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
[ -x "$target/release/examples/password_bench" ] || cargo build --quiet --release -p app --example password_bench
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "a long password for the bench" | "$binary" init --database "sqlite://$folder/bench.db" --company Bench --currency EUR \
  --owner-email owner@example.test --owner-password-stdin >/dev/null
bare=$("$target/release/examples/password_bench" "$seconds")
node bench/sign-in/measure.mjs "$binary" "sqlite://$folder/bench.db" "$seconds" "$bare"
