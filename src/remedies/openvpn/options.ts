/** What a baseline may decide about a host whose traffic has to go through a tunnel. */
export interface TunnelOptions {
  /** TCP ports of services for which replies must never be cut, on top of what nginx listens on. */
  readonly servicePorts: readonly number[]
  /** Networks that stay reachable outside the tunnel: `10.0.0.0/24`, `fd00::/8`. */
  readonly localNetworks: readonly string[]
  /** Interfaces behind a host that forwards, a final `*` for any ending: what goes there stays inside. */
  readonly insideInterfaces: readonly string[]
  /** Interface that replies to strangers leave by. Empty: that of the default route when the script runs. */
  readonly uplinkInterface: string
  /** The next hop there. Empty: that of the default route when the script runs. */
  readonly uplinkGateway: string
}

export const tunnelDefaults: TunnelOptions = {
  servicePorts: [22],
  localNetworks: [],
  // Bridges that Docker, libvirt, Podman, CNI and LXC make.
  insideInterfaces: ['docker0', 'br-*', 'virbr*', 'podman*', 'cni*', 'lxcbr*'],
  uplinkInterface: '',
  uplinkGateway: '',
}

/** For rules that offer the repair. */
export const tunnelSchema: Readonly<Record<keyof TunnelOptions, object>> = {
  servicePorts: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 65_535 } },
  localNetworks: { type: 'array', items: { type: 'string', pattern: '^[0-9a-fA-F.:]+(/[0-9]+)?$' } },
  insideInterfaces: { type: 'array', items: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,15}[*]?$' } },
  // The kernel: 1 to 15 bytes, no blank, slash or colon, neither . nor ..; printable ASCII besides.
  uplinkInterface: { type: 'string', pattern: '^(?:(?!\\.{1,2}$)[!-.0-9;-~]{1,15})?$' },
  uplinkGateway: { type: 'string', pattern: '^[0-9a-fA-F.:]*$' },
}
