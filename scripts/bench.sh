#!/usr/bin/env bash
# Measure an installation of national size; results go to bench/results/.
set -euo pipefail
. "$(dirname "$0")/venv.sh"
venv dev
python -m bench "$@"
