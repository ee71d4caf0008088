#!/usr/bin/env bash
# The API against its document for as long as is said (seconds; 900 where nothing is), as its owner and as a rep: `make torture`.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
cargo build --locked -p bailiwick
cd e2e
BAILIWICK_SCHEMA_SECONDS="${1:-900}" BAILIWICK_SCHEMA_SEED="${2:-$RANDOM}" node run.mjs schema
