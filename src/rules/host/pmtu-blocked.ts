import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SourceFile } from '../../text/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { firewallFiles } from './firewall.ts'
import type { HostModel } from './model.ts'

function* findings(host: HostModel): Generator<Observation> {
  yield* switchedOff(host)
  if (host.openvpn.length === 0) return
  for (const file of firewallFiles(host)) yield* dropped(file)
}

function* switchedOff(host: HostModel): Generator<Observation> {
  const held = host.sysctl[0]?.value('net.ipv4.ip_no_pmtu_disc')
  const tunnel = host.openvpn.find(({ byName }) => byName.get('mssfix')?.at(-1)?.params[0] === '0')
  if (!held?.statement || numberOf(held.value) === 0 || !tunnel) return
  yield {
    at: placeOf(held.statement.directive),
    subject: held.key,
    message: { id: 'switch', params: { value: held.written, tunnel: tunnel.root } },
  }
}

/** ICMP without a type, type 3, or ICMPv6 type 2, behind no rule that lets answers of open connections pass. */
const nft =
  /\b(?:(?:meta\s+)?l4proto\s+(?:icmp|icmpv6|ipv6-icmp)|ip\s+protocol\s+icmp|icmp\s+type\s+destination-unreachable|icmpv6\s+type\s+packet-too-big)\b(?!\s+type)[^;\n]*\b(?:drop|reject)\b/
const iptables =
  /-p\s+(?:icmp|icmpv6|ipv6-icmp)\b(?!.*--icmp(?:v6)?-type\s+(?!3\b|destination-unreachable|fragmentation-needed|packet-too-big|2\b)).*-j\s+(?:DROP|REJECT)\b/
const answers = /\brelated\b[^\n]*\baccept\b|RELATED[^\n]*-j\s+ACCEPT\b/i

/** The expressions above are quadratic in the length of a line; no rule is that long. */
const longest = 400

function* dropped(file: SourceFile): Generator<Observation> {
  let start = 0
  for (const line of file.text.split('\n')) {
    const readable = line.length < longest && !/^\s*#/.test(line)
    if (readable && answers.test(line)) return
    if (readable && (nft.test(line) || iptables.test(line))) {
      const lead = line.length - line.trimStart().length
      yield {
        at: { file, span: { start: start + lead, end: start + line.trimEnd().length } },
        subject: line.trim().slice(0, 80),
        message: { id: 'firewall' },
      }
    }
    start += line.length + 1
  }
}

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/pmtu-blocked',
  format: 'host',
  title: { en: 'Path MTU discovery is blocked', zh: '路径 MTU 发现被阻断' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    switch: {
      en: 'net.ipv4.ip_no_pmtu_disc is "{value}" while {tunnel} runs without mssfix: large packets into the tunnel are lost',
      zh: 'net.ipv4.ip_no_pmtu_disc 为 "{value}"，而 {tunnel} 未启用 mssfix：进入隧道的大数据包会丢失',
    },
    firewall: {
      en: 'This rule drops the ICMP errors that path MTU discovery needs: large packets vanish on tunnels and narrow links',
      zh: '该规则丢弃路径 MTU 发现所需的 ICMP 错误：大数据包会在隧道和窄链路上消失',
    },
  },
  defaults: {},
  check: findings,
})
