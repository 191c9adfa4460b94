import type { Step } from '../fix.ts'
import { root } from '../root.ts'
import { daemonReload } from '../systemd.ts'
import { uplinkUnit } from './units.ts'

const uplinkPath = '/usr/local/sbin/confward-uplink'

/** Replies leave by the interface the question came in by, at every boot before the tunnel of this unit. */
export const uplinkSteps = (unit: string, script: string): Step[] => [
  {
    kind: 'write',
    id: 'host/uplink-script',
    title: { en: 'Write the reply routing', zh: '写入应答路由脚本' },
    needs: [],
    risk: 'none',
    path: uplinkPath,
    text: script,
    mode: '755',
    // Stopped by then, unless it ran before the plan: the rules of the former script are to be in force again.
    undo: [root('sh', '-c', again, 'confward-uplink.service')],
  },
  {
    kind: 'write',
    id: 'host/uplink-unit',
    title: { en: 'Start it before the tunnel at every boot', zh: '每次启动时先于隧道启用' },
    needs: ['host/uplink-script'],
    risk: 'none',
    path: '/etc/systemd/system/confward-uplink.service',
    text: uplinkUnit(unit),
    mode: '644',
    undo: [daemonReload],
  },
  {
    kind: 'command',
    id: 'host/uplink',
    title: { en: 'Route replies by the uplink', zh: '应答经上行接口返回' },
    why: {
      en: 'Without it the tunnel takes the replies of every public service, the session of the operator included',
      zh: '否则隧道会带走所有公网服务的应答，包括运维人员自己的会话',
    },
    needs: ['host/uplink-unit'],
    risk: 'lockout',
    commands: [
      daemonReload,
      root('systemctl', 'enable', '--now', 'confward-uplink.service'),
      // Where it ran already, with what an earlier plan wrote: done again it adds what is missing, and takes nothing away.
      root(uplinkPath, 'up'),
    ],
    verify: [
      {
        // Without the priority, which the `ip` of busybox cannot be asked for.
        ...root('ip', 'rule', 'show'),
        expect: { contains: 'lookup 128' },
        says: { en: 'replies have a rule of their own', zh: '应答有独立的路由规则' },
      },
    ],
    units: ['confward-uplink.service'],
  },
]

/** The unit itself may be gone again. */
const again = 'if systemctl is-active --quiet "$0"; then systemctl restart "$0"; fi'
