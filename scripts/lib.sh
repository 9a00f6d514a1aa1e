# Shared by the scripts of this folder: packages and building. Sourced, never run.
# Messages go to stderr, so that stdout stays the answer.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '%s\n' "$*" >&2; }

die() { # die STATUS MESSAGE…
  local status=$1
  shift
  say "error: $*"
  exit "$status"
}

# as_root COMMAND…: by sudo when not root already.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die 5 "installing packages needs root: run as root, install sudo, or install them yourself: $missing"
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 </dev/null
}

# need_packages yes|no: makes sure that every package of packages.txt is there; "no" forbids to install.
need_packages() {
  local may_install=$1 package
  missing=
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "not a Debian system: the packages named in scripts/packages.txt must be there by other means"
    return
  fi
  for package in $(sed 's/#.*//' scripts/packages.txt); do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] ||
      missing+="${missing:+ }$package"
  done
  [ -n "$missing" ] || return 0
  if [ "$may_install" = no ]; then
    say "missing packages: $missing"
    die 5 "install them with: apt-get install --no-install-recommends $missing"
  fi
  say "installing: $missing"
  # The package index is fetched only when it lacks a package or names files that are gone.
  # shellcheck disable=SC2086  # one word a package is meant
  if ! apt-get install -s --no-install-recommends $missing >/dev/null 2>&1 || ! apt_install $missing; then
    as_root apt-get update -q >&2 || die 5 "apt-get update failed; is the Debian mirror in reach?"
    apt_install $missing || die 5 "apt-get could not install: $missing"
  fi
}

# build PRESET TARGET…: configures (every time: quick when nothing changed) and builds.
build() {
  local preset=$1 log=build/$1/configure.log
  shift
  mkdir -p "build/$preset"
  if ! cmake --preset "$preset" >"$log" 2>&1; then
    cat "$log" >&2
    die 1 "cmake --preset $preset failed"
  fi
  cmake --build --preset "$preset" --target "$@" >&2
}

# build_pages yes|no: web/dist, where npm is there to make it; "no" forbids to fetch its tools. Without the pages their tests say
# that they are skipped.
build_pages() {
  local may_install=$1 log=build/web.log
  mkdir -p build
  command -v npm >/dev/null || { say "no npm: the pages are not built, their journeys are skipped"; return 0; }
  if [ ! -d web/node_modules ]; then
    [ "$may_install" = yes ] || { say "web/node_modules is missing: the pages are not built, their journeys are skipped"; return 0; }
    (cd web && npm ci --fetch-retries=1 --fetch-timeout=30000) >"$log" 2>&1 </dev/null ||
      { say "npm ci failed, see $log: the pages are not built, their journeys are skipped"; rm -rf web/node_modules; return 0; }
  fi
  (cd web && npm run build) >>"$log" 2>&1 </dev/null || { cat "$log" >&2; die 1 "the pages do not build"; }
  need_browser "$may_install"
}

# need_browser yes|no: Chromium for the journeys through the pages; "no" forbids to install it. Without it they say that they
# are skipped.
need_browser() {
  local may_install=$1 name
  for name in chromium chromium-browser google-chrome; do ! command -v "$name" >/dev/null || return 0; done
  if [ "$may_install" = yes ] && command -v apt-get >/dev/null; then
    say "installing: chromium"
    (apt_install chromium || { as_root apt-get update -q >&2 && apt_install chromium; }) || true
  fi
  command -v chromium >/dev/null || say "no chromium: the journeys through the pages are skipped"
}

# need_peers yes|no: Python packages that tests hold our answers against, in build/peers; "no" forbids to fetch them. Without
# them those tests say that they are skipped.
need_peers() {
  local may_install=$1 folder=$root/build/peers log=build/peers.log
  mkdir -p build
  if [ ! -d "$folder" ] && [ "$may_install" = yes ]; then
    python3 -m pip --version >/dev/null 2>&1 || apt_install python3-pip || true
    local fetch=(python3 -m pip install -q --retries 1 --timeout 30 --target "$folder.new")
    "${fetch[@]}" networkx bods-v04-fixtures >"$log" 2>&1 </dev/null &&
      { "${fetch[@]}" yente-client==0.2.0 >>"$log" 2>&1 </dev/null || say "no yente-client: its test is skipped"; } &&
      mv "$folder.new" "$folder" || rm -rf "$folder.new"
  fi
  [ -d "$folder" ] || { say "no networkx, bods fixtures and yente-client in build/peers: the tests beside them are skipped"; return 0; }
  export PYTHONPATH=$folder${PYTHONPATH:+:$PYTHONPATH}
}
