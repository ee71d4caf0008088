#!/usr/bin/env bash
# Makes this machine able to build (`setup.sh build`) or to build and test (`setup.sh test`) Bailiwick.
#
# Rust and Node are expected. What else is needed comes from Debian by apt-get, only when it is missing, so a second
# run does nothing. Needs root for that step alone (or sudo); without either it names what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose="${1:-test}"
case "$purpose" in build | test) ;; *) echo "usage: $0 [build|test]" >&2; exit 2 ;; esac

have() { command -v "$1" >/dev/null 2>&1; }
fail() { echo "setup: $*" >&2; exit 1; }

# The tools we do not install ourselves.
have cargo || fail "cargo is missing: install Rust 1.95 or later"
have node || fail "node is missing: install Node 20 or later"
have npm || fail "npm is missing: install it with Node"
major="$(node -p 'process.versions.node.split(".")[0]')"
[ "$major" -ge 20 ] || fail "node is $(node --version): 20 or later is needed"
if [ "$purpose" = test ]; then
  cargo fmt --version >/dev/null 2>&1 || fail "rustfmt is missing: rustup component add rustfmt"
  cargo clippy --version >/dev/null 2>&1 || fail "clippy is missing: rustup component add clippy"
fi

# Debian's packages, by what proves that each is there.
packages=()
have cc || packages+=(build-essential)
if [ "$purpose" = test ]; then
  [ -x /usr/bin/chromium ] || [ -n "${CHROMIUM:-}" ] || packages+=(chromium)
  [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || packages+=(fonts-noto-cjk)
  # Real servers that mail and calendars are tested against. Their services are not started, or stopped again.
  have dovecot || packages+=(dovecot-imapd)
  have aiosmtpd || packages+=(python3-aiosmtpd)
  python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
  have radicale || packages+=(radicale)
  compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null || packages+=(libfaketime)
  have openssl || packages+=(openssl)
  have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
fi
if [ "${#packages[@]}" -gt 0 ]; then
  have apt-get || fail "please install: ${packages[*]}"
  sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || fail "please install as root: apt-get install ${packages[*]}"
    sudo=(sudo)
  fi
  echo "setup: installing ${packages[*]}"
  if [[ " ${packages[*]} " == *" postgresql "* ]]; then
    # The tests start clusters of their own; Debian's default one would only take port 5432.
    "${sudo[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.d/no-main.conf >/dev/null
  fi
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

# The locked web packages of one folder; a folder that is up to date is left alone.
packages_of() {
  [ -e "$1/package-lock.json" ] || return 0
  if [ ! -e "$1/node_modules/.package-lock.json" ] || [ "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ]; then
    echo "setup: web packages of $1"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
    touch "$1/node_modules/.package-lock.json"
  fi
}
packages_of crates/web/client
if [ "$purpose" = test ]; then packages_of e2e; fi

# Programs of others that journeys speak with. Where they cannot be installed, those journeys say that they are skipped.
peers() {
  # Each in a place of its own: they want different versions of the same libraries.
  # canaille's own client of SCIM asks for a library as it was.
  peer . bin/canaille 'canaille[front,oidc,scim,server,sqlite]==0.3.6' 'scim2-client==0.7.5' 'scim2-models==0.6.12'
  peer scim bin/scim 'scim2-cli==0.6.0' 'scim2-tester==0.5.2'
  peer schemathesis bin/schemathesis 'schemathesis==4.32.5'
}
peer() {
  local place="target/peers/$1" program="$2"
  shift 2
  if [ -x "$place/$program" ]; then return 0; fi
  echo "setup: ${program##*/}, for a journey"
  if ! { python3 -m venv "$place" && "$place/bin/pip" install -q "$@"; }; then
    echo "setup: ${program##*/} could not be installed; its journey is skipped" >&2
  fi
}
if [ "$purpose" = test ]; then peers; fi
