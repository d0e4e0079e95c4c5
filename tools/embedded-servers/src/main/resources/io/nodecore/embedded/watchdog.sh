# Ends a server when the process that started it ends, however that ends. Runs on Linux and macOS.
#
# Standard input is a pipe that only that process holds open. A line releases the server: nothing is done. The end of the pipe without a
# line means that the process has ended, and the server is stopped, if the folder still belongs to the same start of the server.
#
# $1 file with the server's pid in its first line     $2 part of the server's command line
# $3 file that names the latest start on the folder   $4 the name of this start
# $5 signal for a clean stop                          $6 signal for a stop at once
trap '' INT TERM HUP QUIT

is_server() {
    if [ -r "/proc/$1/cmdline" ]; then
        grep -aq -- "$2" "/proc/$1/cmdline"
    else
        ps -o command= -p "$1" 2>/dev/null | grep -q -- "$2"
    fi
}

watch() {
    if read -r _; then
        return
    fi
    local signalled='' hurried='' pid
    # A server that was starting when the pipe ended writes its pid file a moment later.
    SECONDS=0
    while [ "$SECONDS" -lt 5 ]; do
        pid=
        if [ -s "$1" ]; then
            read -r pid <"$1"
        fi
        # In this order: a later start names itself before its server writes a pid.
        [ "$(cat "$3" 2>/dev/null)" = "$4" ] || return
        if [[ $pid =~ ^[0-9]+$ ]] && is_server "$pid" "$2"; then
            if [ "$signalled" != "$pid" ]; then
                kill "-$5" "$pid"
                signalled=$pid
            elif [ "$SECONDS" -ge 4 ]; then
                kill -KILL "$pid"
            elif [ "$SECONDS" -ge 3 ] && [ -z "$hurried" ]; then
                kill "-$6" "$pid"
                hurried=true
            fi
        elif [ -n "$signalled" ]; then
            return
        fi
        sleep 0.05
    done
}

# Job control gives the loop a process group of its own: what is sent to the group of the starter does not reach it.
set -m
watch "$@" <&0 >/dev/null 2>&1 &
wait
