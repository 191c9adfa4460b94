import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { Fix, Step } from '../fix.ts'
import { back, reload, renews, syntax } from '../nginx/service.ts'
import { isPlainName } from './tunnel-checks.ts'

/** A tunnel that is configured and that no boot starts: starts it, now and at every boot, before nginx counts on it. */

/** Ends when the route is there. The words come as arguments, so that none is read as a command. */
const wait = 'until ip route get "$0" | grep -qF "dev $1 "; do sleep 1; done'

/**
 * @param address what must be reached through the tunnel, an IPv4 address in dotted form.
 * @returns undefined when the files name no unit or no fixed device, or a name could not be written into commands safely.
 */
export function startFix(tunnel: OpenvpnModel, address: string): Fix | undefined {
  const unit = tunnel.unit && `${tunnel.unit.template}${tunnel.unit.instance}`
  const device = tunnel.device.name.value
  if (!unit || !isPlainName(unit) || !tunnel.device.fixed || !isPlainName(device)) return undefined
  return {
    title: { en: `Start ${unit} now and at every boot`, zh: `立即并在每次启动时建立 ${unit}` },
    safety: 'unsafe',
    edits: [],
    changes: [],
    steps: [started(unit, tunnel), enabled(unit), routed(unit, address, device), reloaded(address)],
  }
}

const startId = (unit: string): string => `openvpn/start:${unit}`

/** The server may push a default route, unless the client refuses routes. */
const started = (unit: string, { routing, role }: OpenvpnModel): Step => ({
  kind: 'command',
  id: startId(unit),
  title: { en: `Start ${unit}`, zh: `启动 ${unit}` },
  needs: [],
  risk: role === 'client' && !routing.noPull ? 'lockout' : 'behaviour',
  commands: [{ argv: ['systemctl', 'start', unit], root: true }],
  unless: { argv: ['systemctl', 'is-active', '--quiet', unit] },
  undo: [{ argv: ['systemctl', 'stop', unit], root: true }],
  verify: [{ argv: ['systemctl', 'is-active', unit], says: { en: `${unit} runs`, zh: `${unit} 正在运行` } }],
})

const enabled = (unit: string): Step => ({
  kind: 'command',
  id: `openvpn/enable:${unit}`,
  title: { en: `Start ${unit} at every boot`, zh: `每次启动时建立 ${unit}` },
  needs: [startId(unit)],
  risk: 'low',
  commands: [{ argv: ['systemctl', 'enable', unit], root: true }],
  unless: { argv: ['systemctl', 'is-enabled', '--quiet', unit] },
  verify: [
    { argv: ['systemctl', 'is-enabled', unit], says: { en: `${unit} starts at boot`, zh: `${unit} 随系统启动` } },
  ],
  undo: [{ argv: ['systemctl', 'disable', unit], root: true }],
})

const routed = (unit: string, address: string, device: string): Step => ({
  kind: 'check',
  id: `openvpn/routed:${address}`,
  title: { en: `See that ${address} is reached through ${device}`, zh: `确认 ${address} 经 ${device} 到达` },
  needs: [startId(unit)],
  risk: 'none',
  checks: [
    {
      argv: ['timeout', '60', 'sh', '-c', wait, address, device],
      says: { en: `${address} is reached through ${device}`, zh: `${address} 经 ${device} 到达` },
    },
  ],
})

/** Connections that nginx keeps open to its backends still have the old way. */
const reloaded = (address: string): Step => ({
  kind: 'command',
  id: `nginx/reload-behind:${address}`,
  title: { en: 'Reload nginx', zh: '重新加载 nginx' },
  needs: [`openvpn/routed:${address}`],
  risk: 'low',
  commands: [{ argv: syntax.argv, root: true }, reload],
  renews,
  undo: back,
})
