import { type FileStore, isUnreadable, onHost } from '../../files/index.ts'
import type { SourceFile } from '../../text/index.ts'
import type { HostEvidence } from './model.ts'
import { parse, statementsOf } from './parse.ts'

/** Programs that write sysctl keys after boot, and the files of the host that show them. */
const marks: Readonly<Record<string, readonly string[]>> = {
  docker: ['/etc/docker/daemon.json', '/usr/lib/systemd/system/docker.service', '/lib/systemd/system/docker.service'],
  podman: ['/etc/containers/containers.conf', '/usr/lib/systemd/system/podman.service'],
  libvirt: ['/etc/libvirt/libvirtd.conf', '/etc/libvirt/qemu.conf', '/etc/libvirt/network.conf'],
  kubelet: ['/var/lib/kubelet/config.yaml', '/etc/kubernetes/kubelet.conf'],
  tuned: ['/etc/tuned/active_profile'],
  keepalived: ['/etc/keepalived/keepalived.conf'],
  kdump: ['/etc/default/kdump-tools', '/etc/kdump.conf'],
}

const folders: Readonly<Record<string, readonly [folder: string, suffix: string]>> = {
  networkd: ['/etc/systemd/network', '.network'],
  wireguard: ['/etc/wireguard', '.conf'],
}

export function evidenceOn(root: string, store: FileStore): HostEvidence {
  const setters = new Map<string, SourceFile>()
  const text = (hostPath: string): SourceFile | undefined => readable(root, store, hostPath)
  for (const [name, paths] of Object.entries(marks)) {
    const found = paths.map(text).find(file => file !== undefined)
    if (found) setters.set(name, found)
  }
  for (const [name, [folder, suffix]] of Object.entries(folders)) {
    const first = store.list(onHost(root, folder))?.find(each => each.endsWith(suffix))
    const file = first === undefined ? undefined : text(`${folder}/${first}`)
    if (file) setters.set(name, file)
  }
  const ufw = ufwOn(text)
  return { setters, modules: modulesOn(root, store), ...(ufw ? { ufw } : {}), ...networkOn(root, store) }
}

/** How interfaces get IPv6 addresses, and whether routes hang on more than the destination. */
function networkOn(root: string, store: FileStore): Pick<HostEvidence, 'slaac' | 'policyRouting'> {
  const files = networkFiles(root, store)
  const slaac = files.find(({ text }) => /^[ \t]*iface[ \t]+\S+[ \t]+inet6[ \t]+auto\b/m.test(text))
  const name = slaac && /^[ \t]*iface[ \t]+(\S+)[ \t]+inet6[ \t]+auto\b/m.exec(slaac.text)?.[1]
  const rules = files.find(({ text }) => policy.test(text))
  return {
    ...(slaac && { slaac: { file: slaac, ...(name && !/[*?/]/.test(name) && { interface: name }) } }),
    ...(rules && { policyRouting: rules }),
  }
}

const policy = /^\[RoutingPolicyRule\]|^[ \t]*routing-policy[ \t]*:|\bip[ \t]+(?:-[46][ \t]+)?rule[ \t]+add\b/m

function networkFiles(root: string, store: FileStore): SourceFile[] {
  const below = ['/etc/network/interfaces.d', '/etc/systemd/network', '/etc/netplan'].flatMap(folder =>
    (store.list(onHost(root, folder)) ?? []).map(name => `${folder}/${name}`),
  )
  return ['/etc/network/interfaces', ...below].flatMap(path => readable(root, store, path) ?? [])
}

export const noEvidence: HostEvidence = { setters: new Map(), modules: new Set() }

function readable(root: string, store: FileStore, hostPath: string): SourceFile | undefined {
  const entry = store.read(onHost(root, hostPath))
  return isUnreadable(entry) ? undefined : entry
}

type Read = (hostPath: string) => SourceFile | undefined

function ufwOn(text: Read): HostEvidence['ufw'] {
  const main = text('/etc/ufw/ufw.conf')
  if (!main) return undefined
  const named = /^[ \t]*IPT_SYSCTL=["']?([^"'\n]*)/m.exec(text('/etc/default/ufw')?.text ?? '')?.[1]
  const path = named ?? '/etc/ufw/sysctl.conf'
  const file = path === '' ? undefined : text(path)
  const enabled = /^[ \t]*ENABLED=["']?yes/im.test(main.text)
  return { enabled, statements: file ? statementsOf(file) : [], ...(file ? { tree: parse(file) } : {}) }
}

const moduleFolders = [
  '/etc/modules-load.d',
  '/run/modules-load.d',
  '/usr/local/lib/modules-load.d',
  '/usr/lib/modules-load.d',
]

function modulesOn(root: string, store: FileStore): ReadonlySet<string> {
  const files = moduleFolders.flatMap(folder =>
    (store.list(onHost(root, folder)) ?? []).filter(name => name.endsWith('.conf')).map(name => `${folder}/${name}`),
  )
  const found = new Set<string>()
  for (const path of ['/etc/modules', ...files])
    for (const line of readable(root, store, path)?.text.split('\n') ?? []) {
      const name = line.trim().split(/\s/)[0] ?? ''
      if (name !== '' && !/^[#;]/.test(name)) found.add(name.replaceAll('-', '_'))
    }
  return found
}
