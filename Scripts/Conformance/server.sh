# Sourced. Starts and stops one apusd of our own on loopback, for conformance runs and the demo.
#
#   server_start BACKEND http|https     sets URL, WORK; waits until it accepts connections
#   server_stop                         stops it and removes its data
#
# APUSD names another program than the release build, SERVER_SECTIONS has more of a configuration,
# TEMPAUTH_PREFIX another beginning for the accounts of its users.

APUSD=${APUSD:-$PWD/.build/release/apusd}
WORK= SERVER_PID=

server_start() {
    local backend=$1 scheme=$2
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/apus.XXXXXX")
    {
        echo "[DEFAULT]"
        echo "bind_ip = 127.0.0.1"
        echo "bind_port = 0"
        echo "data_dir = $WORK/data"
        if [ "$scheme" = https ]; then
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
                -addext subjectAltName=IP:127.0.0.1,DNS:localhost \
                -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2>/dev/null
            echo "cert_file = $WORK/cert.pem"
            echo "key_file = $WORK/key.pem"
        fi
        cat <<EOF
${SERVER_GENERAL:-}
[storage-policy:0]
name = gold
default = yes
backend = $backend
[app:proxy-server]
allow_account_management = yes
account_autocreate = yes
allow_open_expired = yes
[filter:tempauth]
reseller_prefix = ${TEMPAUTH_PREFIX:-AUTH}
user_admin_admin = admin .admin .reseller_admin
user_test_tester = testing .admin
user_test_tester3 = testing3
user_test2_tester2 = testing2 .admin
${SERVER_SECTIONS:-}
EOF
    } >"$WORK/apusd.conf"
    mkfifo "$WORK/ready"
    "$APUSD" --config "$WORK/apusd.conf" >"$WORK/ready" 2>"$WORK/log" &
    SERVER_PID=$!
    trap server_stop EXIT
    local line
    if ! { read -r -t 30 line && [ -n "$line" ]; } <"$WORK/ready"; then
        echo "apusd did not start:" >&2
        cat "$WORK/log" >&2
        exit 1
    fi
    URL=$(grep -oE "$scheme://[0-9.]+:[0-9]+" <<<"$line" | head -n 1)
    [ -n "$URL" ] || { echo "apusd named no address: $line" >&2; exit 1; }
}

server_stop() {
    if [ -n "$SERVER_PID" ]; then
        kill "$SERVER_PID" 2>/dev/null || true
        wait "$SERVER_PID" 2>/dev/null || true
        SERVER_PID=
    fi
    [ -n "$WORK" ] && rm -rf "$WORK"
    WORK=
}
