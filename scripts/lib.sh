# shellcheck shell=bash
# What scripts/run and scripts/test share: system packages, a Python, the environment, its packages.
#
#   GAN_DESKTOP_VENV         where the environment is (default: .venv in the repository)
#   GAN_DESKTOP_TORCH_INDEX  where torch is also looked for (default on Linux: PyTorch's CPU index,
#                            if it answers; empty: nowhere else than pip is configured to)
#
# Everything said here goes to standard error: standard output belongs to the program that follows.

root="$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
venv="${GAN_DESKTOP_VENV:-$root/.venv}"
case "$venv" in /*) ;; *) venv="$PWD/$venv" ;; esac
stamp="$venv/gan-desktop.stamp"            # what was installed: place, digest, "app" or "test"
unfinished="$venv/gan-desktop.unfinished"  # there while an installation is under way
torch_cpu_index="https://download.pytorch.org/whl/cpu"
assume_yes=no

# Debian's names; a|b means that either will do, and that a is asked for. Ubuntu 24.04 and
# Debian 13 call libglib2.0-0 libglib2.0-0t64, and apt-get takes the old name for it.
draw_packages="libglib2.0-0|libglib2.0-0t64 libgl1 libegl1 libxkbcommon0 libfontconfig1
  libdbus-1-3 fonts-dejavu-core fonts-wqy-microhei|fonts-noto-cjk|fonts-wqy-zenhei"
window_packages="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
wayland_packages="libwayland-cursor0 libwayland-egl1"
test_packages="xvfb xdotool"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

in_ci() { case "${CI:-}" in "" | 0 | false) return 1 ;; esac }

has_display() {
  [ "$(uname -s)" = Darwin ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

# --- system packages ------------------------------------------------------------------------------

is_installed() {
  dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -x installed >/dev/null
}

# Prints the names, of those given, that are not installed.
missing_packages() {
  local choice name names found
  for choice in "$@"; do
    found=no
    IFS='|' read -r -a names <<<"$choice"
    for name in "${names[@]}"; do
      if is_installed "$name"; then found=yes; fi
    done
    if [ "$found" = no ]; then printf '%s\n' "${names[0]}"; fi
  done
}

# Installs the packages given: as root or through sudo, after asking. A "no", or a failure, is said
# and is not the end: much works without, and what does not will say what it lacks.
install_packages() {
  local answer="" name as_root=() get
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "Missing, and this user is not root and has no sudo; as root: apt-get install $*"
      return 0
    fi
    as_root=(sudo)
    if [ ! -t 0 ]; then as_root=(sudo -n); fi # never wait for a password that nobody can type
  fi
  get=(${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive
    apt-get -y --no-install-recommends -o DPkg::Lock::Timeout=300 install)
  say "Missing system packages: $*"
  say "To install them: ${as_root[*]:+${as_root[*]} }apt-get update; ${get[*]} $*"
  if [ "$assume_yes" = no ] && ! in_ci; then
    if [ ! -t 0 ]; then
      say "Going on without them: there is no terminal to ask on (--yes installs them)."
      return 0
    fi
    read -r -p "Do this now? [y/N] " answer || true
    case "$answer" in y | Y | yes | Yes | YES) ;; *)
      say "Going on without them."
      return 0
      ;;
    esac
  fi
  ${as_root[@]+"${as_root[@]}"} apt-get update >&2 9<&- ||
    say "apt-get update failed; trying with the lists that are there."
  if "${get[@]}" "$@" >&2 </dev/null 9<&-; then return 0; fi
  say "That failed; now one by one, as one name that this release lacks fails them all."
  for name in "$@"; do
    "${get[@]}" "$name" >&2 </dev/null 9<&- || say "Could not install $name; going on without it."
  done
}

# --- Python and the environment -------------------------------------------------------------------

# Sets $python to a Python >= 3.11, one that can make environments if there is any.
find_python() {
  local name
  python=""
  for name in python3.13 python3.12 python3.11 python3 python3.14 python; do
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    if can_make_venv "$name"; then
      python="$name"
      return 0
    fi
    python="${python:-$name}"
  done
  [ -n "$python" ] || die "GAN Desktop needs Python 3.11 or newer, and no such python3 is on the" \
    "PATH (Debian 12, Ubuntu 24.04 and later have it: apt-get install python3-venv)."
}

can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Debian keeps ensurepip apart, one package for each Python.
venv_package() { "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'; }

# What an installation depends on. Fails if the environment's Python does not work.
digest() {
  "$venv/bin/python" - "$root" "$venv" 2>/dev/null <<'EOF_PYTHON'
import hashlib
import sys
from pathlib import Path

root, venv = map(Path, sys.argv[1:])
if sys.version_info < (3, 11) or not Path(sys.prefix).samefile(venv):
    sys.exit(1)
version = [
    line
    for line in (root / "gan_desktop/__init__.py").read_text("utf-8").splitlines()
    if line.startswith("__version__")
]
parts = [str(root), sys.version, *version]
parts += [(root / name).read_text("utf-8") for name in ("pyproject.toml", "constraints.txt")]
print(hashlib.sha256("\0".join(parts).encode()).hexdigest())
EOF_PYTHON
}

# Is what $1 ("app" or "test") needs installed already? The tests' packages include the app's.
is_ready() {
  local place="" installed="" had=""
  if [ ! -f "$stamp" ] || [ -e "$unfinished" ] || [ ! -x "$venv/bin/gan-desktop" ]; then return 1; fi
  { IFS= read -r place && read -r had && read -r installed; } <"$stamp" || return 1
  [ "$place" = "$venv" ] || return 1
  [ "$installed" = test ] || [ "$installed" = "$1" ] || return 1
  [ "$had" = "$(digest)" ]
}

# Can packages be installed into the environment? Not if its Python is gone, if it was being made
# when something stopped it, or if it was moved (its commands name the old place).
is_usable() {
  local place=""
  if [ -e "$unfinished" ] || ! digest >/dev/null; then return 1; fi
  if [ -f "$stamp" ]; then
    IFS= read -r place <"$stamp" || true
    [ "$place" = "$venv" ] || return 1
  fi
  "$venv/bin/python" -m pip --version >/dev/null 2>&1 ||
    "$venv/bin/python" -m ensurepip >/dev/null 2>&1
}

make_venv() {
  if [ -e "$venv" ] || [ -L "$venv" ]; then
    if [ "$venv" != "$root/.venv" ] && [ ! -f "$venv/pyvenv.cfg" ] && [ ! -e "$unfinished" ] &&
      [ -n "$(ls -A -- "$venv")" ]; then
      die "GAN_DESKTOP_VENV is $venv, which is no environment: give an empty or a new folder."
    fi
    say "The environment $venv is incomplete or broken; making it anew."
    rm -rf -- "$venv"
  fi
  say "Making the environment $venv with $("$python" --version)."
  mkdir -p -- "$venv"
  : >"$unfinished"
  "$python" -m venv "$venv" >&2 || die "Could not make the environment $venv."
}

# Prints where torch is to be looked for besides: on Linux PyPI's build is the CUDA one, with
# several GB of libraries.
torch_index() {
  if [ -n "${GAN_DESKTOP_TORCH_INDEX+set}" ]; then
    printf '%s' "$GAN_DESKTOP_TORCH_INDEX"
    return 0
  fi
  if [ "$(uname -s)" != Linux ]; then return 0; fi
  # In a thread, as a slow name server would outlast the time limit of the connection.
  if "$venv/bin/python" - "$torch_cpu_index/torch/" 2>/dev/null <<'EOF_PYTHON'; then
import os
import sys
import threading
import urllib.request

answers = []


def ask() -> None:
    with urllib.request.urlopen(sys.argv[1], timeout=5) as response:
        answers.append(response.read(1))


thread = threading.Thread(target=ask, daemon=True)
thread.start()
thread.join(8)
os._exit(0 if answers else 1)
EOF_PYTHON
    printf '%s' "$torch_cpu_index"
  else
    say "PyTorch's CPU index does not answer, so torch comes from where pip is configured to look" \
      "(from PyPI, on Linux, it brings several GB of CUDA)."
  fi
}

has_torch() {
  "$venv/bin/python" - "$root/constraints.txt" 2>/dev/null <<'EOF_PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

pins = Path(sys.argv[1]).read_text("utf-8").splitlines()
sys.exit(f"torch=={version('torch').partition('+')[0]}" not in pins)
EOF_PYTHON
}

pip_install() {
  local quiet=()
  if [ ! -t 2 ]; then quiet=(--quiet); fi
  (cd -- "$root" && "$venv/bin/python" -m pip install --disable-pip-version-check --no-input \
    ${quiet[@]+"${quiet[@]}"} -c constraints.txt "$@" >&2)
}

# Installs what $1 ("app" or "test") needs. The project is built by the pinned hatchling, not by
# whichever a separate build environment would fetch, hence the two steps.
install_project() {
  local index="" project="." failed=no
  if [ "$1" = test ]; then project=".[test]"; fi
  rm -f -- "$stamp"
  : >"$unfinished"
  say "Installing the packages into $venv (about 1.3 GB, some minutes the first time)."
  if ! has_torch; then index="$(torch_index)"; fi
  { pip_install ${index:+--extra-index-url "$index"} torch hatchling editables &&
    pip_install --no-build-isolation -e "$project"; } || failed=yes
  rm -f -- "$unfinished"
  [ "$failed" = no ] || die "The packages could not be installed: see pip's message above."
  printf '%s\n%s\n%s\n' "$venv" "$(digest)" "$1" >"$stamp"
}

# --- all of it ------------------------------------------------------------------------------------

# setup app|test: afterwards $venv/bin has what is needed, and comes first on the PATH.
setup() {
  local ready=no usable=yes choices=() missing=() name
  trap 'exit 130' INT # a Ctrl-C that pip answers is meant for the script too
  if command -v flock >/dev/null; then
    exec 9<"$root/constraints.txt"
    flock -n 9 || {
      say "Another set-up is under way; waiting for it."
      flock 9
    }
  fi
  if is_ready "$1"; then ready=yes; fi
  if [ "$ready" = no ] && ! is_usable; then usable=no; fi

  # shellcheck disable=SC2206 # the lists are words
  choices=($draw_packages)
  # shellcheck disable=SC2206
  if [ "$1" = test ] || has_display; then choices+=($window_packages); fi
  # shellcheck disable=SC2206
  if [ -n "${WAYLAND_DISPLAY:-}" ]; then choices+=($wayland_packages); fi
  # shellcheck disable=SC2206
  if [ "$1" = test ]; then choices+=($test_packages); fi
  if [ "$usable" = no ]; then find_python; fi
  if [ "$(uname -s)" = Linux ]; then
    if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
      if [ "$usable" = no ] && ! can_make_venv "$python"; then
        missing+=("$(venv_package "$python")")
      fi
      while read -r name; do missing+=("$name"); done < <(missing_packages "${choices[@]}")
      if [ "${#missing[@]}" -gt 0 ]; then install_packages "${missing[@]}"; fi
    elif [ "$ready" = no ]; then
      say "Not Debian or Ubuntu: if the program does not start, install what they call" \
        "${choices[*]%%|*}."
    fi
  fi

  if [ "$usable" = no ]; then
    can_make_venv "$python" || die "$("$python" --version) cannot make environments: its module" \
      "ensurepip is missing (Debian, Ubuntu: apt-get install $(venv_package "$python"))."
    make_venv
  fi
  if [ "$ready" = no ]; then install_project "$1"; fi
  exec 9<&-
  trap - INT
  export VIRTUAL_ENV="$venv" PATH="$venv/bin:$PATH"
  unset PYTHONHOME
}
