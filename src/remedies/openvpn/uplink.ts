import type { Uplink } from './uplink-choice.ts'

/**
 * Reply routing by source address, derived from the routes of the host when it runs: survives changes by DHCP and needs
 * no answer from the user. What is stated stands there literally. The default route itself is never touched.
 */
export const uplinkScript = (device: string, stated: Uplink): string => String.raw`#!/bin/sh
# Written by confward. Connections to the public addresses of this host are answered by the way they came in,
# whatever a tunnel does to the default route. usage: confward-uplink up | down
set -eu
tunnel=${device}
table=128
priority=1000

${stated.interface === '' && stated.gateway === '' ? 'uplinks' : 'found'}() { # "DEVICE GATEWAY" of each default route outside the tunnel; no gateway: -
  ip "$1" route show default | sed -n 's/^default\( via \([^ ]*\)\)\{0,1\} dev \([^ ]*\).*/\3 \2/p' |
    while read -r device gateway; do
      [ "$device" = "$tunnel" ] || printf '%s %s\n' "$device" "${'$'}{gateway:--}"
    done
}
${chosen(stated)}addresses() { ip -o "$1" addr show dev "$2" scope global | sed 's/.* inet6\{0,1\} \([^ /]*\).*/\1/'; }
networks() { ip "$1" route show dev "$2" proto kernel | sed -n 's/^\([0-9a-f][0-9a-f.:]*\/[0-9]*\) .*/\1/p' | grep -v '^fe80:' || :; }
ruled() { ip "$1" rule show | sed -n "s/^$priority:[[:blank:]]*from \([^ ]*\) lookup $table *$/\1/p"; }

up() {
  uplinks "$1" | while read -r device gateway; do
    for network in $(networks "$1" "$device"); do ip "$1" route replace "$network" dev "$device" table "$table"; done
    if [ "$gateway" = - ]; then ip "$1" route replace default dev "$device" table "$table"
    else ip "$1" route replace default via "$gateway" dev "$device" table "$table"; fi
    for address in $(addresses "$1" "$device"); do
      ruled "$1" | grep -qxF "$address" || ip "$1" rule add from "$address" lookup "$table" priority "$priority"
    done
  done
}
down() {
  for address in $(ruled "$1"); do ip "$1" rule del from "$address" lookup "$table" priority "$priority"; done
  ip "$1" route flush table "$table" 2>/dev/null || :
}

case ${'$'}{1:-} in
  up | down) "$1" -4; "$1" -6 ;;
  *) echo 'usage: confward-uplink up | down' >&2; exit 2 ;;
esac
`

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`
const say = String.raw`printf '%s %s\n'`
const deviceIn = String.raw`sed -n 's/.* dev \([^ ]*\).*/\1/p'`

/** In place of what is found: the stated words, for the family of the gateway; the other by the stated interface. */
function chosen({ interface: name, gateway }: Uplink): string {
  if (name === '' && gateway === '') return ''
  const others = name === '' ? 'found "$1"' : ofInterface(quoted(name))
  if (gateway === '') return `uplinks() { # those of the interface that was stated\n    ${others}\n}\n`
  const device = name === '' ? `"$(ip "$1" route get ${quoted(gateway)} | ${deviceIn})"` : quoted(name)
  return `uplinks() { # as it was stated
  if [ "$1" = ${gateway.includes(':') ? '-6' : '-4'} ]; then ${say} ${device} ${quoted(gateway)}
  else
    ${others}
  fi
}
`
}

const ofInterface = (name: string): string => `found "$1" | while read -r device gateway; do
      if [ "$device" = ${name} ]; then ${say} "$device" "$gateway"; fi
    done`
