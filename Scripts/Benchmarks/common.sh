# Sourced by the benchmarks, in the root of the clone, behind `Scripts/Conformance/server.sh`: a disk,
# loads, nginx beside them, and what they cost.

bench=$PWD/.build/bench
ticks=$(getconf CLK_TCK)
mkdir -p "$bench"
limits=$bench/limits
cc -O2 -pthread Benchmarks/limits.c -o "$limits" -lcrypto

# Reads and durable writes are measured on a fresh ext4 file system in an image, everything else
# on tmpfs: a file system that has seen many deletions slows down and would be measured instead,
# and tmpfs cannot say what it has in memory, so that every read of it would leave the loop.
disk=$bench/disk
cleanup() {
    server_stop
    [ -n "${nginx_pid:-}" ] && kill "$nginx_pid" 2>/dev/null || true
    mountpoint -q "$disk" && umount "$disk" || true
    rm -f "$bench/disk.img"
}
fresh_disk() {
    mkdir -p "$disk"
    mountpoint -q "$disk" && umount "$disk"
    rm -f "$bench/disk.img"
    truncate -s 24G "$bench/disk.img"
    mkfs.ext4 -q -F "$bench/disk.img"
    mount -o loop,noatime "$bench/disk.img" "$disk"
}
cpu_us() { # process and its children: microseconds of CPU so far
    local total=0 pid
    for pid in "$1" $(cat /proc/"$1"/task/*/children 2>/dev/null); do
        total=$((total + $(awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat")))
    done
    echo $((total * 1000000 / ticks))
}
rss_mb() { awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }
row() { printf '%-46s %14s %14s %8s\n' "$@"; }
heading() { printf '\n%s\n' "$1"; row "" "$2" "$3" ratio; }

# One load of wrk: sets requests_per_second and cpu_per_request (µs).
load() { # pid, connections, url, more options of wrk...
    local pid=$1 connections=$2 url=$3 before after out
    shift 3
    wrk -t1 -c"$connections" -d1s "$@" "$url" >/dev/null
    before=$(cpu_us "$pid")
    out=$(wrk -t1 -c"$connections" -d"${seconds}s" "$@" "$url")
    after=$(cpu_us "$pid")
    if grep -q 'Non-2xx\|Socket errors' <<<"$out"; then
        echo "load on $url had errors: $(grep -E 'Non-2xx|Socket errors' <<<"$out")" >&2
    fi
    local requests
    requests=$(awk '/requests in/ { print $1 }' <<<"$out")
    requests_per_second=$(awk '/Requests\/sec/ { printf "%.0f", $2 }' <<<"$out")
    cpu_per_request=$(awk -v c=$((after - before)) -v n="$requests" 'BEGIN { printf "%.1f", c / n }')
}
token() { # auth URL: sets TOKEN, STORAGE
    local head
    head=$(curl -fsS -i -H 'X-Auth-User: test:tester' -H 'X-Auth-Key: testing' "$1" | tr -d '\r')
    TOKEN=$(sed -n 's/^x-auth-token: //Ip' <<<"$head")
    STORAGE=$(sed -n 's/^x-storage-url: //Ip' <<<"$head")
}
request() { curl -fsS -o /dev/null -H "X-Auth-Token: $TOKEN" "$@"; }

start_nginx() { # directory with the files
    cat >"$bench/nginx.conf" <<EOF
daemon off; user $(id -un); worker_processes 2; pid $bench/nginx.pid; error_log $bench/nginx.log;
events { worker_connections 4096; }
http {
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
    open_file_cache max=100 inactive=60s;
    server { listen 127.0.0.1:18999 reuseport; root $1; }
}
EOF
    nginx -c "$bench/nginx.conf" -p "$bench" &
    nginx_pid=$!
    for _ in $(seq 50); do curl -fsS -o /dev/null http://127.0.0.1:18999/4k 2>/dev/null && return; sleep 0.1; done
    echo "nginx did not start" >&2
    exit 1
}

