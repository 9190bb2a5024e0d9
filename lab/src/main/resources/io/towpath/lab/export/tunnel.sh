# One tunnel end: an IKE daemon in its cell, whose TUN device stands in the inner space and is up
# exactly while a child SA is installed. inside.sh starts it, with the tunnel's name and charon.
set -euo pipefail
. "tunnels/$1/settings"
folder=/run/tunnels/$1
mkdir "$folder"
cp "tunnels/$1/strongswan.conf" "tunnels/$1/swanctl.conf" "$folder/"
uri=unix://$folder/charon.vici

# The daemon's pid file has a fixed place in /run, so each has a /run of its own.
STRONGSWAN_CONF=/run/strongswan.conf nsenter --net="/run/netns/$cell" \
  unshare --mount --propagation private \
  sh -c 'mount --bind "$0" /run && exec "$1"' "$folder" "$2" >"$folder/charon.out" 2>&1 </dev/null &
charon=$!
while [ ! -S "$folder/charon.vici" ]; do
  kill -0 "$charon" 2>/dev/null || { echo "note: tunnel $1: charon ended at its start"; exit 1; }
  sleep 0.1
done
swanctl --load-all --clear --uri "$uri" --file "$folder/swanctl.conf" >"$folder/load.out" 2>&1

# A decoy stays in the cell: the daemon looks its interface up by name for every SA.
ip -n "$cell" -batch - <<END
link set dev ipsec0 netns $inner name $iface
tuntap add dev ipsec0 mode tun
link set dev ipsec0 up
END
ip -n "$inner" link set dev "$iface" mtu "$mtu"
[ ! -s "tunnels/$1/inner.batch" ] || ip -n "$inner" -batch "tunnels/$1/inner.batch"

up=no
next=0
while kill -0 "$charon" 2>/dev/null; do
  now=no
  ! swanctl --list-sas --uri "$uri" 2>/dev/null | grep -q INSTALLED || now=yes
  if [ "$now" != "$up" ]; then
    up=$now
    if [ "$up" = yes ]; then
      ip -n "$inner" link set dev "$iface" up
      [ ! -s "tunnels/$1/inner.batch" ] ||
        ip -n "$inner" -force -batch "tunnels/$1/inner.batch" 2>/dev/null || true
    else
      ip -n "$inner" link set dev "$iface" down
    fi
    echo "tunnel $1: $([ "$up" = yes ] && echo up || echo down)"
  fi
  if [ "$up" = no ] && [ "$initiates" = yes ] && [ "$SECONDS" -ge "$next" ]; then
    swanctl --initiate --child esp --timeout "$within" --uri "$uri" >"$folder/initiate.out" 2>&1 ||
      true
    next=$((SECONDS + retry))
  else
    sleep 0.5
  fi
done
echo "tunnel $1: charon has ended"
