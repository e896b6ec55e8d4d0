# shellcheck shell=sh
# To be sourced: `follow TEXT LOG FAR COMMAND…` runs a long command whose output goes to a log, and shows how far it is.
# On a terminal in one line that moves; elsewhere (CI, a pipe) the text is printed once. `FAR` is a command that prints
# how far the log says it is. Where the command fails, the end of the log is shown and its status returned.

follow() {
    follow_text=$1 follow_log=$2 follow_far=$3
    shift 3
    : >"$follow_log"
    if [ -t 2 ]; then
        follow_show &
        follow_shown=$!
    else
        echo "$follow_text …" >&2
        follow_shown=
    fi
    follow_status=0
    # In front, so that Ctrl+C and a question for a password reach it.
    "$@" >>"$follow_log" 2>&1 || follow_status=$?
    if [ -n "$follow_shown" ]; then
        kill "$follow_shown" 2>/dev/null || :
        wait "$follow_shown" 2>/dev/null || :
        printf '\r\033[K' >&2
        [ "$follow_status" != 0 ] || echo "$follow_text: done" >&2
    fi
    [ "$follow_status" = 0 ] && return
    echo "$follow_text: failed; the end of $follow_log:" >&2
    tail -n 8 "$follow_log" >&2
    return "$follow_status"
}

# Ends with the script, also with one that was killed: what runs behind does not get Ctrl+C.
follow_show() {
    follow_since=$(date +%s)
    while kill -0 $$ 2>/dev/null; do
        follow_at=$("$follow_far" "$follow_log" 2>/dev/null) || :
        printf '\r\033[K%s … %s(%d s)' "$follow_text" "${follow_at:+$follow_at }" \
            "$(($(date +%s) - follow_since))" >&2
        sleep 0.3
    done
}
