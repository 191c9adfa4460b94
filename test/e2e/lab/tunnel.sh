# Sourced by host.sh: the host is a web server with a public address; around it a router, a VPN server and a public host.
# shellcheck shell=bash
#
#             internet  192.0.2.80, 2001:db8:80::80    says which address it saw; visits the web server; DNS 192.0.2.53
#                |
#              router   203.0.113.1 · 198.51.100.1 · 192.0.2.1   forwards, no NAT; an on-link resolver on 203.0.113.1
#              /    \
#   this host        vpn   198.51.100.20, pool 10.8.0.0/24, masquerades
#   203.0.113.10, 2001:db8:1::10
for namespace in router vpn internet; do
  ip netns add "$namespace"
  ip -n "$namespace" link set lo up
done
everywhere() { "$@"; for namespace in router vpn internet; do ip netns exec "$namespace" "$@"; done; }
everywhere sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 \
  net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip link add eth0 type veth peer name host0 netns router
ip -n router link add vpn0 type veth peer name eth0 netns vpn
ip -n router link add internet0 type veth peer name eth0 netns internet
ip link set eth0 up
for device in host0 vpn0 internet0; do ip -n router link set "$device" up; done
ip -n vpn link set eth0 up
ip -n internet link set eth0 up

ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip -n router addr add 203.0.113.1/24 dev host0
ip -n router addr add 2001:db8:1::1/64 dev host0 nodad
ip -n router addr add 198.51.100.1/24 dev vpn0
ip -n router addr add 192.0.2.1/24 dev internet0
ip -n router addr add 2001:db8:80::1/64 dev internet0 nodad
ip -n vpn addr add 198.51.100.20/24 dev eth0
ip -n vpn route add default via 198.51.100.1
ip netns exec vpn sysctl -qw net.ipv4.ip_forward=1
ip netns exec vpn nft 'table ip nat { chain post { type nat hook postrouting priority 100; ip saddr 10.8.0.0/24 oifname "eth0" masquerade; }; }'
ip -n internet addr add 192.0.2.80/24 dev eth0
ip -n internet addr add 192.0.2.53/24 dev eth0
ip -n internet addr add 2001:db8:80::80/64 dev eth0 nodad
ip -n internet route add default via 192.0.2.1
ip -n internet -6 route add default via 2001:db8:80::1
ip addr add 203.0.113.10/24 dev eth0
ip -6 addr add 2001:db8:1::10/64 dev eth0 nodad
ip route add default via 203.0.113.1 dev eth0
ip -6 route add default via 2001:db8:1::1 dev eth0

mkdir -p "$L/pki"
(
  cd "$L/pki"
  ec=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  openssl req -x509 "${ec[@]}" -keyout ca.key -out ca.crt -days 2 -subj /CN=LabCA -addext keyUsage=critical,keyCertSign,cRLSign
  leaf() { # leaf FILE CN EKU
    openssl req "${ec[@]}" -keyout "$1.key" -out "$1.csr" -subj "/CN=$2"
    printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyAgreement\nextendedKeyUsage=%s\n' "$3" > "$1.ext"
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.crt"
  }
  leaf server vpn.hq.example serverAuth
  leaf client hk-web clientAuth
  chmod 600 ./*.key
) > /dev/null 2>&1
install -d -m 700 /etc/openvpn/client
cp "$L/pki/ca.crt" "$L/pki/client.crt" "$L/pki/client.key" /etc/openvpn/client/

cat > "$L/pki/server.conf" <<C
port 1194
proto udp4
dev tun0
topology subnet
server 10.8.0.0 255.255.255.0
ca $L/pki/ca.crt
cert $L/pki/server.crt
key $L/pki/server.key
dh none
keepalive 1 4
data-ciphers AES-256-GCM:AES-128-GCM
disable-dco
verb 3
C
ip netns exec vpn openvpn --config "$L/pki/server.conf" > "$L/vpn-server.log" 2>&1 &
ip netns exec internet python3 "$here/seen.py" 80 > /dev/null 2>&1 &
ip netns exec internet python3 "$here/resolver.py" 192.0.2.53 > "$L/dns-internet.log" 2>&1 &
ip netns exec router python3 "$here/resolver.py" 203.0.113.1 > "$L/dns-router.log" 2>&1 &
for _ in $(seq 50); do
  grep -q 'Initialization Sequence Completed' "$L/vpn-server.log" && curl -s -m 1 http://192.0.2.80/ > /dev/null && break
  sleep 0.1
done

# The operator's session: a server that talks first and never waits, on the port of SSH.
python3 "$here/stream.py" 22 > /dev/null 2>&1 &
echo 'nameserver 192.0.2.53' > /etc/resolv.conf
