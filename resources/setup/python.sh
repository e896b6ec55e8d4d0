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

# How many of the locked packages pip has looked at, and which it fetches now; then it unpacks them all.
far() {
  local of looked
  if grep -q '^Installing collected packages' "$1"; then echo "unpacking"; return; fi
  of=$(( $(grep -c '==' "$lock") - $(grep -c '^Ignoring ' "$1") ))
  looked=$(grep -cE '^(Collecting|Requirement already satisfied)' "$1")
  echo "$looked of $of $(grep '^Collecting' "$1" | tail -n 1 | sed 's/^Collecting \([^=<> ]*\).*/\1/')"
}
nothing() { :; }

python=$(find_python)
. resources/setup/follow.sh
log=${TMPDIR:-/tmp}/hotline-desk-python.$(id -u).log
pip=".venv/bin/python -m pip install --progress-bar off --no-color --disable-pip-version-check"
echo "Python packages: installing the locked set ($profile) into .venv with $("$python" --version) (log: $log)" >&2
[ -x .venv/bin/python ] || "$python" -m venv .venv
follow "Python packages" "$log" far $pip --require-hashes -r "$lock"
follow "The program itself" "$log" nothing $pip --no-deps --no-build-isolation -e .
# Compiled now, so that the first start is as quick as the second.
follow "Compiling it" "$log" nothing .venv/bin/python -m compileall -q desk telephony kb
rm -f ".venv/.$profile-"*
touch ".venv/.$profile-$sum"
