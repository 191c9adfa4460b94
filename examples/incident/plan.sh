#!/bin/sh
# A plan made by confward. It does nothing until it is told to: list, apply, verify, confirm, accept, undo.
# Read it first; run it as root on the host it was made for. Every step is checked, and can be taken back.
# It was made from a copy of the host: etc/nginx/sites-enabled/api.conf is /etc/nginx/sites-enabled/api.conf there. On any other machine it changes nothing.
# shellcheck disable=SC2016,SC2015  # dollar signs in quotes are text of the configuration; && || || is meant
set -u
LC_ALL=C
export LC_ALL

# Findings that this script leaves to a person: 1
#   medium nginx/plaintext-upstream etc/nginx/sites-enabled/api.conf:7: `proxy_pass http://internal-api:8080` sends requests in clear text to internal-api:8080, used by server api.fintech.example / location /

plan=98331cdfda56
count=34

title() {
  case $1 in
    1)
      say 'certbot is there'
      ;;
    2)
      say 'Make the folder for challenge files, /var/www/letsencrypt'
      ;;
    3)
      say 'Stop answering api.fintech.example in clear'
      ;;
    4)
      say 'Reload nginx'
      ;;
    5)
      say 'Rehearse the certificate of api.fintech.example'
      ;;
    6)
      say 'Obtain the certificate of api.fintech.example'
      ;;
    7)
      say 'Serve api.fintech.example over TLS'
      ;;
    8)
      say 'Reload nginx'
      ;;
    9)
      say 'Rehearse the renewal of api.fintech.example'
      ;;
    10)
      say 'Apply the safe fixes: kernel settings'
      ;;
    11)
      say 'Apply the safe fixes: nginx'
      ;;
    12)
      say 'Apply the sysctl files as the boot does'
      ;;
    13)
      say 'Reload nginx'
      ;;
    14)
      say 'Write the reply routing'
      ;;
    15)
      say 'Start it before the tunnel at every boot'
      ;;
    16)
      say 'Route replies by the uplink'
      ;;
    17)
      say 'Write the kill switch'
      ;;
    18)
      say 'Load it before the network at every boot'
      ;;
    19)
      say 'Load the kill switch'
      ;;
    20)
      say 'Look at the other end first'
      ;;
    21)
      say 'Let the client take all traffic, IPv6 included'
      ;;
    22)
      say 'Restart the client when it fails'
      ;;
    23)
      say 'Start the tunnel'
      ;;
    24)
      say 'Create a system account for the daemon'
      ;;
    25)
      say 'Run as the system account openvpn'
      ;;
    26)
      say 'Restart openvpn-client@hk'
      ;;
    27)
      say 'Fetch the key of the server, /etc/openvpn/client/hk-tls-crypt.key'
      ;;
    28)
      say 'Wrap the control channel with tls-crypt'
      ;;
    29)
      say 'Read the units again'
      ;;
    30)
      say 'Apply the fixes that change behaviour: OpenVPN'
      ;;
    31)
      say 'Apply the fixes that change behaviour: kernel settings'
      ;;
    32)
      say 'Apply the safe fixes of what these changes left'
      ;;
    33)
      say 'Restart openvpn-client@hk.service'
      ;;
    34)
      say 'Apply the sysctl files as the boot does'
      ;;
    *) ;;
  esac
}

step_id() {
  case $1 in
    1)
      say host/certbot
      ;;
    2)
      say nginx/webroot
      ;;
    3)
      say nginx/guard:api.fintech.example
      ;;
    4)
      say nginx/guard-live:api.fintech.example
      ;;
    5)
      say nginx/rehearsal:api.fintech.example
      ;;
    6)
      say nginx/certificate:api.fintech.example
      ;;
    7)
      say nginx/tls:api.fintech.example
      ;;
    8)
      say nginx/tls-live:api.fintech.example
      ;;
    9)
      say nginx/renewal:api.fintech.example
      ;;
    10)
      say sysctl/safe-fixes
      ;;
    11)
      say nginx/safe-fixes
      ;;
    12)
      say sysctl/apply
      ;;
    13)
      say nginx/live
      ;;
    14)
      say host/uplink-script
      ;;
    15)
      say host/uplink-unit
      ;;
    16)
      say host/uplink
      ;;
    17)
      say host/kill-switch-rules
      ;;
    18)
      say host/kill-switch-unit
      ;;
    19)
      say host/kill-switch
      ;;
    20)
      say openvpn/compression-other-end
      ;;
    21)
      say openvpn/full-tunnel:openvpn-client@hk
      ;;
    22)
      say openvpn/restart:openvpn-client@hk.service
      ;;
    23)
      say openvpn/start:openvpn-client@hk
      ;;
    24)
      say openvpn/account
      ;;
    25)
      say openvpn/privileges:etc/openvpn/client/hk.conf
      ;;
    26)
      say openvpn/privileges:etc/openvpn/client/hk.conf-live
      ;;
    27)
      say openvpn/tls-crypt-key:/etc/openvpn/client/hk-tls-crypt.key
      ;;
    28)
      say openvpn/tls-crypt:etc/openvpn/client/hk.conf
      ;;
    29)
      say openvpn/daemon-reload
      ;;
    30)
      say openvpn/unsafe-fixes
      ;;
    31)
      say sysctl/unsafe-fixes
      ;;
    32)
      say sysctl/later-fixes
      ;;
    33)
      say openvpn/live
      ;;
    34)
      say sysctl/apply:again
      ;;
    *) ;;
  esac
}

guarded() {
  case $1 in
    16 | 19 | 23) ;;
    *) return 1 ;;
  esac
}

files_ready() {
  [ "$1" -lt 3 ] || known /etc/nginx/sites-enabled/api.conf 4b2df157b2ed8109970d66fb6c2e97166b567a49331d1e4fc4e2eaf6a9b296ef f50c51192e313067e0a411fd78bda77007d0c9415bd008176946ae4b3f95266f || return 1
  [ "$1" -lt 10 ] || known /etc/sysctl.conf f2ddb07aaf05778f4d194c55972930ddc1dd9773ad05158c5474953253f00258 9e764e927fe15682a44ed4040ea5c5d9cf9926633758040e8897182700b5adce || return 1
  [ "$1" -lt 11 ] || known /etc/nginx/nginx.conf 13b568ae08d6a9b28f77898b9b3a6c661030b3856b685814d328b5caee44c7c2 9427b5700a595ceb467aeec5912b5f9a62fb72649a14dc0aea9721a314c10b96 || return 1
  [ "$1" -lt 14 ] || known /usr/local/sbin/confward-uplink none 523c0853e9822bcd1cef22b731804d94464ec21f61dbe712c716b98f85beada5 || return 1
  [ "$1" -lt 15 ] || known /etc/systemd/system/confward-uplink.service none 30fb6a3cb19aecafb7b69bc1fdd38444f4391a996f33bfbc9ec484942a3fefd6 || return 1
  [ "$1" -lt 17 ] || known /etc/confward/vpn-killswitch.nft none 754df3109070a34a723c163ab19bda2c2ff094fc76c2d2dd1893915014f85d38 || return 1
  [ "$1" -lt 18 ] || known /etc/systemd/system/confward-vpn-killswitch.service none 90838f2058344acb656633e8695b4ca1a73bf039d645021ca3fa6914a61c1436 || return 1
  [ "$1" -lt 21 ] || known /etc/openvpn/client/hk.conf 198368f64dd2db9cea13a4b0ddd78608a11e304e8cee96b8b70770424217257b d9a0b19c9fce4b6b1607288ebc878164a59c32e0bbb9762bfd8ab2283e754967 || return 1
  [ "$1" -lt 22 ] || known /etc/systemd/system/openvpn-client@hk.service.d/restart.conf none b2000aea841a217477039d3306fbbeab48576ec99fefbcb8f7a34208d24b3c98 || return 1
  [ "$1" -lt 31 ] || known /etc/sysctl.d/hardening 65489cde2ce1b742bccf3df8bc56f6965d53aec2693328af8e142c5b09050e59 163467c06032e4b7112d698e37f258d19c9b4032f2786bcef4ef6e91954e34fc || return 1
  [ "$1" -lt 31 ] || known /etc/sysctl.d/zz-confward.conf none b58578934efddc46911b2b50977eb33db73b8fbe7b0fe387ae4e68460af6fb90 || return 1
  return 0
}

ready_step() {
  case $1 in
    3)
      untouched /etc/nginx/sites-enabled/api.conf 4b2df157b2ed8109970d66fb6c2e97166b567a49331d1e4fc4e2eaf6a9b296ef f7b71470640c06286e591c0be523c3d075ccc00b0d713156e2bf55f0b4ca20d6 || return 1
      ;;
    7)
      untouched /etc/nginx/sites-enabled/api.conf f7b71470640c06286e591c0be523c3d075ccc00b0d713156e2bf55f0b4ca20d6 ea3742be89c6b38e3b34085e7158fa5dda51c0ab31a4af344559d0ed9617f85c || return 1
      ;;
    10)
      untouched /etc/sysctl.conf f2ddb07aaf05778f4d194c55972930ddc1dd9773ad05158c5474953253f00258 3310a96855a7da4336532e474c39a608009c3c5f4846b3a92cb08bdb8e127b96 || return 1
      ;;
    11)
      untouched /etc/nginx/nginx.conf 13b568ae08d6a9b28f77898b9b3a6c661030b3856b685814d328b5caee44c7c2 9427b5700a595ceb467aeec5912b5f9a62fb72649a14dc0aea9721a314c10b96 || return 1
      untouched /etc/nginx/sites-enabled/api.conf ea3742be89c6b38e3b34085e7158fa5dda51c0ab31a4af344559d0ed9617f85c f50c51192e313067e0a411fd78bda77007d0c9415bd008176946ae4b3f95266f || return 1
      ;;
    14)
      untouched /usr/local/sbin/confward-uplink none 523c0853e9822bcd1cef22b731804d94464ec21f61dbe712c716b98f85beada5 || return 1
      ;;
    15)
      untouched /etc/systemd/system/confward-uplink.service none 30fb6a3cb19aecafb7b69bc1fdd38444f4391a996f33bfbc9ec484942a3fefd6 || return 1
      ;;
    17)
      untouched /etc/confward/vpn-killswitch.nft none 754df3109070a34a723c163ab19bda2c2ff094fc76c2d2dd1893915014f85d38 || return 1
      ;;
    18)
      untouched /etc/systemd/system/confward-vpn-killswitch.service none 90838f2058344acb656633e8695b4ca1a73bf039d645021ca3fa6914a61c1436 || return 1
      ;;
    21)
      untouched /etc/openvpn/client/hk.conf 198368f64dd2db9cea13a4b0ddd78608a11e304e8cee96b8b70770424217257b 50f6c2900c2d11590fea05f5c8d56afbdfbd3e00d1a58867dddd6e304e377f5e || return 1
      ;;
    22)
      untouched /etc/systemd/system/openvpn-client@hk.service.d/restart.conf none b2000aea841a217477039d3306fbbeab48576ec99fefbcb8f7a34208d24b3c98 || return 1
      ;;
    25)
      untouched /etc/openvpn/client/hk.conf 50f6c2900c2d11590fea05f5c8d56afbdfbd3e00d1a58867dddd6e304e377f5e 830abee92b2867751120cdc5d5b997b3c3be796c15b608f14f4eee55ec32b065 || return 1
      ;;
    28)
      untouched /etc/openvpn/client/hk.conf 830abee92b2867751120cdc5d5b997b3c3be796c15b608f14f4eee55ec32b065 3b1cc93026aa34031b08ee9c0773976a518b52b2c7141065ea9e4e4c5bcdefde || return 1
      ;;
    30)
      untouched /etc/openvpn/client/hk.conf 3b1cc93026aa34031b08ee9c0773976a518b52b2c7141065ea9e4e4c5bcdefde d9a0b19c9fce4b6b1607288ebc878164a59c32e0bbb9762bfd8ab2283e754967 || return 1
      ;;
    31)
      untouched /etc/sysctl.conf 3310a96855a7da4336532e474c39a608009c3c5f4846b3a92cb08bdb8e127b96 9e764e927fe15682a44ed4040ea5c5d9cf9926633758040e8897182700b5adce || return 1
      untouched /etc/sysctl.d/hardening 65489cde2ce1b742bccf3df8bc56f6965d53aec2693328af8e142c5b09050e59 163467c06032e4b7112d698e37f258d19c9b4032f2786bcef4ef6e91954e34fc || return 1
      untouched /etc/sysctl.d/zz-confward.conf none 2b0268f05f8d3c6e22144dc670b232592bca7ab60727c21b6ac05035b44db453 || return 1
      ;;
    32)
      untouched /etc/sysctl.d/zz-confward.conf 2b0268f05f8d3c6e22144dc670b232592bca7ab60727c21b6ac05035b44db453 b58578934efddc46911b2b50977eb33db73b8fbe7b0fe387ae4e68460af6fb90 || return 1
      ;;
    *) ;;
  esac
}

do_step() {
  case $1 in
    2)
      if [ -e /var/www/letsencrypt ]; then
        say '  It is there already.'
      else
        run install -d -m 0755 /var/www/letsencrypt || return 1
        : > "$state/2.created"
      fi
      ;;
    3)
      say '  A server that names a certificate which does not exist yet keeps nginx from loading'
      {
        head -c 46 /etc/nginx/sites-enabled/api.conf
        printf '443 ssl'
        tail -c +49 /etc/nginx/sites-enabled/api.conf | head -c 1
        printf '\n'
        printf '    ssl_reject_handshake on;'
        tail -c +50 /etc/nginx/sites-enabled/api.conf | head -c 194
        printf '\n'
        printf '\n'
        printf 'server {\n'
        printf '    listen 80;\n'
        printf '    server_name api.fintech.example;\n'
        printf '\n'
        printf '    location ^~ /.well-known/acme-challenge/ {\n'
        printf '        root /var/www/letsencrypt;\n'
        printf '        try_files $uri =404;\n'
        printf '    }\n'
        printf '\n'
        printf '    location / {\n'
        printf '        return 403;\n'
        printf '    }\n'
        printf '}'
        tail -c +244 /etc/nginx/sites-enabled/api.conf
      } | change 3.1 /etc/nginx/sites-enabled/api.conf 4b2df157b2ed8109970d66fb6c2e97166b567a49331d1e4fc4e2eaf6a9b296ef f7b71470640c06286e591c0be523c3d075ccc00b0d713156e2bf55f0b4ca20d6 || return 1
      ;;
    4)
      note_workers 4 || return 1
      run systemctl reload nginx || return 1
      ;;
    5)
      say '  Failed orders count against the limits of the CA'
      run certbot certonly --webroot -w /var/www/letsencrypt -n --agree-tos --register-unsafely-without-email --dry-run --cert-name api.fintech.example -d api.fintech.example || return 1
      ;;
    6)
      if [ -e /etc/letsencrypt/live/api.fintech.example/fullchain.pem ]; then
        say '  It is there already.'
      else
        run certbot certonly --webroot -w /var/www/letsencrypt -n --agree-tos --register-unsafely-without-email --key-type ecdsa --deploy-hook 'systemctl reload nginx' --cert-name api.fintech.example -d api.fintech.example || return 1
        : > "$state/6.created"
      fi
      ;;
    7)
      say '  Visitors reach it once the firewall lets TCP 443 in: ufw allow 443/tcp; firewall-cmd --permanent --add-service=https, then --reload; or the security group'
      {
        head -c 54 /etc/nginx/sites-enabled/api.conf
        printf '\n'
        printf '    ssl_certificate /etc/letsencrypt/live/api.fintech.example/fullchain.pem;\n'
        printf '    ssl_certificate_key /etc/letsencrypt/live/api.fintech.example/privkey.pem;\n'
        printf '    ssl_protocols TLSv1.2 TLSv1.3;\n'
        printf '    add_header Strict-Transport-Security "max-age=31536000" always;'
        tail -c +84 /etc/nginx/sites-enabled/api.conf
      } | change 7.1 /etc/nginx/sites-enabled/api.conf f7b71470640c06286e591c0be523c3d075ccc00b0d713156e2bf55f0b4ca20d6 ea3742be89c6b38e3b34085e7158fa5dda51c0ab31a4af344559d0ed9617f85c || return 1
      ;;
    8)
      note_workers 8 || return 1
      run systemctl reload nginx || return 1
      ;;
    9)
      run certbot renew --dry-run --no-random-sleep-on-renew --cert-name api.fintech.example || return 1
      ;;
    10)
      {
        head -c 237 /etc/sysctl.conf
        printf '2\n'
        printf 'net.ipv4.conf.default.rp_filter = 2'
        tail -c +239 /etc/sysctl.conf
      } | change 10.1 /etc/sysctl.conf f2ddb07aaf05778f4d194c55972930ddc1dd9773ad05158c5474953253f00258 3310a96855a7da4336532e474c39a608009c3c5f4846b3a92cb08bdb8e127b96 || return 1
      ;;
    11)
      {
        head -c 138 /etc/nginx/nginx.conf
        printf '\n'
        printf '\tserver_tokens off;'
        tail -c +139 /etc/nginx/nginx.conf
      } | change 11.1 /etc/nginx/nginx.conf 13b568ae08d6a9b28f77898b9b3a6c661030b3856b685814d328b5caee44c7c2 9427b5700a595ceb467aeec5912b5f9a62fb72649a14dc0aea9721a314c10b96 || return 1
      {
        head -c 439 /etc/nginx/sites-enabled/api.conf
        printf 'Host $server_name'
        tail -c +450 /etc/nginx/sites-enabled/api.conf
      } | change 11.2 /etc/nginx/sites-enabled/api.conf ea3742be89c6b38e3b34085e7158fa5dda51c0ab31a4af344559d0ed9617f85c f50c51192e313067e0a411fd78bda77007d0c9415bd008176946ae4b3f95266f || return 1
      ;;
    12)
      keep 12 '^(net\.ipv4\.ip_forward)$' '^(net\.ipv4\.conf\.all\.rp_filter|net\.ipv4\.conf\.default\.rp_filter|net\.ipv4\.conf\.[^.]+\.forwarding|net\.ipv4\.conf\.all\.accept_redirects)$' || return 1
      run systemctl restart systemd-sysctl || return 1
      ;;
    13)
      note_workers 13 || return 1
      run systemctl reload nginx || return 1
      ;;
    14)
      {
        printf '#!/bin/sh\n'
        printf '# Written by confward. Connections to the public addresses of this host are answered by the way they came in,\n'
        printf '# whatever a tunnel does to the default route. usage: confward-uplink up | down\n'
        printf 'set -eu\n'
        printf 'tunnel=tun0\n'
        printf 'table=128\n'
        printf 'priority=1000\n'
        printf '\n'
        printf 'uplinks() { # "DEVICE GATEWAY" of each default route outside the tunnel; no gateway: -\n'
        printf '  ip "$1" route show default | sed -n '\''s/^default\\( via \\([^ ]*\\)\\)\\{0,1\\} dev \\([^ ]*\\).*/\\3 \\2/p'\'' |\n'
        printf '    while read -r device gateway; do\n'
        printf '      [ "$device" = "$tunnel" ] || printf '\''%%s %%s\\n'\'' "$device" "${gateway:--}"\n'
        printf '    done\n'
        printf '}\n'
        printf 'addresses() { ip -o "$1" addr show dev "$2" scope global | sed '\''s/.* inet6\\{0,1\\} \\([^ /]*\\).*/\\1/'\''; }\n'
        printf 'networks() { ip "$1" route show dev "$2" proto kernel | sed -n '\''s/^\\([0-9a-f][0-9a-f.:]*\\/[0-9]*\\) .*/\\1/p'\'' | grep -v '\''^fe80:'\'' || :; }\n'
        printf 'ruled() { ip "$1" rule show | sed -n "s/^$priority:[[:blank:]]*from \\([^ ]*\\) lookup $table *$/\\1/p"; }\n'
        printf '\n'
        printf 'up() {\n'
        printf '  uplinks "$1" | while read -r device gateway; do\n'
        printf '    for network in $(networks "$1" "$device"); do ip "$1" route replace "$network" dev "$device" table "$table"; done\n'
        printf '    if [ "$gateway" = - ]; then ip "$1" route replace default dev "$device" table "$table"\n'
        printf '    else ip "$1" route replace default via "$gateway" dev "$device" table "$table"; fi\n'
        printf '    for address in $(addresses "$1" "$device"); do\n'
        printf '      ruled "$1" | grep -qxF "$address" || ip "$1" rule add from "$address" lookup "$table" priority "$priority"\n'
        printf '    done\n'
        printf '  done\n'
        printf '}\n'
        printf 'down() {\n'
        printf '  for address in $(ruled "$1"); do ip "$1" rule del from "$address" lookup "$table" priority "$priority"; done\n'
        printf '  ip "$1" route flush table "$table" 2>/dev/null || :\n'
        printf '}\n'
        printf '\n'
        printf 'case ${1:-} in\n'
        printf '  up | down) "$1" -4; "$1" -6 ;;\n'
        printf '  *) echo '\''usage: confward-uplink up | down'\'' >&2; exit 2 ;;\n'
        printf 'esac\n'
      } | change 14.1 /usr/local/sbin/confward-uplink none 523c0853e9822bcd1cef22b731804d94464ec21f61dbe712c716b98f85beada5 755 || return 1
      ;;
    15)
      {
        printf '[Unit]\n'
        printf 'Description=Replies to the public addresses of this host leave by the uplink\n'
        printf 'After=network-online.target\n'
        printf 'Wants=network-online.target\n'
        printf 'Before=openvpn-client@hk.service\n'
        printf '\n'
        printf '[Service]\n'
        printf 'Type=oneshot\n'
        printf 'RemainAfterExit=yes\n'
        printf 'ExecStart=/usr/local/sbin/confward-uplink up\n'
        printf 'ExecStop=/usr/local/sbin/confward-uplink down\n'
        printf '\n'
        printf '[Install]\n'
        printf 'WantedBy=multi-user.target\n'
      } | change 15.1 /etc/systemd/system/confward-uplink.service none 30fb6a3cb19aecafb7b69bc1fdd38444f4391a996f33bfbc9ec484942a3fefd6 644 || return 1
      ;;
    16)
      say '  Without it the tunnel takes the replies of every public service, the session of the operator included'
      note_units 16 confward-uplink.service || return 1
      run systemctl daemon-reload || return 1
      run systemctl enable --now confward-uplink.service || return 1
      run /usr/local/sbin/confward-uplink up || return 1
      ;;
    17)
      {
        printf '# Written by confward. Nothing leaves this host outside the tunnel.\n'
        printf 'table inet vpn_ks\n'
        printf 'delete table inet vpn_ks\n'
        printf 'table inet vpn_ks {\n'
        printf '  set vpn4 {\n'
        printf '    type ipv4_addr . inet_proto . inet_service\n'
        printf '    elements = { 198.51.100.20 . udp . 1194 }\n'
        printf '  }\n'
        printf '  chain output {\n'
        printf '    type filter hook output priority filter; policy drop;\n'
        printf '    oifname { "lo", "tun0" } accept\n'
        printf '    ip daddr . meta l4proto . th dport @vpn4 accept\n'
        printf '    tcp sport { 22, 80, 443 } tcp flags & (fin | syn | rst | ack) != syn accept\n'
        printf '    ct direction reply ct state established,related accept\n'
        printf '    udp sport 68 udp dport 67 accept\n'
        printf '    udp sport 546 udp dport 547 accept\n'
        printf '    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept\n'
        printf '    counter reject with icmpx admin-prohibited\n'
        printf '  }\n'
        printf '  chain forward {\n'
        printf '    type filter hook forward priority filter; policy drop;\n'
        printf '    oifname "tun0" accept\n'
        printf '    oifname "docker0" accept\n'
        printf '    oifname "br-*" accept\n'
        printf '    oifname "virbr*" accept\n'
        printf '    oifname "podman*" accept\n'
        printf '    oifname "cni*" accept\n'
        printf '    oifname "lxcbr*" accept\n'
        printf '    ct direction reply ct state established,related accept\n'
        printf '    counter reject with icmpx admin-prohibited\n'
        printf '  }\n'
        printf '}\n'
      } | change 17.1 /etc/confward/vpn-killswitch.nft none 754df3109070a34a723c163ab19bda2c2ff094fc76c2d2dd1893915014f85d38 644 || return 1
      ;;
    18)
      {
        printf '[Unit]\n'
        printf 'Description=Nothing leaves this host outside the tunnel\n'
        printf 'Before=network-pre.target\n'
        printf 'Wants=network-pre.target\n'
        printf 'After=nftables.service\n'
        printf 'PartOf=nftables.service\n'
        printf 'ReloadPropagatedFrom=nftables.service\n'
        printf 'DefaultDependencies=no\n'
        printf 'Conflicts=shutdown.target\n'
        printf 'Before=shutdown.target\n'
        printf '\n'
        printf '[Service]\n'
        printf 'Type=oneshot\n'
        printf 'RemainAfterExit=yes\n'
        printf 'ExecStart=/usr/sbin/nft -f /etc/confward/vpn-killswitch.nft\n'
        printf 'ExecReload=/usr/sbin/nft -f /etc/confward/vpn-killswitch.nft\n'
        printf 'ExecStop=/usr/sbin/nft delete table inet vpn_ks\n'
        printf '\n'
        printf '[Install]\n'
        printf 'WantedBy=multi-user.target\n'
      } | change 18.1 /etc/systemd/system/confward-vpn-killswitch.service none 90838f2058344acb656633e8695b4ca1a73bf039d645021ca3fa6914a61c1436 644 || return 1
      ;;
    19)
      say '  When the tunnel dies nothing leaves in clear; package mirrors, time and name servers answer through the tunnel only'
      note_units 19 confward-vpn-killswitch.service || return 1
      run systemctl daemon-reload || return 1
      run systemctl enable --now confward-vpn-killswitch.service || return 1
      run nft -f /etc/confward/vpn-killswitch.nft || return 1
      ;;
    20)
      say 'Does the server never compress, or does it already say "compress migrate" (OpenVPN 2.6)? With an older server that compresses, change both ends in the same window: framing on one end only means a tunnel that is up and carries nothing'
      die 4 'decide, then: accept openvpn/compression-other-end'
      ;;
    21)
      {
        head -c 50 /etc/openvpn/client/hk.conf
        printf 'tun0'
        tail -c +54 /etc/openvpn/client/hk.conf | head -c 36
        printf '\n'
        printf 'ifconfig-ipv6 fd15:53b6:dead::2/64 fd15:53b6:dead::1\n'
        printf 'block-ipv6'
        tail -c +90 /etc/openvpn/client/hk.conf | head -c 95
        tail -c +194 /etc/openvpn/client/hk.conf | head -c 17
        printf 'def1 ipv6'
        tail -c +215 /etc/openvpn/client/hk.conf
      } | change 21.1 /etc/openvpn/client/hk.conf 198368f64dd2db9cea13a4b0ddd78608a11e304e8cee96b8b70770424217257b 50f6c2900c2d11590fea05f5c8d56afbdfbd3e00d1a58867dddd6e304e377f5e || return 1
      ;;
    22)
      {
        printf '[Service]\n'
        printf 'Restart=on-failure\n'
        printf 'RestartSec=5s\n'
      } | change 22.1 /etc/systemd/system/openvpn-client@hk.service.d/restart.conf none b2000aea841a217477039d3306fbbeab48576ec99fefbcb8f7a34208d24b3c98 644 || return 1
      ;;
    23)
      note_units 23 openvpn-client@hk || return 1
      run systemctl daemon-reload || return 1
      run systemctl enable openvpn-client@hk || return 1
      run systemctl restart openvpn-client@hk || return 1
      run timeout 60 sh -c 'until case "$(ip route get 192.0.2.1)" in *"dev tun0 "*) true ;; *) false ;; esac; do sleep 1; done' || return 1
      ;;
    24)
      if id openvpn > /dev/null 2>&1; then
        say '  It is there already.'
      else
        run useradd --system --user-group --no-create-home --shell /usr/sbin/nologin openvpn || return 1
        : > "$state/24.created"
      fi
      ;;
    25)
      {
        head -c 248 /etc/openvpn/client/hk.conf
        printf '\n'
        printf 'user openvpn\n'
        printf 'group openvpn'
        tail -c +249 /etc/openvpn/client/hk.conf
      } | change 25.1 /etc/openvpn/client/hk.conf 50f6c2900c2d11590fea05f5c8d56afbdfbd3e00d1a58867dddd6e304e377f5e 830abee92b2867751120cdc5d5b997b3c3be796c15b608f14f4eee55ec32b065 || return 1
      ;;
    26)
      note_units 26 openvpn-client@hk || return 1
      run systemctl restart openvpn-client@hk || return 1
      ;;
    27)
      say 'Does /etc/openvpn/client/hk-tls-crypt.key hold the key of the server (mode 0600, over a protected way), and has the server its line tls-crypt? Where it has no key yet, make it there: openvpn --genkey tls-crypt tls-crypt.key. A key on one end only means no connection: change all ends in one window'
      die 4 'decide, then: accept openvpn/tls-crypt-key:/etc/openvpn/client/hk-tls-crypt.key'
      ;;
    28)
      {
        head -c 275 /etc/openvpn/client/hk.conf
        printf '\n'
        printf 'tls-crypt hk-tls-crypt.key'
        tail -c +276 /etc/openvpn/client/hk.conf
      } | change 28.1 /etc/openvpn/client/hk.conf 830abee92b2867751120cdc5d5b997b3c3be796c15b608f14f4eee55ec32b065 3b1cc93026aa34031b08ee9c0773976a518b52b2c7141065ea9e4e4c5bcdefde || return 1
      ;;
    29)
      run systemctl daemon-reload || return 1
      ;;
    30)
      {
        head -c 248 /etc/openvpn/client/hk.conf
        printf '\n'
        printf 'remote-cert-tls server'
        tail -c +249 /etc/openvpn/client/hk.conf
      } | change 30.1 /etc/openvpn/client/hk.conf 3b1cc93026aa34031b08ee9c0773976a518b52b2c7141065ea9e4e4c5bcdefde d9a0b19c9fce4b6b1607288ebc878164a59c32e0bbb9762bfd8ab2283e754967 || return 1
      ;;
    31)
      {
        head -c 183 /etc/sysctl.conf
        tail -c +208 /etc/sysctl.conf
      } | change 31.1 /etc/sysctl.conf 3310a96855a7da4336532e474c39a608009c3c5f4846b3a92cb08bdb8e127b96 9e764e927fe15682a44ed4040ea5c5d9cf9926633758040e8897182700b5adce || return 1
      {
        head -c 29 /etc/sysctl.d/hardening
        tail -c +175 /etc/sysctl.d/hardening | head -c 15
      } | change 31.2 /etc/sysctl.d/hardening 65489cde2ce1b742bccf3df8bc56f6965d53aec2693328af8e142c5b09050e59 163467c06032e4b7112d698e37f258d19c9b4032f2786bcef4ef6e91954e34fc || return 1
      {
        printf 'net.ipv4.ip_forward = 0\n'
        printf 'net.ipv4.tcp_syncookies = 1\n'
        printf 'net.ipv4.icmp_echo_ignore_broadcasts = 1\n'
        printf 'net.ipv4.conf.all.accept_redirects = 0\n'
        printf 'net.ipv4.conf.all.send_redirects = 0\n'
      } | change 31.3 /etc/sysctl.d/zz-confward.conf none 2b0268f05f8d3c6e22144dc670b232592bca7ab60727c21b6ac05035b44db453 || return 1
      ;;
    32)
      {
        head -c 131 /etc/sysctl.d/zz-confward.conf
        printf '\n'
        printf 'net.ipv4.conf.default.accept_redirects = 0\n'
        printf 'net.ipv4.conf.*.accept_redirects = 0'
        tail -c +132 /etc/sysctl.d/zz-confward.conf | head -c 37
        printf '\n'
        printf 'net.ipv4.conf.default.send_redirects = 0\n'
        printf 'net.ipv4.conf.*.send_redirects = 0'
        tail -c +169 /etc/sysctl.d/zz-confward.conf
      } | change 32.1 /etc/sysctl.d/zz-confward.conf 2b0268f05f8d3c6e22144dc670b232592bca7ab60727c21b6ac05035b44db453 b58578934efddc46911b2b50977eb33db73b8fbe7b0fe387ae4e68460af6fb90 || return 1
      ;;
    33)
      say '  Once for all changes to the files: each restart interrupts the tunnel'
      note_units 33 openvpn-client@hk.service || return 1
      run systemctl restart openvpn-client@hk.service || return 1
      ;;
    34)
      keep 34 '^(net\.ipv4\.ip_forward)$' '^(net\.ipv4\.conf\.[^.]+\.forwarding|net\.ipv4\.tcp_syncookies|net\.ipv4\.icmp_echo_ignore_broadcasts|net\.ipv4\.conf\.[^.]+\.accept_redirects|net\.ipv4\.conf\.[^.]+\.send_redirects|net\.ipv4\.conf\.all\.rp_filter|net\.ipv4\.conf\.default\.rp_filter)$' || return 1
      run systemctl restart systemd-sysctl || return 1
      ;;
    *) ;;
  esac
}

verify_step() {
  case $1 in
    1)
      check 'certbot is installed' '' '' '' '' succeeds certbot --version || return 1
      ;;
    2)
      check '/var/www/letsencrypt is a folder' '' '' '' '' succeeds test -d /var/www/letsencrypt || return 1
      ;;
    3)
      check 'nginx accepts the files' '' '' '' '' succeeds nginx -t || return 1
      ;;
    4)
      renewed 4 'nginx has taken the files' || return 1
      check 'http://api.fintech.example/ is refused, or sent to https once that is there' '' 'answered 403' 'answered 308 https://' '' succeeds curl -sS -o /dev/null --max-time 10 --noproxy '*' --resolve api.fintech.example:80:127.0.0.1 -w 'answered %{http_code} %{redirect_url}' http://api.fintech.example/ || return 1
      ;;
    6)
      check 'the certificate covers api.fintech.example' '' 'does match' '' '' succeeds openssl x509 -in /etc/letsencrypt/live/api.fintech.example/fullchain.pem -noout -checkhost api.fintech.example || return 1
      ;;
    7)
      check 'nginx accepts the files' '' '' '' '' succeeds nginx -t || return 1
      ;;
    8)
      renewed 8 'nginx has taken the files' || return 1
      check 'http://api.fintech.example/ is sent to https, or refused' '' 'answered 308 https://' 'answered 403' '' succeeds curl -sS -o /dev/null --max-time 10 --noproxy '*' --resolve api.fintech.example:80:127.0.0.1 -w 'answered %{http_code} %{redirect_url}' http://api.fintech.example/ || return 1
      check 'https://api.fintech.example/ answers with a valid certificate and max-age=31536000' '' max-age=31536000 '' '' succeeds curl -sS -o /dev/null --max-time 10 --noproxy '*' --resolve api.fintech.example:443:127.0.0.1 --tlsv1.2 -D - https://api.fintech.example/ || return 1
      check 'api.fintech.example refuses TLS 1.1' '' 'alert protocol version' '' '' fails openssl s_client -connect 127.0.0.1:443 -servername api.fintech.example -tls1_1 -cipher ALL:@SECLEVEL=0 || return 1
      ;;
    10)
      as_left /etc/sysctl.conf 3310a96855a7da4336532e474c39a608009c3c5f4846b3a92cb08bdb8e127b96 || return 1
      ;;
    11)
      check 'nginx accepts the files' '' '' '' '' succeeds nginx -t || return 1
      ;;
    12)
      check 'net.ipv4.conf.all.rp_filter is 2' 2 '' '' '' succeeds sysctl -n net.ipv4.conf.all.rp_filter || return 1
      check 'net.ipv4.conf.default.rp_filter is 2' 2 '' '' '' succeeds sysctl -n net.ipv4.conf.default.rp_filter || return 1
      ;;
    13)
      renewed 13 'nginx has taken the files' || return 1
      ;;
    14)
      as_left /usr/local/sbin/confward-uplink 523c0853e9822bcd1cef22b731804d94464ec21f61dbe712c716b98f85beada5 || return 1
      ;;
    15)
      as_left /etc/systemd/system/confward-uplink.service 30fb6a3cb19aecafb7b69bc1fdd38444f4391a996f33bfbc9ec484942a3fefd6 || return 1
      ;;
    16)
      check 'replies have a rule of their own' '' 'lookup 128' '' '' succeeds ip rule show || return 1
      ;;
    17)
      check 'nft accepts the rules' '' '' '' '' succeeds nft -c -f /etc/confward/vpn-killswitch.nft || return 1
      ;;
    18)
      as_left /etc/systemd/system/confward-vpn-killswitch.service 90838f2058344acb656633e8695b4ca1a73bf039d645021ca3fa6914a61c1436 || return 1
      ;;
    19)
      check 'the kill switch is loaded' '' 'policy drop' '' '' succeeds nft list chain inet vpn_ks output || return 1
      ;;
    21)
      as_left /etc/openvpn/client/hk.conf 50f6c2900c2d11590fea05f5c8d56afbdfbd3e00d1a58867dddd6e304e377f5e || return 1
      ;;
    22)
      as_left /etc/systemd/system/openvpn-client@hk.service.d/restart.conf b2000aea841a217477039d3306fbbeab48576ec99fefbcb8f7a34208d24b3c98 || return 1
      ;;
    23)
      check 'traffic leaves by tun0' '' 'dev tun0 ' '' '' succeeds ip route get 192.0.2.1 || return 1
      check '198.51.100.20 is reached outside the tunnel' '' '' '' 'dev tun0 ' succeeds ip route get 198.51.100.20 || return 1
      ;;
    24)
      check 'The account exists' '' '' '' '' succeeds id openvpn || return 1
      check 'Its group exists' '' '' '' '' succeeds getent group openvpn || return 1
      ;;
    25)
      as_left /etc/openvpn/client/hk.conf 830abee92b2867751120cdc5d5b997b3c3be796c15b608f14f4eee55ec32b065 || return 1
      ;;
    26)
      check 'openvpn-client@hk runs' '' '' '' '' succeeds systemctl is-active openvpn-client@hk || return 1
      ;;
    27)
      check '/etc/openvpn/client/hk-tls-crypt.key holds a key' '' '' '' '' succeeds test -s /etc/openvpn/client/hk-tls-crypt.key || return 1
      ;;
    28)
      as_left /etc/openvpn/client/hk.conf 3b1cc93026aa34031b08ee9c0773976a518b52b2c7141065ea9e4e4c5bcdefde || return 1
      ;;
    29)
      check 'Restart of openvpn-client@hk.service holds on-failure' '' on-failure '' '' succeeds systemctl show -p Restart openvpn-client@hk.service || return 1
      ;;
    30)
      as_left /etc/openvpn/client/hk.conf d9a0b19c9fce4b6b1607288ebc878164a59c32e0bbb9762bfd8ab2283e754967 || return 1
      ;;
    31)
      as_left /etc/sysctl.conf 9e764e927fe15682a44ed4040ea5c5d9cf9926633758040e8897182700b5adce || return 1
      as_left /etc/sysctl.d/hardening 163467c06032e4b7112d698e37f258d19c9b4032f2786bcef4ef6e91954e34fc || return 1
      as_left /etc/sysctl.d/zz-confward.conf 2b0268f05f8d3c6e22144dc670b232592bca7ab60727c21b6ac05035b44db453 || return 1
      ;;
    32)
      as_left /etc/sysctl.d/zz-confward.conf b58578934efddc46911b2b50977eb33db73b8fbe7b0fe387ae4e68460af6fb90 || return 1
      ;;
    33)
      check 'openvpn-client@hk.service runs' '' '' '' '' succeeds systemctl is-active openvpn-client@hk.service || return 1
      ;;
    34)
      check 'net.ipv4.ip_forward is 0' 0 '' '' '' succeeds sysctl -n net.ipv4.ip_forward || return 1
      check 'net.ipv4.tcp_syncookies is 1' 1 '' '' '' succeeds sysctl -n net.ipv4.tcp_syncookies || return 1
      check 'net.ipv4.icmp_echo_ignore_broadcasts is 1' 1 '' '' '' succeeds sysctl -n net.ipv4.icmp_echo_ignore_broadcasts || return 1
      check 'net.ipv4.conf.all.accept_redirects is 0' 0 '' '' '' succeeds sysctl -n net.ipv4.conf.all.accept_redirects || return 1
      check 'net.ipv4.conf.all.send_redirects is 0' 0 '' '' '' succeeds sysctl -n net.ipv4.conf.all.send_redirects || return 1
      check 'net.ipv4.conf.default.accept_redirects is 0' 0 '' '' '' succeeds sysctl -n net.ipv4.conf.default.accept_redirects || return 1
      check 'net.ipv4.conf.default.send_redirects is 0' 0 '' '' '' succeeds sysctl -n net.ipv4.conf.default.send_redirects || return 1
      ;;
    *) ;;
  esac
}

undo_step() {
  case $1 in
    2)
      if [ -e "$state/2.created" ]; then
        run rmdir --ignore-fail-on-non-empty /var/www/letsencrypt || return 1
        rm -f "$state/2.created"
      fi
      ;;
    3)
      restore 3.1 /etc/nginx/sites-enabled/api.conf 4b2df157b2ed8109970d66fb6c2e97166b567a49331d1e4fc4e2eaf6a9b296ef f7b71470640c06286e591c0be523c3d075ccc00b0d713156e2bf55f0b4ca20d6 || return 1
      run nginx -t || return 1
      run systemctl try-reload-or-restart nginx || return 1
      ;;
    4)
      say '  nothing by itself: taking back the edit reloads nginx'
      ;;
    5)
      say '  nothing to take back: a rehearsal saves nothing'
      ;;
    6)
      if [ -e "$state/6.created" ]; then
        run certbot delete -n --cert-name api.fintech.example || return 1
        rm -f "$state/6.created"
      fi
      ;;
    7)
      restore 7.1 /etc/nginx/sites-enabled/api.conf f7b71470640c06286e591c0be523c3d075ccc00b0d713156e2bf55f0b4ca20d6 ea3742be89c6b38e3b34085e7158fa5dda51c0ab31a4af344559d0ed9617f85c || return 1
      run nginx -t || return 1
      run systemctl try-reload-or-restart nginx || return 1
      ;;
    8)
      say '  nothing by itself: taking back the edit reloads nginx'
      ;;
    9)
      say '  nothing to take back: a rehearsal saves nothing'
      ;;
    10)
      restore 10.1 /etc/sysctl.conf f2ddb07aaf05778f4d194c55972930ddc1dd9773ad05158c5474953253f00258 3310a96855a7da4336532e474c39a608009c3c5f4846b3a92cb08bdb8e127b96 || return 1
      ;;
    11)
      restore 11.1 /etc/nginx/nginx.conf 13b568ae08d6a9b28f77898b9b3a6c661030b3856b685814d328b5caee44c7c2 9427b5700a595ceb467aeec5912b5f9a62fb72649a14dc0aea9721a314c10b96 || return 1
      restore 11.2 /etc/nginx/sites-enabled/api.conf ea3742be89c6b38e3b34085e7158fa5dda51c0ab31a4af344559d0ed9617f85c f50c51192e313067e0a411fd78bda77007d0c9415bd008176946ae4b3f95266f || return 1
      run nginx -t || return 1
      run systemctl try-reload-or-restart nginx || return 1
      ;;
    12)
      give_back 12
      ;;
    13)
      say '  nothing by itself: taking back the edit reloads nginx'
      ;;
    14)
      restore 14.1 /usr/local/sbin/confward-uplink none 523c0853e9822bcd1cef22b731804d94464ec21f61dbe712c716b98f85beada5 || return 1
      run sh -c 'if systemctl is-active --quiet "$0"; then systemctl restart "$0"; fi' confward-uplink.service || return 1
      ;;
    15)
      restore 15.1 /etc/systemd/system/confward-uplink.service none 30fb6a3cb19aecafb7b69bc1fdd38444f4391a996f33bfbc9ec484942a3fefd6 || return 1
      run systemctl daemon-reload || return 1
      ;;
    16)
      give_back_units 16 confward-uplink.service || return 1
      ;;
    17)
      restore 17.1 /etc/confward/vpn-killswitch.nft none 754df3109070a34a723c163ab19bda2c2ff094fc76c2d2dd1893915014f85d38 || return 1
      run sh -c 'if [ -e "$0" ] && nft list table inet vpn_ks > /dev/null 2>&1; then nft -f "$0"; fi' /etc/confward/vpn-killswitch.nft || return 1
      ;;
    18)
      restore 18.1 /etc/systemd/system/confward-vpn-killswitch.service none 90838f2058344acb656633e8695b4ca1a73bf039d645021ca3fa6914a61c1436 || return 1
      run systemctl daemon-reload || return 1
      ;;
    19)
      give_back_units 19 confward-vpn-killswitch.service || return 1
      ;;
    21)
      restore 21.1 /etc/openvpn/client/hk.conf 198368f64dd2db9cea13a4b0ddd78608a11e304e8cee96b8b70770424217257b 50f6c2900c2d11590fea05f5c8d56afbdfbd3e00d1a58867dddd6e304e377f5e || return 1
      run systemctl try-restart openvpn-client@hk || return 1
      ;;
    22)
      restore 22.1 /etc/systemd/system/openvpn-client@hk.service.d/restart.conf none b2000aea841a217477039d3306fbbeab48576ec99fefbcb8f7a34208d24b3c98 || return 1
      run systemctl daemon-reload || return 1
      ;;
    23)
      give_back_units 23 openvpn-client@hk || return 1
      ;;
    24)
      if [ -e "$state/24.created" ]; then
        run userdel openvpn || return 1
        rm -f "$state/24.created"
      fi
      ;;
    25)
      restore 25.1 /etc/openvpn/client/hk.conf 50f6c2900c2d11590fea05f5c8d56afbdfbd3e00d1a58867dddd6e304e377f5e 830abee92b2867751120cdc5d5b997b3c3be796c15b608f14f4eee55ec32b065 || return 1
      run systemctl try-restart openvpn-client@hk || return 1
      ;;
    26)
      give_back_units 26 openvpn-client@hk || return 1
      ;;
    28)
      restore 28.1 /etc/openvpn/client/hk.conf 830abee92b2867751120cdc5d5b997b3c3be796c15b608f14f4eee55ec32b065 3b1cc93026aa34031b08ee9c0773976a518b52b2c7141065ea9e4e4c5bcdefde || return 1
      run systemctl try-restart openvpn-client@hk || return 1
      ;;
    29)
      say '  nothing by itself: taking back the file reads the units again'
      ;;
    30)
      restore 30.1 /etc/openvpn/client/hk.conf 3b1cc93026aa34031b08ee9c0773976a518b52b2c7141065ea9e4e4c5bcdefde d9a0b19c9fce4b6b1607288ebc878164a59c32e0bbb9762bfd8ab2283e754967 || return 1
      run systemctl try-restart openvpn-client@hk.service || return 1
      ;;
    31)
      restore 31.1 /etc/sysctl.conf 3310a96855a7da4336532e474c39a608009c3c5f4846b3a92cb08bdb8e127b96 9e764e927fe15682a44ed4040ea5c5d9cf9926633758040e8897182700b5adce || return 1
      restore 31.2 /etc/sysctl.d/hardening 65489cde2ce1b742bccf3df8bc56f6965d53aec2693328af8e142c5b09050e59 163467c06032e4b7112d698e37f258d19c9b4032f2786bcef4ef6e91954e34fc || return 1
      restore 31.3 /etc/sysctl.d/zz-confward.conf none 2b0268f05f8d3c6e22144dc670b232592bca7ab60727c21b6ac05035b44db453 || return 1
      ;;
    32)
      restore 32.1 /etc/sysctl.d/zz-confward.conf 2b0268f05f8d3c6e22144dc670b232592bca7ab60727c21b6ac05035b44db453 b58578934efddc46911b2b50977eb33db73b8fbe7b0fe387ae4e68460af6fb90 || return 1
      ;;
    33)
      give_back_units 33 openvpn-client@hk.service || return 1
      ;;
    34)
      give_back 34
      ;;
    *) ;;
  esac
}

state=${CONFWARD_STATE:-/var/lib/confward}/plan-$plan
patience=${CONFWARD_PATIENCE:-300}
remains=

say() { printf '%s\n' "$*"; }
fail() { printf 'plan: %s\n' "$*" >&2; return 1; }
die() { printf 'plan: %s\n' "$2" >&2; exit "$1"; }

# ---- state: one line per step that this script has done
is_done() { [ -f "$state/done" ] && grep -qx "$1" "$state/done"; }
mark_done() { is_done "$1" || printf '%s\n' "$1" >> "$state/done" || fail "cannot write to $state"; }
mark_undone() {
  { grep -vx "$1" "$state/done" || :; } > "$state/done.new" && mv -f "$state/done.new" "$state/done" ||
    fail "cannot write to $state"
}
number_of() { # number_of ID-OR-NUMBER
  n=1
  while [ "$n" -le "$count" ]; do
    if [ "$1" = "$n" ] || [ "$1" = "$(step_id "$n")" ]; then printf '%s\n' "$n"; return 0; fi
    n=$((n + 1))
  done
  return 1
}
as_root() { [ "$(id -u)" = 0 ] || [ -n "${CONFWARD_STATE:-}" ] || die 2 'must be run as root'; }
prepare() {
  as_root
  (umask 077 && mkdir -p "$state") || die 1 "cannot create $state"
  mkdir "$state/lock" 2>/dev/null || die 1 "another run is going on (or was killed: then rmdir $state/lock)"
  trap 'rmdir "$state/lock" 2>/dev/null' EXIT
  trap 'exit 130' INT TERM
  trap '' HUP
}

# ---- files
digest() { if [ -e "$1" ]; then sha256sum < "$1" | cut -c 1-64; else echo none; fi; }
# With owner, mode, ACL and extended attributes where cp knows how; -p everywhere else.
copy() { cp --preserve=all -- "$1" "$2" 2>/dev/null || cp -p -- "$1" "$2"; }
beside() { printf '%s/.%s.confward' "$(dirname "$1")" "$(basename "$1")"; }
is() { # is FILE STATE: a digest, none, or KEY:SIZE, as the change KEY noted that it left the file
  case $2 in
    *:*) [ -e "$state/${2%:*}.changed" ] && [ "$(digest "$1")" = "$(cat "$state/${2%:*}.changed")" ] ;;
    *) [ "$(digest "$1")" = "$2" ] ;;
  esac
}
untouched() { # untouched FILE BEFORE AFTER: is the file in one of the two states this plan knows?
  is "$1" "$2" || is "$1" "$3" || fail "$1 is not the file this plan was made from; make a new plan"
}
known() { # known FILE FIRST LAST: before the first change or after the last, or as a step left it that was not noted as done
  is "$1" "$2" || is "$1" "$3" || grep -qx "$(digest "$1")" "$state"/*.changed 2>/dev/null ||
    fail "$1 is not the file this plan was made from; make a new plan"
}
reads() { # reads FILE: is it one that nginx reads on this machine?
  all=$(nginx -T 2> /dev/null) || return 0
  own=$(readlink -f -- "$1")
  printf '%s\n' "$all" | sed -n 's/^# configuration file \(.*\):$/\1/p' |
    while IFS= read -r path; do if [ "$(readlink -f -- "$path")" = "$own" ]; then say yes; fi; done | grep -q yes ||
    fail "nginx does not read $own on this machine: make the plan from the files where it reads them"
}
came_out() { # came_out FILE STATE: what was just written; of a state that it begins only the size is known
  case $2 in
    *:*) [ "$(($(wc -c < "$1")))" = "${2#*:}" ] ;;
    *) is "$1" "$2" ;;
  esac
}
change() { # change KEY FILE BEFORE AFTER [MODE]: puts standard input in place of the file
  if is "$2" "$4"; then cat > /dev/null; return 0; fi
  untouched "$2" "$3" "$3" || return 1
  target=$2
  if [ -e "$2" ]; then target=$(readlink -f -- "$2"); copy "$2" "$state/$1.before" || return 1
  else make_folders "$1" "$(dirname "$2")" || return 1; fi
  new=$(beside "$target")
  put_beside "$1" "$2" "${5:-}" && came_out "$new" "$4" && digest "$new" > "$state/$1.changed" &&
    mv -f -- "$new" "$target" && return 0
  rm -f -- "$new" "$state/$1.changed"
  [ "$3" != none ] || drop_folders "$1" "$(dirname "$2")"
  fail "$2: the new text could not be written"
}
put_beside() { # put_beside KEY FILE MODE: standard input in a file $new with the rights of FILE
  if [ -e "$2" ]; then copy "$2" "$new"; else : > "$new"; fi && cat > "$new" || return 1
  [ -z "$3" ] || chmod "$3" "$new"
}
make_folders() { # make_folders KEY FOLDER: notes one mark for each folder that was not there
  [ ! -d "$2" ] || return 0
  make_folders "$1" "$(dirname "$2")" || return 1
  mkdir -- "$2" && printf x >> "$state/$1.folders"
}
drop_folders() { # drop_folders KEY FOLDER: as many upwards as were made, while they are empty
  [ -e "$state/$1.folders" ] || return 0
  folder=$2
  left=$(wc -c < "$state/$1.folders")
  while [ "$left" -gt 0 ] && rmdir -- "$folder" 2>/dev/null; do
    folder=$(dirname "$folder")
    left=$((left - 1))
  done
  rm -f "$state/$1.folders"
}
as_left() { # as_left FILE AFTER: does the file read as this step, or a later one, left it?
  if is "$1" "$2" || grep -qx "$(digest "$1")" "$state"/*.changed 2>/dev/null; then
    printf '  ok: %s reads as it was written\n' "$1"
  else fail "$1 does not read as it was written"; fi
}
restore() { # restore KEY FILE BEFORE AFTER: the former bytes, or no file when there was none
  [ -e "$state/$1.changed" ] || return 0
  untouched "$2" "$3" "$4" || return 1
  if [ "$3" = none ]; then
    rm -f -- "$2"
    drop_folders "$1" "$(dirname "$2")"
  elif ! is "$2" "$3"; then
    target=$(readlink -f -- "$2")
    new=$(beside "$target")
    copy "$state/$1.before" "$new" && mv -f -- "$new" "$target" || return 1
  fi
  rm -f "$state/$1.changed" "$state/$1.before"
}

# ---- kernel settings
keep() { # keep STEP PATTERN...: the live values of the keys that match, in this order; not every sysctl knows -r
  kept=$state/$1.live
  shift
  [ ! -e "$kept" ] || return 0
  sysctl -a 2>/dev/null > "$kept.all"
  { for pattern in "$@"; do grep -E "${pattern%?} = " "$kept.all"; done; say end; } > "$kept.new"
  rm -f "$kept.all"
  [ "$(tail -n 1 "$kept.new")" = end ] && mv -f "$kept.new" "$kept" || fail "cannot write to $state"
}
give_back() { # give_back STEP: what has changed since; a value that the kernel does not take back is told
  [ -e "$state/$1.live" ] || return 0
  while IFS= read -r line && [ "$line" != end ]; do
    key=${line%% = *} value=${line#* = }
    [ "$(sysctl -n "$key")" = "$value" ] || run sysctl -q -w "$key=$value" || remains=yes
  done < "$state/$1.live"
  rm -f "$state/$1.live"
}

# ---- units of systemd
enabled() { if systemctl is-enabled --quiet "$1" 2>/dev/null; then echo enable; else echo disable; fi; }
active() { if systemctl is-active --quiet "$1" 2>/dev/null; then echo start; else echo stop; fi; }
note_units() { # note_units STEP UNIT...: a line for each, what makes it what it is
  units=$state/$1.units
  shift
  [ ! -e "$units" ] || return 0
  for unit in "$@"; do printf '%s %s\n' "$(enabled "$unit")" "$(active "$unit")"; done > "$units.new" && mv -f "$units.new" "$units" ||
    fail "cannot write to $state"
}
give_back_units() { # give_back_units STEP UNIT...: what must not run ends before what must begins
  units=$state/$1.units
  shift
  [ -e "$units" ] || return 0
  for wanted in stop start; do
    at=0
    for unit in "$@"; do
      at=$((at + 1))
      was=$(sed -n "${at}p" "$units")
      [ "${was#* }" = "$wanted" ] || continue
      [ "$(enabled "$unit")" = "${was% *}" ] || run systemctl "${was% *}" "$unit" || return 1
      [ "$(active "$unit")" = "$wanted" ] || run systemctl "$wanted" "$unit" || return 1
    done
  done
  rm -f "$units"
}

# ---- workers of nginx
workers() { # "MASTER PROCESS:START" of each that serves; those that only end what they began have another title
  for process in /proc/[0-9]*; do
    line=
    read -r line 2> /dev/null < "$process/cmdline" || :
    [ "$line" = 'nginx: worker process' ] && read -r line 2> /dev/null < "$process/stat" || continue
    printf '%s %s\n' "${line##*) }" "${process#/proc/}" | sed 's/^[^ ]* \([^ ]*\) \([^ ]* \)\{17\}\([^ ]*\) .* \([^ ]*\)$/\1 \4:\3/'
  done
}
note_workers() { # note_workers STEP
  { workers; say end; } > "$state/$1.workers" || fail "cannot write to $state"
}
fresh_workers() { # fresh_workers NOTED: has a master only workers that are not noted? Where none is seen nobody knows better
  now=$(workers)
  [ -n "$now" ] || { [ "$(cat "$1")" = end ]; return; }
  for master in $(printf '%s\n' "$now" | cut -d ' ' -f 1 | sort -u); do
    printf '%s\n' "$now" | grep "^$master " | grep -qxFf "$1" || return 0
  done
  return 1
}
renewed() { # renewed STEP WHAT: a configuration of many servers takes its time
  [ -e "$state/$1.workers" ] || say end > "$state/$1.workers"
  attempt=1
  until fresh_workers "$state/$1.workers"; do
    if [ "$attempt" -ge 15 ]; then
      printf '  NOT: %s\n  nginx goes on with its former workers; its error log says why\n' "$2" >&2
      return 1
    fi
    attempt=$((attempt + 1))
    sleep 1
  done
  printf '  ok: %s\n' "$2"
}

# ---- commands and checks
run() { printf '  $ %s\n' "$*"; "$@" < /dev/null || fail "failed: $*"; }
check() { # check WHAT EQUALS CONTAINS OR LACKS SUCCEEDS|FAILS COMMAND...: what it prints contains the one or the other
  what=$1 equals=$2 contains=$3 or=${4:-$3} lacks=$5 wanted=$6
  shift 6
  attempt=1
  while :; do
    if output=$("$@" 2>&1 < /dev/null); then result=succeeds; else result=fails; fi
    good=yes
    [ "$result" = "$wanted" ] || good=no
    if [ -n "$equals" ] && [ "$(printf '%s' "$output" | tr -s '[:blank:]' ' ')" != "$equals" ]; then good=no; fi
    if [ -n "$contains" ]; then case $output in *"$contains"* | *"$or"*) ;; *) good=no ;; esac; fi
    if [ -n "$lacks" ]; then case $output in *"$lacks"*) good=no ;; esac; fi
    if [ "$good" = yes ]; then printf '  ok: %s\n' "$what"; return 0; fi
    [ "$attempt" -lt 4 ] || break
    attempt=$((attempt + 1))
    sleep 1
  done
  printf '  NOT: %s\n  $ %s\n%s\n' "$what" "$*" "$output" >&2
  return 1
}

# ---- steps that can cut the connection: taken back by a timer unless somebody confirms
arm() {
  printf '%s\n' "$1" > "$state/armed"
  cp -- "$0" "$state/plan.sh" || return 1
  if [ -d /run/systemd/system ] && command -v systemd-run > /dev/null; then
    systemctl stop "confward-$plan.timer" 2>/dev/null
    systemd-run --quiet --on-active="$patience" --unit="confward-$plan" \
      --setenv=CONFWARD_STATE="${state%/plan-*}" sh "$state/plan.sh" rollback "$1"
  else
    (sleep "$patience" && exec sh "$state/plan.sh" rollback "$1") > "$state/rollback.log" 2>&1 < /dev/null &
  fi
}
disarm() {
  rm -f "$state/armed"
  if [ -d /run/systemd/system ]; then systemctl stop "confward-$plan.timer" 2>/dev/null; fi
  return 0
}
ask_confirmation() {
  say "  The step is taken back in $patience s unless it is confirmed. Open a second connection to this host first."
  if [ -t 0 ]; then
    printf '  Does a new connection work? Type yes: '
    read -r answer || answer=no
    if [ "$answer" = yes ]; then disarm; return 0; fi
  fi
  say "  Confirm with: sh $0 confirm    then go on with: sh $0 apply"
  exit 3
}

# ---- verbs
list() {
  n=1
  while [ "$n" -le "$count" ]; do
    mark=' '
    if is_done "$n"; then mark='x'; fi
    printf '[%s] %s/%s %s\n        %s\n' "$mark" "$n" "$count" "$(step_id "$n")" "$(title "$n")"
    n=$((n + 1))
  done
}
take_back() { # take_back N: from the last step done down to N
  m=$count
  while [ "$m" -ge "$1" ]; do
    if is_done "$m"; then
      say "undo [$m/$count] $(title "$m")"
      undo_step "$m" || return 1
      mark_undone "$m" || return 1
    fi
    m=$((m - 1))
  done
  take_back_pending "$1"
}
take_back_pending() { # what a step that failed could not give back then: a daemon that did not start with the new files
  m=$count
  while [ "$m" -ge "$1" ]; do
    if [ -e "$state/$m.pending" ]; then
      say "undo [$m/$count] $(title "$m")"
      undo_step "$m" || return 1
      rm -f "$state/$m.pending"
    fi
    m=$((m - 1))
  done
}
apply_step() {
  say "[$1/$count] $(title "$1")"
  rm -f "$state/$1.pending"
  ready_step "$1" || { say '  Nothing was changed.'; return 1; }
  if guarded "$1"; then arm "$1" || { fail 'the timed rollback could not be set up'; return 1; }; fi
  if do_step "$1" && verify_step "$1" && mark_done "$1"; then
    if guarded "$1"; then ask_confirmation; fi
    return 0
  fi
  say "  The step did not work and is taken back."
  undo_step "$1" || : > "$state/$1.pending"
  if guarded "$1"; then disarm; fi
  return 1
}
apply() { # apply LAST
  [ ! -e "$state/armed" ] || die 3 "step $(cat "$state/armed") waits: sh $0 confirm"
  [ -s "$state/done" ] || files_ready "$1" || die 1 'nothing was changed'
  k=1
  while [ "$k" -le "$1" ]; do
    if ! is_done "$k"; then apply_step "$k" || die 1 "stopped at step $k; take back what was done with: sh $0 undo"; fi
    k=$((k + 1))
  done
  say 'All steps are done.'
}
verify() {
  bad=0
  k=1
  while [ "$k" -le "$count" ]; do
    if is_done "$k"; then say "[$k/$count] $(title "$k")"; verify_step "$k" || bad=1; fi
    k=$((k + 1))
  done
  return "$bad"
}
rollback() { # by the timer
  [ -e "$state/armed" ] && [ "$(cat "$state/armed")" = "$1" ] || exit 0
  tries=0
  while [ -d "$state/lock" ] && [ "$tries" -lt 60 ]; do sleep 1; tries=$((tries + 1)); done
  mkdir "$state/lock" 2>/dev/null
  trap 'rmdir "$state/lock" 2>/dev/null' EXIT
  [ -e "$state/armed" ] || exit 0
  mark_done "$1"
  take_back "$1"
  rm -f "$state/armed"
}

verb=${1:-help}
case $verb in
  list) list ;;
  apply)
    last=$(number_of "${2:-$count}") || die 2 "no step $2"
    prepare
    apply "$last"
    ;;
  verify)
    as_root
    [ -s "$state/done" ] || say 'No step is done.'
    verify
    ;;
  undo)
    first=$(number_of "${2:-1}") || die 2 "no step $2"
    prepare
    take_back "$first" || die 1 'not everything could be taken back'
    disarm
    [ -z "$remains" ] || die 1 'not everything could be taken back: the kernel keeps values until the next boot'
    ;;
  confirm)
    as_root
    [ -e "$state/armed" ] || die 2 'nothing waits for a confirmation'
    disarm
    ;;
  accept)
    chosen=$(number_of "${2:-}") || die 2 'which step?'
    prepare
    verify_step "$chosen" || die 1 'not accepted: the check of the step does not hold'
    mark_done "$chosen" || exit 1
    ;;
  rollback) rollback "$2" ;;
  *)
    printf 'usage: sh %s list | apply [STEP] | verify | confirm | accept STEP | undo [STEP]\n' "$0"
    [ "$verb" = help ] || exit 2
    ;;
esac
