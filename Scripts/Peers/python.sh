# Sourced. Python environments for peers and conformance tests, kept in .build/peers.
#
#   peers_venv NAME REQUIREMENT...     makes $PEERS and $VENV

peers_venv() {
    local name=$1
    shift
    PEERS=$PWD/.build/peers
    VENV=$PEERS/$name
    mkdir -p "$PEERS"
    local wanted="$*"
    if [ "$(cat "$VENV/wanted" 2>/dev/null)" != "$wanted" ]; then
        Scripts/setup python3-venv
        rm -rf "$VENV"
        # Debian's own interpreter: others on the machine may be gone tomorrow.
        /usr/bin/python3 -m venv "$VENV"
        "$VENV/bin/pip" -q install wheel 'setuptools<81' pbr "$@"
        echo "$wanted" >"$VENV/wanted"
    fi
}
