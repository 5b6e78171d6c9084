#!/usr/bin/env bash
# Installs Shigu from this bundle, without a network. Run it where the bundle was unpacked.
#   ./install.sh [directory of the installation, /opt/shigu by default]
set -euo pipefail
cd "$(dirname "$0")"
target=${1:-/opt/shigu}
sha256sum --quiet --check SHA256SUMS || { echo "the bundle is damaged: copy it again" >&2; exit 1; }
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "Python 3.11 or newer is needed: PYTHON=/path/to/python3 ./install.sh" >&2; exit 1; }
mkdir -p "$target"
"$python" -m venv "$target/venv"
export PIP_CONFIG_FILE=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1
"$target/venv/bin/pip" install --quiet --no-index --find-links wheels --constraint constraints.txt --upgrade shigu
"$target/venv/bin/pip" install --quiet --no-index --no-deps --force-reinstall wheels/shigu-*.whl
cp -r packs "$target/"
[ -e "$target/shigu.env" ] || install -m 600 shigu.env.example "$target/shigu.env"
echo "installed in $target; next: edit $target/shigu.env, then $target/venv/bin/shigu doctor"
