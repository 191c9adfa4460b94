import { isGateway, isInterface, type Uplink } from '../../remedies/openvpn/uplink-choice.ts'
import { hostFile, hostFiles } from './companion.ts'
import type { HostModel } from './model.ts'

const nothing: Uplink = { interface: '', gateway: '' }

/** The interface and gateway that the host's network files give. Empty texts where none does, or several differ. */
export function uplinkInFiles(host: HostModel): Uplink {
  const main = hostFile(host, '/etc/network/interfaces')
  const found = [
    ...[...(main ? [main] : []), ...hostFiles(host, '/etc/network/interfaces.d', /./)].flatMap(ifupdown),
    ...hostFiles(host, '/etc/systemd/network', /\.network$/).flatMap(networkd),
    ...hostFiles(host, '/etc/netplan', /\.ya?ml$/).flatMap(netplan),
  ].filter(each => isInterface(each.interface) && isGateway(each.gateway))
  // IPv4 first: what is stated there leaves IPv6 to be found on the same interface.
  const four = found.filter(({ gateway }) => !gateway.includes(':'))
  const [first = nothing, ...others] = four.length > 0 ? four : found
  const alike = others.every(each => each.interface === first.interface && each.gateway === first.gateway)
  return alike ? first : nothing
}

interface Text {
  readonly text: string
}

/** The lines without comments and without the blanks at the end. */
const linesOf = ({ text }: Text): string[] => text.split('\n').map(line => line.replace(/#.*$/, '').trimEnd())

/** interfaces(5): `gateway` inside `iface NAME`. */
function ifupdown(file: Text): Uplink[] {
  let name = ''
  return linesOf(file).flatMap(line => {
    const [word = '', value = ''] = line.trim().split(/[ \t]+/)
    if (/^(?:iface|auto|mapping|source|allow-.*|no-auto-down|no-scripts|template)/.test(word))
      name = word === 'iface' ? value : ''
    return word === 'gateway' ? [{ interface: name, gateway: value }] : []
  })
}

const everywhere = new Set(['default', '0.0.0.0/0', '::/0'])

/** systemd.network(5): `Gateway=` of [Network], or of a [Route] to everywhere, for one plain name in [Match]. */
function networkd(file: Text): Uplink[] {
  const sections = linesOf(file).join('\n').split(/^\[/m).slice(1).map(sectionOf)
  const valuesOf = ({ pairs }: Section, key: string): string[] =>
    pairs.flatMap(([name, value]) => (name === key ? [value] : []))
  const names = sections.filter(({ title }) => title === 'Match').flatMap(each => valuesOf(each, 'Name'))
  const [name = ''] = names
  if (names.length !== 1 || /[*?![ ]/.test(name)) return []
  return sections
    .filter(({ title }) => title === 'Network' || title === 'Route')
    .filter(each => valuesOf(each, 'Destination').every(to => everywhere.has(to)))
    .flatMap(each => valuesOf(each, 'Gateway').map(gateway => ({ interface: name, gateway })))
}

interface Section {
  readonly title: string
  readonly pairs: readonly (readonly [key: string, value: string])[]
}

function sectionOf(text: string): Section {
  const [head = '', ...lines] = text.split('\n')
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf('=')
    return [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1).trim()]
  })
  return { title: head.replace(/\]$/, ''), pairs }
}

/** Block style, as installers write it: `gateway4`, or a route `to: default` with `via`. */
function netplan(file: Text): Uplink[] {
  const entries = entriesOf(file)
  const open = new Set(entries.flatMap(({ key, item, value }) => (key === 'to' && everywhere.has(value) ? [item] : [])))
  return entries
    .filter(({ key, item }) => /^gateway[46]$/.test(key) || (key === 'via' && open.has(item)))
    .map(({ name, value }) => ({ interface: name, gateway: value }))
}

interface Entry {
  /** Of the interface it belongs to. */
  readonly name: string
  /** Number of the list item it stands in: each dash begins one. */
  readonly item: number
  readonly key: string
  readonly value: string
}

const kinds = new Set(['ethernets', 'bonds', 'bridges', 'vlans'])
const entry = /^( *)(- +)?([^\s:]+):(?: +(.*))?$/

function entriesOf(file: Text): Entry[] {
  const above: { indent: number; key: string }[] = []
  let item = 0
  return linesOf(file).flatMap(line => {
    const [whole, blanks = '', dash = '', key = '', value = ''] = entry.exec(line) ?? []
    if (whole === undefined) return []
    const indent = blanks.length + dash.length
    while ((above.at(-1)?.indent ?? -1) >= indent) above.pop()
    above.push({ indent, key })
    if (dash) item++
    const at = above.findIndex(each => kinds.has(each.key))
    return [{ name: above[at + 1]?.key ?? '', item, key, value: value.replace(/^["']|["']$/g, '') }]
  })
}
