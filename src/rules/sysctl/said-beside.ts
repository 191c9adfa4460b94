import { basename } from '../../files/index.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'

const passing =
  /\b(?:kubelet|kubeadm|kubernetes|k3s|cri-o|docker|containerd|podman|lxd|libvirtd?|qemu-kvm|proxmox|openvpn|wireguard|wg-quick|strongswan|ipsec|tailscale|masquerade)\b|-j SNAT\b/i

/** Names that packages and their manuals give the drop-in which switches forwarding on for them. */
const named =
  /\b(?:kube\w*|k8s|k3s|rke2|cri|crio|calico|cilium|flannel|docker|containerd|podman|lxc|lxd|incus|libvirt|kvm|qemu|proxmox|pve|openvpn|vpn|wireguard|wg|strongswan|ipsec|tailscale|zerotier|netbird|masquerade|nat|router)\b/i

/**
 * Does the script or the task that makes the settings, by its other text, its name or its folders, tell what forwarding is
 * for? It shows no role: hardening names Docker, too, where it switches forwarding off.
 */
export function saysWhatFor({ forest }: SysctlModel): boolean {
  const whole = forest.trees[0]?.file.part?.whole
  return whole !== undefined && passing.test(`${whole.path.replaceAll(/[/_]/g, ' ')}\n${whole.text}`)
}

/** Does the file of a setting tell it by its name, as `99-tailscale.conf` does? */
export const isNamedFor = (path: string): boolean => named.test(basename(path).replaceAll('_', ' '))
