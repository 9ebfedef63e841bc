#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Python environment of the interop tests, once for each content of requirements.txt (or of the file given), and
# prints its interpreter.
# It stands under ${XDG_CACHE_HOME:-~/.cache}/headrace-python; two callers at a time wait for one another.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
requirements=${1:-$here/requirements.txt}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/headrace-python
base=${HEADRACE_TEST_PYTHON:-python3}
mark=$(cat "$requirements" && "$base" -I -c 'import sys; print(sys.version)') || {
    echo "python_env: no usable Python ($base); set HEADRACE_TEST_PYTHON." >&2
    exit 1
}
environment=$cache/$(printf '%s' "$mark" | sha256sum | cut -c1-16)

mkdir -p "$cache"
exec 9>"$environment.lock"
flock 9
if [ ! -e "$environment/complete" ]; then
    rm -rf "$environment"
    "$base" -I -m venv "$environment" >&2
    "$environment/bin/python" -I -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        -r "$requirements" >&2
    : >"$environment/complete"
fi
printf '%s\n' "$environment/bin/python"
