/** An address and port the tunnel itself talks to. */
export interface Endpoint {
  readonly address: string
  readonly port: number
  readonly protocol: 'udp' | 'tcp'
}

export interface KillSwitch {
  /** Fixed name of the tunnel's interface. */
  readonly device: string
  readonly endpoints: readonly Endpoint[]
  readonly servicePorts: readonly number[]
  readonly localNetworks: readonly string[]
  /** Interfaces of this host's own VPN servers: their clients are no way out. */
  readonly own?: readonly string[]
  /** Interfaces behind a host that forwards; undefined when it does not. */
  readonly inside?: readonly string[]
}

const isSix = (address: string): boolean => address.includes(':')

/**
 * nftables rules: what leaves the host leaves through the tunnel, is the tunnel, or answers somebody.
 * Loading them again replaces them at once. The rule by service port stands before connection tracking, because a
 * session older than tracking is picked up the wrong way round.
 */
export function killSwitchRules(kill: KillSwitch): string {
  const four = kill.endpoints.filter(({ address }) => !isSix(address))
  const six = kill.endpoints.filter(({ address }) => isSix(address))
  const ports = [...new Set(kill.servicePorts)].sort((a, b) => a - b)
  const own = [...new Set(kill.own)].filter(name => name !== kill.device)
  const local4 = kill.localNetworks.filter(network => !isSix(network))
  const local6 = kill.localNetworks.filter(isSix)
  return [
    '# Written by confward. Nothing leaves this host outside the tunnel.',
    'table inet vpn_ks',
    'delete table inet vpn_ks',
    'table inet vpn_ks {',
    ...endpointSet('vpn4', 'ipv4_addr', four),
    ...endpointSet('vpn6', 'ipv6_addr', six),
    ...networkSet('local4', 'ipv4_addr', local4),
    ...networkSet('local6', 'ipv6_addr', local6),
    '  chain output {',
    '    type filter hook output priority filter; policy drop;',
    `    oifname { ${['lo', kill.device, ...own].map(name => `"${name}"`).join(', ')} } accept`,
    ...(four.length > 0 ? ['    ip daddr . meta l4proto . th dport @vpn4 accept'] : []),
    ...(six.length > 0 ? ['    ip6 daddr . meta l4proto . th dport @vpn6 accept'] : []),
    ...(local4.length > 0 ? ['    ip daddr @local4 accept'] : []),
    ...(local6.length > 0 ? ['    ip6 daddr @local6 accept'] : []),
    ...(ports.length > 0
      ? [`    tcp sport { ${ports.join(', ')} } tcp flags & (fin | syn | rst | ack) != syn accept`]
      : []),
    '    ct direction reply ct state established,related accept',
    '    udp sport 68 udp dport 67 accept',
    '    udp sport 546 udp dport 547 accept',
    '    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept',
    '    counter reject with icmpx admin-prohibited',
    '  }',
    ...(kill.inside ? forwardChain([kill.device, ...own, ...kill.inside]) : []),
    '}',
    '',
  ].join('\n')
}

/** For containers and networks behind the host: into the tunnel, to one another, and answers to who came from outside. */
const forwardChain = (open: readonly string[]): string[] => [
  '  chain forward {',
  '    type filter hook forward priority filter; policy drop;',
  ...open.map(name => `    oifname "${name}" accept`),
  '    ct direction reply ct state established,related accept',
  '    counter reject with icmpx admin-prohibited',
  '  }',
]

function endpointSet(name: string, type: string, endpoints: readonly Endpoint[]): string[] {
  if (endpoints.length === 0) return []
  const elements = [...new Set(endpoints.map(({ address, protocol, port }) => `${address} . ${protocol} . ${port}`))]
  return [
    `  set ${name} {`,
    `    type ${type} . inet_proto . inet_service`,
    `    elements = { ${elements.join(', ')} }`,
    '  }',
  ]
}

const networkSet = (name: string, type: string, networks: readonly string[]): string[] =>
  networks.length === 0
    ? []
    : [`  set ${name} {`, `    type ${type}`, '    flags interval', `    elements = { ${networks.join(', ')} }`, '  }']
