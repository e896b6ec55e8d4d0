#!/usr/bin/env bash
# Make .venv with the locked packages: `python.sh run` for the program, `python.sh dev` also for tests and linters.
# A stamp holds the lock's checksum, so that a second call does nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile=${1:-run}
case $profile in
  run) lock=requirements.txt ;;
  dev) lock=requirements-dev.txt ;;
  *) echo "usage: python.sh run|dev" >&2; exit 2 ;;
esac

sum=$(cat "$lock" pyproject.toml | sha256sum | cut -c1-16)
for stamp in ".venv/.$profile-$sum" ".venv/.dev-$(cat requirements-dev.txt pyproject.toml | sha256sum | cut -c1-16)"; do
  [ -e "$stamp" ] && exit 0
done

find_python() {
  local name
  for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
    [ -n "$name" ] && "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
      && { command -v "$name"; return; }
  done
  echo "Python 3.11, 3.12 or 3.13 with venv is needed (Debian: apt install python3-venv); set PYTHON=… to name one." >&2
  return 1
}

python=$(find_python)
echo "Python packages: installing the locked set ($profile) into .venv with $("$python" --version) …"
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
# Compiled now, so that the first start is as quick as the second.
.venv/bin/python -m compileall -q desk telephony kb
rm -f ".venv/.$profile-"*
touch ".venv/.$profile-$sum"
