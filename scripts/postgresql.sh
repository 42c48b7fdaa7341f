#!/usr/bin/env bash
# Run a command beside a private PostgreSQL server, which is made for it and removed after it.
#
#   bash scripts/postgresql.sh make test    the command sees the server's URL in VANTHU_TEST_POSTGRESQL
#
# The server listens on a socket in a folder of its own that only its owner may enter, on no network port,
# and runs as somebody who is not root. Debian's package postgresql is installed first where it is missing.
# A server that cannot be had is said on standard error, and the command runs without one; a URL that is set
# already is left as it is. The exit code is the command's.
set -uo pipefail

say() { printf 'postgresql: %s\n' "$*" >&2; }

# Print the folder with the newest initdb and postgres.
programs() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
        if [[ -x "$folder/initdb" && -x "$folder/postgres" && -x "$folder/pg_ctl" ]]; then
            printf '%s\n' "$folder"
            return 0
        fi
    done
    return 1
}

install_package() {
    local as_root=()
    command -v apt-get >/dev/null || return 1
    if (( EUID != 0 )); then
        command -v sudo >/dev/null || return 1
        as_root=(sudo -n)
    fi
    say "installing the Debian package postgresql"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 || say "no new list of packages"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends postgresql >&2
}

# Run a command as the server's owner: root may not own one.
as_owner() {
    if (( EUID == 0 )); then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

start_server() {
    local bin
    bin="$(programs)" || { install_package && bin="$(programs)"; } || { say "it is not there"; return 1; }
    if (( EUID == 0 )); then
        id postgres >/dev/null 2>&1 || { say "there is no user postgres"; return 1; }
        chown postgres "$HOUSE" || return 1
    fi
    # A folder below the caller's own may be closed to the server's owner.
    cd / || return 1
    as_owner "$bin/initdb" -D "$HOUSE/data" -U vanthu -A trust -E UTF8 --locale=C --no-sync \
        >"$LOG" 2>&1 || { say "initdb failed"; tail -n 5 "$LOG" >&2; return 1; }
    as_owner "$bin/pg_ctl" -D "$HOUSE/data" -w -t 60 -s -l "$HOUSE/server.log" \
        -o "-k $HOUSE -c listen_addresses='' -c fsync=off" start >>"$LOG" 2>&1 </dev/null \
        || { say "the server did not start"; tail -n 5 "$LOG" >&2; return 1; }
}

stop_server() {
    trap '' INT TERM
    if [[ -f "$HOUSE/data/postmaster.pid" ]]; then
        (cd / && as_owner "$(programs)/pg_ctl" -D "$HOUSE/data" -s -m immediate stop) >>"$LOG" 2>&1
    fi
    rm -rf "$HOUSE" "$LOG"
}

if (( $# == 0 )); then
    say "which command?"
    exit 2
fi
if [[ -n "${VANTHU_TEST_POSTGRESQL:-}" ]]; then
    exec "$@"
fi

# Short, because the path of a socket may have no more than 107 bytes.
HOUSE="$(mktemp -d /tmp/vanthu-pg.XXXXXX)" && LOG="$(mktemp /tmp/vanthu-pg-log.XXXXXX)" || exit 1
trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if (start_server); then
    # Root enters any folder, and so do those it starts; nobody else but the owner does.
    export VANTHU_TEST_POSTGRESQL="postgresql://vanthu@/postgres?host=$HOUSE"
else
    say "going on without a server; the tests that need one are skipped"
fi
"$@"
