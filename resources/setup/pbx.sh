#!/bin/sh
# Makes the folder with a real Asterisk for tests and `make lab`; prints its path as the last line.
# Which: the newest of $DESK_LAB_SUITES (Debian sid has Asterisk 22, bullseye 16) that can be installed.
# Where: $DESK_LAB_DIR, else ${XDG_CACHE_HOME:-~/.cache}/hotline-desk. Making it needs root or sudo; using it does not.
set -eu

suites=${DESK_LAB_SUITES:-sid bullseye}
cache=${DESK_LAB_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/hotline-desk}
say() { echo "pbx: $*" >&2; }
# debootstrap says what it does in lines like `I: Retrieving asterisk 1:22.10` and `I: Unpacking …`.
far() { tail -n 40 "$1" | sed -n 's/^I: \([A-Z][a-z]* [a-zA-Z0-9.+-]*\).*/\1/p' | tail -n 1; }
# shellcheck source=resources/setup/follow.sh
. "$(dirname "$0")/follow.sh"
works() { [ -x "$1/usr/sbin/asterisk" ] && [ -e "$1/.complete" ]; }

for suite in $suites; do
    if works "$cache/pbx-$suite"; then echo "$cache/pbx-$suite"; exit 0; fi
done

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { say "making the PBX's folder needs root or sudo"; exit 1; }
    as_root=sudo
fi
command -v debootstrap >/dev/null || { say "debootstrap is missing: run resources/setup/system.sh test"; exit 1; }
mkdir -p "$cache"
exec 9>"$cache/pbx.lock"
flock 9
for suite in $suites; do
    if works "$cache/pbx-$suite"; then echo "$cache/pbx-$suite"; exit 0; fi
    say "downloading Asterisk from Debian $suite into $cache/pbx-$suite (500 MB, one to three minutes)"
    log=$cache/pbx-$suite.log
    [ -z "$as_root" ] || sudo -v  # asks for the password before a line moves
    $as_root rm -rf "$cache/pbx-$suite" "$cache/pbx-$suite.new"
    if follow "pbx: Debian $suite" "$log" far $as_root debootstrap --variant=minbase \
        --include=asterisk,asterisk-core-sounds-en "$suite" "$cache/pbx-$suite.new"; then
        $as_root touch "$cache/pbx-$suite.new/.complete"
        $as_root mv "$cache/pbx-$suite.new" "$cache/pbx-$suite"
        say "ready: Asterisk $($as_root chroot "$cache/pbx-$suite" asterisk -V)"
        echo "$cache/pbx-$suite"
        exit 0
    fi
    $as_root rm -rf "$cache/pbx-$suite.new"
done
exit 1
