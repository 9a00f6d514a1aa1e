# Shared by scripts/test-python and scripts/bench-python: the wheel, and what users have beside it. Sourced after lib.sh.

python_out=build/python
python=$python_out/venv/bin/python

# by_apt PACKAGE…: whether they could be installed; without apt or the right to, they could not, and no script ends.
by_apt() (
  missing=$*
  command -v apt-get >/dev/null && { apt_install "$@" || { as_root apt-get update -q && apt_install "$@"; }; } >&2
)

# have_program yes|no PROGRAM PACKAGE…: whether it is there, by apt where that is allowed.
have_program() {
  local may_install=$1 program=$2
  shift 2
  command -v "$program" >/dev/null || { [ "$may_install" = yes ] && by_apt "$@" && command -v "$program" >/dev/null; }
}

# need_venv yes|no NAME FILE: the virtual environment build/python/NAME with what FILE names from PyPI; "no" forbids to fetch it.
# 1, and said, where it cannot be had: no pip and venv, or PyPI out of reach.
need_venv() {
  local may_install=$1 folder=$python_out/$2 needs=$3 log=$python_out/$2.log
  cmp -s "$needs" "$folder/needs.txt" && return
  mkdir -p "$python_out"
  [ "$may_install" = yes ] || { say "no Python with $needs in $folder"; return 1; }
  python3 -c 'import ensurepip, pip' 2>/dev/null || by_apt python3-pip python3-venv ||
    { say "pip and venv are missing: apt-get install python3-pip python3-venv"; return 1; }
  rm -rf "$folder"
  python3 -m venv "$folder" >"$log" 2>&1 &&
    "$folder/bin/pip" install --quiet --retries 1 --timeout 30 -r "$needs" >>"$log" 2>&1 </dev/null ||
    { say "PyPI does not give what $needs names, see $log"; rm -rf "$folder"; return 1; }
  cp "$needs" "$folder/needs.txt"
}

# need_python yes|no: `python`, with what users have beside the wheel.
need_python() { need_venv "$1" venv scripts/python.txt; }

# make_wheel: sets `wheel` to the wheel of this source tree. Needs pip.
make_wheel() {
  rm -rf "$python_out/wheel"
  mkdir -p "$python_out/wheel"
  python3 -m pip wheel --quiet --no-deps --no-build-isolation --no-index -w "$python_out/wheel" bindings/python >&2 </dev/null
  wheel=$(echo "$python_out"/wheel/entente-*.whl)
}

# install_wheel NAME: into the virtual environment build/python/NAME.
install_wheel() {
  "$python_out/$1/bin/pip" install --quiet --no-deps --no-index --force-reinstall "$wheel" >&2 </dev/null
}
