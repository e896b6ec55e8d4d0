#!/bin/sh
# Installs what the system lacks: `system.sh demo` for the desk's windows, `system.sh test` for the tests and the lab too.
# As root or with sudo, on Debian and Ubuntu; elsewhere it names what to install. A second run finds that all is there.
set -eu

profile=${1:-demo}
# What Qt's xcb platform loads, and a font with all Chinese characters.
demo="libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 fonts-noto-cjk python3-venv"
test="xvfb openbox xdotool xclip imagemagick x11-utils dbus at-spi2-core gir1.2-atspi-2.0 python3-gi
baresip-core sip-tester debootstrap debian-archive-keyring postgresql"
case $profile in
    demo) wanted=$demo ;;
    test) wanted="$demo $test" ;;
    *) echo "usage: $0 demo|test" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "system: this is not Debian or Ubuntu; please install what these packages hold: $(echo $wanted)" >&2
    exit 0
fi
# Ubuntu 24.04 renamed some libraries: a package that provides the name counts too.
have=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Provides}\n' 2>/dev/null | sed -n 's/^ii *//p' | tr -d ',' | tr ' ' '\n')
missing=
for package in $wanted; do
    echo "$have" | grep -qx "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "system: root or sudo is needed to install:$missing" >&2
        exit 1
    fi
    as_root=sudo
fi
# shellcheck source=resources/setup/follow.sh
. "$(dirname "$0")/follow.sh"
log=${TMPDIR:-/tmp}/hotline-desk-system.$(id -u).log
echo "system: installing$missing (log: $log)" >&2
[ -z "$as_root" ] || sudo -v  # asks for the password before a line moves
# apt says how far it is in lines like `dlstatus:3:41.7:Retrieving …` and `pmstatus:xvfb:62.5:Unpacking …`.
far() {
    sed -n 's/^dlstatus:[^:]*:\([0-9]*\).*/fetched \1 %/p;s/^pmstatus:[^:]*:\([0-9]*\).*/installed \1 %/p' "$1" | tail -n 1
}
# shellcheck disable=SC2086
run() { follow "$1" "$log" far $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o APT::Status-Fd=1 $2; }
run "system: lists of packages" update
# No database server of its own is started: the tests start one with their own folder.
if [ "$profile" = test ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    $as_root mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
run "system: packages" "install -y --no-install-recommends -o Dpkg::Options::=--force-confold $missing"
