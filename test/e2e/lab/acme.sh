# Sourced by host.sh: a public web host 203.0.113.10, a visitor on the same wire, an ACME server, an application.
# shellcheck shell=bash
if ! ip link show eth0 > /dev/null 2>&1; then # else another setup has put the host on a network
  ip netns add visitor
  ip link add eth0 type veth peer name eth0 netns visitor
  ip addr add 203.0.113.10/24 dev eth0
  ip link set eth0 up
  ip netns exec visitor ip link set lo up
  ip netns exec visitor ip addr add 203.0.113.99/24 dev eth0
  ip netns exec visitor ip link set eth0 up
fi
cat > /etc/hosts <<H
127.0.0.1 localhost internal-api
203.0.113.10 api.fintech.example www.fintech.example
H

mkdir -p "$L/acme" /etc/letsencrypt
openssl req -x509 -newkey rsa:2048 -nodes -days 3 -subj /CN=localhost \
  -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' -keyout "$L/acme/key.pem" -out "$L/acme/ca.pem" 2> /dev/null
cat > "$L/acme/pebble.json" <<J
{"pebble":{"listenAddress":"127.0.0.1:14000","managementListenAddress":"127.0.0.1:15000",
 "certificate":"$L/acme/ca.pem","privateKey":"$L/acme/key.pem","httpPort":80,"tlsPort":443,"ocspResponderURL":"",
 "externalAccountBindingRequired":false,"retryAfter":{"authz":1,"order":1}}}
J
# The CA of this host: certbot reads it from its own settings, so that the plan's commands stay as they are.
echo 'server = https://localhost:14000/dir' > /etc/letsencrypt/cli.ini
pebble-challtestsrv -defaultIPv4 203.0.113.10 -defaultIPv6 "" -http01 "" -https01 "" -tlsalpn01 "" \
  -dns01 127.0.0.1:8053 -management 127.0.0.1:8055 > "$L/acme/dns.log" 2>&1 &
PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 \
  pebble -config "$L/acme/pebble.json" -dnsserver 127.0.0.1:8053 > "$L/acme/pebble.log" 2>&1 &
python3 "$here/application.py" > "$L/application.log" 2>&1 &
for _ in $(seq 50); do
  curl -sk https://localhost:15000/roots/0 > "$L/acme/root.pem" && break
  sleep 0.2
done
cat "$L/acme/ca.pem" "$L/acme/root.pem" > "$L/acme/trusted.pem"
