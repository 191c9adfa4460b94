import type { HostModel } from '../rules/host/model.ts'
import type { Role } from '../target/index.ts'

/** What a script or a role of Ansible says beside the settings it makes, and what the host is then for. */
const words: readonly (readonly [sign: RegExp, role: Role])[] = [
  [/\b(?:kubelet|kubeadm|kubernetes|k3s|cri-o)\b/i, 'kubernetes-node'],
  [/\b(?:docker|containerd|podman|lxd)\b/i, 'container-host'],
  [/\b(?:openvpn|wireguard|wg-quick|strongswan|ipsec|tailscale)\b/i, 'vpn-gateway'],
  [/\bmasquerade\b|-j SNAT\b/i, 'router'],
  [/\b(?:libvirtd?|qemu-kvm|proxmox)\b/i, 'hypervisor'],
]

/** Roles that the whole of a file shows, of which the settings are a part, and the file. Its name and folders count. */
export const rolesMade = ({ sysctl }: Pick<HostModel, 'sysctl'>): (readonly [Role, string])[] =>
  sysctl.flatMap(({ forest }) => {
    const whole = forest.trees[0]?.file.part?.whole
    if (!whole) return []
    const text = `${whole.path.replaceAll(/[/_]/g, ' ')}\n${whole.text}`
    return words.filter(([sign]) => sign.test(text)).map(([, role]): readonly [Role, string] => [role, whole.path])
  })
