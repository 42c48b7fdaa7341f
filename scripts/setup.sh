#!/usr/bin/env bash
# Install what the project needs: missing Debian packages, then .venv/ from a hashed lock file.
#
#   bash scripts/setup.sh run    what the commands need (requirements.lock)
#   bash scripts/setup.sh dev    tests and checks as well (requirements-dev.lock)
#
# Both steps look first and do nothing when nothing is missing. The virtual environment is known by a stamp:
# the hash of the lock files, of pyproject.toml, of the interpreter and of the checkout's own path.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly KIND="${1:-run}"
readonly VENV=".venv"
readonly DEBIAN_PACKAGES=(tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd fonts-liberation2)

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 4; }

is_installed() { [[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]; }

# Print the first interpreter that the project runs on and that can make virtual environments.
find_python() {
    local candidate path
    for candidate in python3.11 python3 python3.12; do
        path="$(command -v "$candidate")" || continue
        if "$path" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null; then
            printf '%s\n' "$path"
            return 0
        fi
    done
    return 1
}

missing_debian_packages() {
    local package python
    for package in "${DEBIAN_PACKAGES[@]}"; do
        is_installed "$package" || printf '%s\n' "$package"
    done
    if ! python="$(find_python)"; then
        printf '%s\n' python3 python3-venv
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        printf '%s\n' python3-venv
    fi
}

install_debian_packages() {
    local missing=() as_root=()
    if ! command -v dpkg-query >/dev/null; then
        say "this is no Debian system; make sure that these are there: ${DEBIAN_PACKAGES[*]}"
        return 0
    fi
    mapfile -t missing < <(missing_debian_packages)
    (( ${#missing[@]} )) || return 0
    if (( EUID != 0 )); then
        command -v sudo >/dev/null || fail "missing Debian packages: ${missing[*]}
       There is no sudo; as root run: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing Debian packages: ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null \
        || say "apt-get update reported a problem; trying with the lists at hand"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
        "${missing[@]}" </dev/null >/dev/null || fail "apt-get could not install: ${missing[*]}"
}

# The files whose content decides whether the environment of one kind is up to date.
stamp_of() {
    local files=(requirements.lock pyproject.toml)
    [[ "$1" == dev ]] && files=(requirements-dev.lock "${files[@]}")
    { sha256sum "${files[@]}"; pwd; "$VENV/bin/python" -VV; } | sha256sum | cut -d' ' -f1
}

is_ready() { [[ -f "$VENV/.ready-$1" && "$(cat "$VENV/.ready-$1")" == "$(stamp_of "$1")" ]]; }

make_venv() {
    local python
    python="$(find_python)" || fail "Python 3.11 or 3.12 is needed and was not found"
    if "$VENV/bin/python" -c 'import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' \
        2>/dev/null; then
        return 0
    fi
    say "making $VENV with $("$python" -V)"
    "$python" -m venv --clear "$VENV"
}

install_python_packages() {
    local lock=requirements.lock
    local pip=("$VENV/bin/python" -m pip --disable-pip-version-check --no-input -qq)
    make_venv
    # Everything that `run` needs is in the environment of `dev` too, at the same versions.
    if is_ready dev || { [[ "$KIND" == run ]] && is_ready run; }; then
        return 0
    fi
    [[ "$KIND" == dev ]] && lock=requirements-dev.lock
    say "installing Python packages from $lock (about a minute)"
    # The lock is complete, so nothing is resolved; every file is checked against its hash.
    "${pip[@]}" install --require-hashes --no-deps -r "$lock" </dev/null
    # setuptools is in the lock: the project itself needs nothing more from anywhere.
    "${pip[@]}" install --no-deps --no-build-isolation --no-index --editable . </dev/null
    stamp_of "$KIND" > "$VENV/.ready-$KIND"
}

[[ "$KIND" == run || "$KIND" == dev ]] || fail "use: bash scripts/setup.sh run|dev"
install_debian_packages
install_python_packages
