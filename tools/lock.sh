#!/bin/sh
# Pin every dependency, with the hashes of its files for all systems and Python versions.
# Run it after a change to pyproject.toml or requirements/*.in; it asks the package index.
set -eu
cd "$(dirname "$0")/.."

# Only the public index, whatever this machine is set up to use; nothing of that is written down.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_INDEX_URL || true
export PIP_CONFIG_FILE=/dev/null
export CUSTOM_COMPILE_COMMAND="tools/lock.sh"

lock() {
    name=$1
    shift
    .venv/bin/python -m piptools compile --quiet --upgrade --generate-hashes --strip-extras \
        --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
        --output-file "requirements/$name.txt" "$@"
}

lock run pyproject.toml requirements/windows.in
lock dev requirements/dev.in
lock build requirements/build.in
lock analysis requirements/analysis.in
lock spark requirements/spark.in
