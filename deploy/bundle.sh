#!/usr/bin/env bash
# Packs everything a closed network needs into build/shigu-bundle.tar: wheels, assets, units, pack.
set -euo pipefail
cd "$(dirname "$0")/.."
make .venv/.assets >&2
bundle=build/bundle
rm -rf build/lib "$bundle" && mkdir -p "$bundle/wheels"
export PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/pip wheel --quiet --no-deps --wheel-dir "$bundle/wheels" .
wheel=$(ls "$bundle"/wheels/shigu-*.whl)
.venv/bin/python deploy/whole.py "$wheel"
.venv/bin/pip download --quiet --only-binary :all: --constraint constraints.txt --dest "$bundle/wheels" "$wheel"
cp -r deploy/install.sh deploy/shigu.env.example deploy/systemd deploy/nginx deploy/postgres \
    packs docs constraints.txt LICENSE "$bundle"
(cd "$bundle" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)
tar -C build -cf build/shigu-bundle.tar bundle
echo "build/shigu-bundle.tar $(du -h build/shigu-bundle.tar | cut -f1)"
