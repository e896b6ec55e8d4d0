#!/bin/sh
# Makes the folder with a real Asterisk for tests and `make lab`; prints its path as the last line.
# Which: the newest of $DESK_LAB_SUITES (Debian sid has Asterisk 22, bullseye 16) that can be installed.
# Where: $DESK_LAB_DIR, else ${XDG_CACHE_HOME:-~/.cache}/hotline-desk. Making it needs root or sudo; using it does not.
set -eu

suites=${DESK_LAB_SUITES:-sid bullseye}
cache=${DESK_LAB_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/hotline-desk}
say() { echo "pbx: $*" >&2; }
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
    say "downloading Asterisk from Debian $suite into $cache/pbx-$suite (500 MB, one to three minutes) …"
    log=$cache/pbx-$suite.log
    $as_root rm -rf "$cache/pbx-$suite" "$cache/pbx-$suite.new"
    if $as_root debootstrap --variant=minbase --include=asterisk,asterisk-core-sounds-en "$suite" "$cache/pbx-$suite.new" >"$log" 2>&1; then
        $as_root touch "$cache/pbx-$suite.new/.complete"
        $as_root mv "$cache/pbx-$suite.new" "$cache/pbx-$suite"
        say "ready: Asterisk $($as_root chroot "$cache/pbx-$suite" asterisk -V)"
        echo "$cache/pbx-$suite"
        exit 0
    fi
    say "Debian $suite could not be installed; the end of $log:"
    tail -n 5 "$log" >&2
    $as_root rm -rf "$cache/pbx-$suite.new"
done
exit 1
