import { type FileStore, isUnreadable, onHost } from '../files/index.ts'
import type { OpenvpnModel } from '../formats/openvpn/model.ts'
import { isStencil } from '../formats/openvpn/stencil.ts'
import type { Localized } from '../message/index.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Role } from '../target/index.ts'

export interface Evidence {
  readonly role: Role
  readonly because: Localized
}

type Clue = Omit<HostModel, 'roles' | 'shown'>

/** What the host does, with what shows it. Several roles may hold; `stated` ones replace everything inferred. */
export function rolesOf(host: Clue, stated: readonly Role[] | undefined): Evidence[] {
  if (stated) return stated.map(role => ({ role, because: { en: 'stated by the user', zh: '由用户指定' } }))
  const found = [
    ...webServer(host),
    ...tunnels(host.openvpn),
    ...routers(host),
    ...setters(host),
    ...bridges(host),
    ...folders(host),
  ]
  return found.filter((each, at) => found.findIndex(other => other.role === each.role) === at)
}

function webServer(host: Clue): Evidence[] {
  for (const model of host.nginx) {
    const open = model.listeners.find(listener => listener.reach === 'public' && listener.world === 'http')
    if (open) return [evidence('web-server', `nginx: ${open.subject}`)]
  }
  return []
}

function tunnels(models: readonly OpenvpnModel[]): Evidence[] {
  return models.flatMap(model => {
    if (isStencil(model.root, model.lines)) return []
    if (model.role === 'client') return [evidence('vpn-client', `OpenVPN: ${model.root}`)]
    const push = model.push.find(({ name }) => gateway.has(name))
    if (push) return [evidence('vpn-gateway', `OpenVPN: ${model.root}: push "${push.text}"`)]
    const behind = model.clientFiles.find(({ lines }) => lines.some(({ name }) => /^iroute(?:-ipv6)?$/.test(name)))
    return behind ? [evidence('vpn-gateway', `OpenVPN: ${model.root}: iroute of ${behind.commonName}`)] : []
  })
}

/** A server that sends clients' traffic on to somewhere else. */
const gateway: ReadonlySet<string> = new Set(['route', 'route-ipv6', 'redirect-gateway', 'redirect-private'])

/** A command of a script or unit, not commented out. */
const translates = /^[^#\n]* -j (?:MASQUERADE|SNAT)\b/m

/** Files that send packets of others on under the address of this host, or tell networkd to forward. */
const byRouting: readonly (readonly [folder: string, name: RegExp, sign: RegExp])[] = [
  ['/etc', /^nftables\.conf$/, /^[^#\n]*\bmasquerade\b/m],
  ['/etc/nftables.d', /\.(?:nft|conf)$/, /^[^#\n]*\bmasquerade\b/m],
  ['/etc/ufw', /^before6?\.rules$/, /^-A[^\n]* -j (?:MASQUERADE|SNAT)\b/m],
  ['/etc/firewalld/zones', /\.xml$/, /<masquerade\s*\/>/],
  ['/etc/wireguard', /\.conf$/, /^\s*PostUp\s*=[^\n]*\bmasquerade\b/im],
  ['/etc/iptables', /^rules\.v[46]$/, /^-A[^\n]* -j (?:MASQUERADE|SNAT)\b/m],
  ['/etc/sysconfig', /^ip6?tables$/, /^-A[^\n]* -j (?:MASQUERADE|SNAT)\b/m],
  ['/etc/iptables', /\.sh$/, translates],
  ['/etc', /^rc\.local$/, translates],
  ['/etc/network', /^interfaces$/, translates],
  ['/etc/network/interfaces.d', /./, translates],
  ['/etc/network/if-up.d', /./, translates],
  ['/etc/network/if-pre-up.d', /./, translates],
  ['/etc/systemd/system', /\.service$/, translates],
  ['/etc/shorewall', /^shorewall\.conf$/, /^IP_FORWARDING=(?:on|yes)\b/im],
  ['/etc/config', /^firewall$/, /^config\s+forwarding\b/m],
  ['/etc', /^ipsec\.conf$/, /^\s+leftsubnet\s*=\s*[\d.:a-f]+\/(?!32\b|128\b)/m],
  [
    '/etc/systemd/network',
    /\.network$/,
    /^(?:IPForward|IPv[46]Forwarding|IPMasquerade)=(?:yes|true|1|on|ipv4|ipv6|both)\b/m,
  ],
]

const routers = ({ root, store }: Clue): Evidence[] =>
  root === undefined
    ? []
    : byRouting.flatMap(([folder, name, sign]) => {
        const found = (store.list(onHost(root, folder)) ?? [])
          .filter(each => name.test(each))
          .find(each => {
            const entry = store.read(onHost(root, `${folder}/${each}`))
            return !isUnreadable(entry) && sign.test(entry.text)
          })
        return found === undefined ? [] : [evidence('router', `${folder}/${found}`)]
      })

/** Programs that the sysctl model found on the host. */
const bySetter: readonly (readonly [setter: string, role: Role])[] = [
  ['kubelet', 'kubernetes-node'],
  ['docker', 'container-host'],
  ['libvirt', 'hypervisor'],
]

const setters = (host: Clue): Evidence[] =>
  host.sysctl.flatMap(model =>
    bySetter.flatMap(([setter, role]) => {
      const file = model.evidence.setters.get(setter)
      return file ? [evidence(role, file.path)] : []
    }),
  )

const bridged = 'net.bridge.bridge-nf-call-iptables'

/** What Kubernetes and Docker ask for: packets between containers of one bridge go through the firewall, others are passed on. */
const bridges = (host: Clue): Evidence[] =>
  host.sysctl.flatMap(model => {
    const { statement, value } = model.value(bridged) ?? {}
    if (!statement || value !== '1' || model.value('net.ipv4.ip_forward')?.value !== '1') return []
    return [evidence('container-host', `${statement.directive.file.path}: ${bridged} = 1`)]
  })

/** A directory that only such a host has. */
const byFolder: readonly (readonly [path: string, role: Role])[] = [
  ['/etc/kubernetes', 'kubernetes-node'],
  ['/etc/rancher', 'kubernetes-node'],
  ['/etc/crio', 'kubernetes-node'],
  ['/etc/docker', 'container-host'],
  ['/etc/containerd', 'container-host'],
  ['/etc/containers', 'container-host'],
  ['/etc/lxc', 'container-host'],
  ['/etc/libvirt', 'hypervisor'],
  ['/etc/gdm3', 'desktop'],
  ['/etc/sddm.conf.d', 'desktop'],
  ['/etc/lightdm', 'desktop'],
]

const folders = ({ root, store }: Clue): Evidence[] =>
  root === undefined
    ? []
    : byFolder.filter(([path]) => exists(store, root, path)).map(([path, role]) => evidence(role, path))

const exists = (store: FileStore, root: string, path: string): boolean => store.list(onHost(root, path)) !== undefined

const evidence = (role: Role, shown: string): Evidence => ({ role, because: { en: shown, zh: shown } })
