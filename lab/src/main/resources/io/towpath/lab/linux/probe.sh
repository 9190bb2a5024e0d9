# Tries each feature once inside namespaces that vanish with this shell.
# Prints: name, "+" or "-", and the first line of the refusal, separated by tabs.
try() {
  name=$1; shift
  if said=$(timeout 5 "$@" 2>&1); then printf '%s\t+\t\n' "$name"
  else printf '%s\t-\t%s\n' "$name" "$(printf '%s\n' "$said" | grep -m1 .)"; fi
}
rules() { # name, ruleset
  if said=$(printf '%s\n' "$2" | timeout 5 nft -f - 2>&1); then printf '%s\t+\t\n' "$1"
  else printf '%s\t-\t%s\n' "$1" "$(printf '%s\n' "$said" | grep -m1 .)"; fi
}
mount -n -t tmpfs towpath /run 2>/dev/null && mkdir /run/netns
try namespaces ip netns add probe
ip link set dev lo up
try veth ip link add name p0 type veth peer name p1 netns probe
try bridge ip link add name p2 type bridge
try bridge-vlan ip link add name p3 type bridge vlan_filtering 1
try vrf ip link add name p4 type vrf table 10
try dummy ip link add name p5 type dummy
try vlan ip link add link p0 name p0.100 type vlan id 100
try vxlan ip link add name p6 type vxlan id 7 local 127.0.0.1 dstport 4789
try gre ip link add name p7 type gre local 127.0.0.1 remote 127.0.0.2
try xfrm ip link add name p8 type xfrm dev lo if_id 1
try esp ip xfrm state add src 127.0.0.1 dst 127.0.0.2 proto esp spi 1 reqid 1 mode tunnel \
  aead 'rfc4106(gcm(aes))' 0x000102030405060708090a0b0c0d0e0f10111213 128
try wireguard ip link add name p9 type wireguard
try tun ip tuntap add dev p10 mode tun
try tap ip tuntap add dev p11 mode tap
try netem tc qdisc add dev p0 root netem delay 1ms
try tbf tc qdisc add dev lo root tbf rate 50mbit burst 64kb latency 50ms
try policy-rule ip rule add iif p0 lookup 101
try nexthop-multipath ip route add 192.0.2.0/24 nexthop dev lo nexthop dev lo weight 2
rules nft 'table inet a { chain c { type filter hook forward priority 0; policy accept; }
}'
rules nft-ct 'table inet b { chain c { type filter hook forward priority 0; policy accept; ct state established,related accept
}
}'
rules nft-fib 'table inet d { chain c { type filter hook prerouting priority 0; policy accept; fib saddr oif missing drop
}
}'
rules nft-nat 'table ip e { chain c { type nat hook postrouting priority 100; policy accept; oifname "p0" masquerade
}
}'
rules nft-netdev 'table netdev f { chain c { type filter hook ingress device "p0" priority 0; policy drop; }
}'
rules nft-netdev-egress 'table netdev g { chain c { type filter hook egress device "p0" priority 0; policy drop; }
}'
rules nft-ttl 'table ip h { chain c { type filter hook prerouting priority -300; policy accept; ip ttl 1 ip ttl set 2
}
}'
rules nft-numgen 'table ip i { chain c { type filter hook forward priority 0; policy accept; numgen random mod 1000 < 5 drop
}
}'
try iptables-ttl iptables -t mangle -A PREROUTING -j TTL --ttl-inc 1
try user-namespaces unshare -Urn true
