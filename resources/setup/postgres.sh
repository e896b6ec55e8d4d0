#!/usr/bin/env bash
# A private PostgreSQL for the tests, from Debian's packages: `postgres.sh start` prints its URL, `postgres.sh stop` ends it.
# Own port and data folder, only reachable from this machine; a second start finds it running.
set -euo pipefail

port=${HOTLINE_DESK_POSTGRES_PORT:-54345}
url="postgresql+psycopg://desk@127.0.0.1:$port/postgres"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

find_binaries() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr); do
    [ -x "$folder/initdb" ] && { echo "$folder"; return; }
  done
  return 1
}

if ! binaries=$(find_binaries); then
  [ "${1:-}" = stop ] && exit 0
  echo "PostgreSQL: installing Debian's package …" >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2 \
    || { as_root apt-get update -qq >&2 && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2; } \
    || { echo "PostgreSQL can't be installed; install Debian's package “postgresql”." >&2; exit 1; }
  binaries=$(find_binaries) || { echo "PostgreSQL is installed but initdb is missing." >&2; exit 1; }
fi

# PostgreSQL refuses to run as root: its own user runs it then.
if [ "$(id -u)" = 0 ]; then
  home=/var/cache/hotline-desk/postgres-$port
  run() { setpriv --reuid=postgres --regid=postgres --init-groups env -i PATH="$PATH" LC_ALL=C.UTF-8 TZ=UTC "$@"; }
  install -d -m 755 /var/cache/hotline-desk
  install -d -m 700 -o postgres -g postgres "$home"
else
  home=${XDG_CACHE_HOME:-$HOME/.cache}/hotline-desk/postgres-$port
  run() { env LC_ALL=C.UTF-8 TZ=UTC "$@"; }
  mkdir -p -m 700 "$home"
fi
cd /  # the postgres user may not see the folder we came from
data=$home/data

case ${1:-} in
  start)
    exec 9>"$home/lock" && flock 9
    if [ ! -s "$data/PG_VERSION" ]; then
      run "$binaries/initdb" -D "$data" -U desk -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 \
        || { echo "PostgreSQL's initdb failed:" >&2; tail -5 "$home/initdb.log" >&2; exit 1; }
      # For tests only: what a power cut would lose is made again by the next run.
      run tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$home'
fsync = off
full_page_writes = off
max_connections = 200
CONF
    fi
    if ! run "$binaries/pg_ctl" -D "$data" status >/dev/null 2>&1; then
      run "$binaries/pg_ctl" -D "$data" -l "$home/server.log" -w -t 60 start >/dev/null 9>&- \
        || { echo "PostgreSQL can't be started:" >&2; run tail -5 "$home/server.log" >&2; exit 1; }
    fi
    echo "$url"
    ;;
  stop)
    if run "$binaries/pg_ctl" -D "$data" status >/dev/null 2>&1; then
      run "$binaries/pg_ctl" -D "$data" -m fast -w stop >/dev/null
    fi
    ;;
  *) echo "usage: postgres.sh start|stop" >&2; exit 2 ;;
esac
