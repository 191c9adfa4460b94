import type { SysctlModel } from '../../formats/sysctl/model.ts'

const passing =
  /\b(?:kubelet|kubeadm|kubernetes|k3s|cri-o|docker|containerd|podman|lxd|libvirtd?|qemu-kvm|proxmox|openvpn|wireguard|wg-quick|strongswan|ipsec|tailscale|masquerade)\b|-j SNAT\b/i

/**
 * Does the script or the task that makes the settings, by its other text, its name or its folders, tell what forwarding is
 * for? It shows no role: hardening names Docker, too, where it switches forwarding off.
 */
export function saysWhatFor({ forest }: SysctlModel): boolean {
  const whole = forest.trees[0]?.file.part?.whole
  return whole !== undefined && passing.test(`${whole.path.replaceAll(/[/_]/g, ' ')}\n${whole.text}`)
}
