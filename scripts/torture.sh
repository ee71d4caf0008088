#!/usr/bin/env bash
# What `make torture` runs on the optimised binary: 1,000 rounds of being killed and the troubles around it, the fuzz tests
# with many cases, the API against its document, and a soak of MINUTES (60). Each part runs to its end; exit code 1 where any failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export BAILIWICK_BINARY="${BAILIWICK_BINARY:-$(realpath "${CARGO_TARGET_DIR:-target}")/release/bailiwick}"
failed=()
part() {
  local name="$1"
  echo "── $name"
  shift
  "$@" || failed+=("$name")
}

BAILIWICK_CRASH_ROUNDS="${ROUNDS:-1000}" part "killed ${ROUNDS:-1000} times, and other troubles" \
  scripts/with-postgres.sh node e2e/run.mjs endurance/
PROPTEST_CASES="${CASES:-20000}" part "fuzz" \
  scripts/with-postgres.sh cargo test --quiet --locked -p domain -p sheet -p web fuzz
part "the API against its document" scripts/torture-api.sh
for engine in sqlite postgres; do
  part "soak on $engine" scripts/with-postgres.sh node e2e/endurance/soak.mjs "$engine" "$((${MINUTES:-60} * 30))"
done
[ "${#failed[@]}" -eq 0 ] || { echo "failed: ${failed[*]}"; exit 1; }
echo "nothing was lost"
