#!/usr/bin/env bash
# What the palette finds while somebody types, as a rep, a manager of fifty and the head, in a company of 10,000 and of 1,000,000
# opportunities, in the same run; beside it the same words looked for by a scan of all names with `sqlite3` or `psql`. Goal: p95 below
# 20 ms at the large one. `bench/search/run.sh [SMALL] [LARGE]`; on PostgreSQL, where it begins with importing them:
# `scripts/with-postgres.sh bench/search/run.sh [SMALL] [LARGE]`
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${BAILIWICK_BINARY:-${CARGO_TARGET_DIR:-target}/release/bailiwick}
[ -x "$binary" ] || cargo build --release -p bailiwick
command -v sqlite3 >/dev/null || apt-get install -y -qq sqlite3 >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
postgres=${BAILIWICK_TEST_POSTGRES:-}
# A database with a company of so many.
made() {
  if [ -z "$postgres" ]; then
    kept=$(bench/company.sh "$1")
    cp "$kept" "$folder/company.db"
  else
    psql -q "$postgres" -c "create database bench_$1"
    bench/company.sh "$1" "$folder" "$database" >/dev/null
  fi
}
for count in "${1:-10000}" "${2:-1000000}"; do
  database="sqlite://$folder/company.db"
  [ -z "$postgres" ] || database=$(sed -E "s#/[^/?]*(\?|\$)#/bench_$count\1#" <<<"$postgres")
  made "$count"
  links="{"
  for who in "rep r1-7@example.test" "manager m1@example.test" "head hanna@example.test"; do
    set -- $who
    link=$("$binary" user invite --database "$database" --email "$1@bench.test" --name "$1" --person "$2" | grep -o '/link/.*')
    links="$links\"$1\":\"$link\","
  done
  node bench/search/measure.mjs "$(realpath "$binary")" "$database" "${links%,}}" "$count"
  rm -f "$folder"/company.db*
done
