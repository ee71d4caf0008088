#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own: `scripts/with-postgres.sh CMD…`.
#
# The cluster is new, lives in a temporary folder, listens on 127.0.0.1 alone, sorts by bytes as SQLite does, and does not
# sync to disk. BAILIWICK_TEST_POSTGRES tells CMD where it is, BAILIWICK_TEST_POSTGRES_CERTIFICATE what
# it proves itself by. It is stopped and removed whatever happens to CMD, whose exit
# code is ours. Where BAILIWICK_TEST_POSTGRES is set already, that server is used and none is started.
set -euo pipefail
[ "$#" -gt 0 ] || { echo "usage: $0 CMD…" >&2; exit 2; }
[ -z "${BAILIWICK_TEST_POSTGRES:-}" ] || exec "$@"

bin=""
for initdb in $(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V) $(command -v initdb || true); do
  bin="$(dirname "$(readlink -f "$initdb")")"
done
[ -n "$bin" ] || { echo "with-postgres: no initdb in PATH or /usr/lib/postgresql (apt-get install postgresql)" >&2; exit 1; }

# PostgreSQL refuses to run as root; then its own user, or nobody, owns the cluster.
owner="$(id -un)"
if [ "$(id -u)" -eq 0 ]; then
  owner=postgres
  id -u postgres >/dev/null 2>&1 || owner=nobody
fi
as_owner() {
  if [ "$owner" = "$(id -un)" ]; then bash -c "$1"; else su "$owner" -s /bin/bash -c "$1"; fi
}

base="${TMPDIR:-/tmp}"
as_owner "test -x '$base'" || base=/tmp
dir="$(mktemp -d "$base/bailiwick-postgres.XXXXXX")"
chmod 755 "$dir"
[ "$owner" = "$(id -un)" ] || chown "$owner" "$dir"

child=""
clean() {
  code=$?
  trap - EXIT INT TERM HUP
  if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; fi
  as_owner "cd / && '$bin/pg_ctl' -D '$dir/data' -m immediate -w stop" >/dev/null 2>&1 || true
  rm -rf "$dir"
  exit "$code"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

as_owner "cd / && '$bin/initdb' -D '$dir/data' -U postgres --auth=trust --locale=C --encoding=UTF8 --no-sync" >"$dir/initdb.log" 2>&1 ||
  { cat "$dir/initdb.log" >&2; exit 1; }

# A certificate for those tests that speak to it in private; the others do not.
certificate=""
if command -v openssl >/dev/null && as_owner "cd '$dir' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
  -nodes -days 2 -subj /CN=postgres -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE \
  -keyout server.key -out server.crt && chmod 600 server.key" >"$dir/openssl.log" 2>&1; then
  certificate="$dir/server.crt"
fi

# A port may be taken between the look and the start, so another is tried.
options="-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
options="$options -c max_connections=200 -c shared_buffers=128MB -c max_wal_size=2GB -c timezone=UTC"
[ -z "$certificate" ] || options="$options -c ssl=on -c ssl_cert_file=$certificate -c ssl_key_file=$dir/server.key"
port=""
for _ in 1 2 3 4 5 6 7 8; do
  candidate=$((20000 + RANDOM % 12000))
  if (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; then continue; fi
  if as_owner "cd / && '$bin/pg_ctl' -D '$dir/data' -l '$dir/server.log' -w -o '$options -p $candidate -k $dir' start" >/dev/null 2>&1; then
    port="$candidate"
    break
  fi
done
[ -n "$port" ] || { cat "$dir/server.log" >&2; echo "with-postgres: PostgreSQL did not start" >&2; exit 1; }

export BAILIWICK_TEST_POSTGRES_CERTIFICATE="$certificate"
export BAILIWICK_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"

# For tests that stop the server underneath the product: `$BAILIWICK_TEST_POSTGRES_CONTROL stop|start`.
cat >"$dir/control" <<END
#!/bin/bash
case "\$1" in
  stop) words="-m immediate -w stop" ;;
  start) words="-l '$dir/server.log' -w -o '$options -p $port -k $dir' start" ;;
  *) exit 2 ;;
esac
command="cd / && '$bin/pg_ctl' -D '$dir/data' \$words"
if [ "$owner" = "\$(id -un)" ]; then exec bash -c "\$command"; else exec su "$owner" -s /bin/bash -c "\$command"; fi
END
chmod 755 "$dir/control"
export BAILIWICK_TEST_POSTGRES_CONTROL="$dir/control"
# In the background, so that a signal to this script is answered at once.
"$@" <&0 &
child=$!
code=0
wait "$child" || code=$?
child=""
exit "$code"
