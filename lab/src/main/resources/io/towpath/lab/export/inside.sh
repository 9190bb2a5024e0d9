# First process of the lab, in namespaces of its own. up.sh starts it; nothing else should.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
# A /run that nobody else sees and that vanishes with the lab.
mount -n -t tmpfs lab /run
mount -n -t tmpfs lab /var/tmp
mkdir /run/netns /run/frr /run/spaces /run/tunnels

find_program() {
  local folder
  for folder in /usr/lib/frr /usr/libexec/frr /usr/lib/ipsec /usr/libexec/ipsec \
    /usr/libexec/strongswan /usr/sbin /usr/bin; do
    if [ -x "$folder/$1" ]; then
      echo "$folder/$1"
      return 0
    fi
  done
  echo "\"$1\" is not installed: see README.md." >&2
  return 1
}

# Settings of a space: a file of /proc/sys, a word whether the kernel may lack it, the value.
settings() {
  [ -e "spaces/$1/$2" ] || return 0
  nsenter --net="/run/netns/$1" bash -c '
    while IFS=$'"'\t'"' read -r file need value; do
      if ! echo "$value" >"/proc/sys/$file" 2>/dev/null && [ "$need" = must ]; then
        echo "$0: the kernel does not take $file=$value" >&2
        exit 1
      fi
    done' "$1" <"spaces/$1/$2"
}

batch() {
  [ ! -s "spaces/$1/$2" ] || ip -n "$1" -batch "spaces/$1/$2" || {
    echo "$1: ip does not take spaces/$1/$2" >&2
    exit 1
  }
}

await_socket() {
  local i
  for ((i = 0; i < 600; i++)); do
    [ ! -S "$1" ] || return 0
    sleep 0.05
  done
  echo "there is no $1 after 30 s" >&2
  return 1
}

names=$(cut -f 1 spaces.tsv)
ip -batch namespaces.batch
for space in $names; do settings "$space" common.sysctl; done
[ ! -s wires.batch ] || ip -batch wires.batch
for space in $names; do
  batch "$space" links.batch
  settings "$space" interfaces.sysctl
  batch "$space" addresses.batch
done

while IFS=$'\t' read -r space iface micros; do
  if ! tc -n "$space" qdisc add dev "$iface" root netem delay "${micros}us" 2>/dev/null; then
    echo "note: this kernel has no netem: the latency of cables is left out"
    break
  fi
done <latency.tsv

for space in $names; do
  for ruleset in "spaces/$space"/ruleset-*.nft; do
    [ ! -e "$ruleset" ] || nsenter --net="/run/netns/$space" nft -f "$ruleset"
  done
done
# Tables of fabrics: as predicted when this lab was written. Nothing changes them later.
for space in $names; do
  batch "$space" fabric.batch
  if [ -e "spaces/$space/fabric.nft" ]; then
    nsenter --net="/run/netns/$space" nft -f "spaces/$space/fabric.nft"
  fi
done

for folder in tunnels/*/; do
  [ -d "$folder" ] || continue
  bash tunnel.sh "$(basename "$folder")" "$(find_program charon)" &
done

frr() {
  local space=$1 name=$2
  local folder=/run/spaces/$space
  local more=()
  [ "$name" != bfdd ] || more=(--bfdctl "$folder/bfdd.ctl")
  nsenter --net="/run/netns/$space" "$(find_program "$name")" \
    -f "$folder/$name.conf" -i "$folder/$name.pid" --vty_socket "$folder" -z "$folder/zserv.api" \
    -P 0 --log "file:$folder/$name.log" --log-level warnings "${more[@]}" \
    >>"$folder/$name.out" 2>&1 </dev/null &
}

for space in $names; do
  [ -e "spaces/$space/daemons" ] || continue
  folder=/run/spaces/$space
  mkdir "$folder"
  cp "spaces/$space"/*.conf "$folder/"
  chown -R frr:frr "$folder"
  while read -r name; do
    frr "$space" "$name"
    # The others ask zebra for interfaces and routes.
    [ "$name" != zebra ] || await_socket "$folder/zebra.vty"
  done <"spaces/$space/daemons"
done
for space in $names; do
  [ -e "spaces/$space/daemons" ] || continue
  while read -r name; do await_socket "/run/spaces/$space/$name.vty"; done <"spaces/$space/daemons"
done

: >.state/ready
# The first process of its kind has to stay, and to reap what others leave.
while :; do
  sleep 3600 &
  wait $! || true
done
