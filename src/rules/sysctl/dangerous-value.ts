import { numberOf } from '../../formats/sysctl/integer.ts'
import type { Effective, SysctlModel } from '../../formats/sysctl/model.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { deleted } from '../../remedies/sysctl/lines.ts'
import type { Severity } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

interface Danger {
  readonly message: 'maps' | 'sealed' | 'small'
  /** Below this it is dangerous; for the seal: from this on. */
  readonly limit: number
  readonly severity: Severity
  /** The start value of the kernel, when it is the same everywhere. */
  readonly repair?: string
}

const dangers: Readonly<Record<string, Danger>> = {
  'vm.max_map_count': { message: 'maps', limit: 65530, severity: 'critical', repair: '65530' },
  'kernel.modules_disabled': { message: 'sealed', limit: 1, severity: 'critical' },
  'kernel.pid_max': { message: 'small', limit: 4096, severity: 'high', repair: '32768' },
  'fs.file-max': { message: 'small', limit: 8192, severity: 'high' },
  'fs.nr_open': { message: 'small', limit: 1024, severity: 'high', repair: '1048576' },
  'net.core.somaxconn': { message: 'small', limit: 16, severity: 'high', repair: '4096' },
}

function* findings(model: SysctlModel): Generator<Observation> {
  for (const [key, danger] of Object.entries(dangers)) {
    const held = model.value(key)
    if (held?.statement && isDangerous(numberOf(held.value), danger)) yield found(model, held, danger)
  }
  yield* afterPanic(model)
}

const isDangerous = (value: number, { message, limit }: Danger): boolean =>
  message === 'sealed' ? value >= limit : value < limit

function found(model: SysctlModel, held: Effective, { message, limit, severity, repair }: Danger): Observation {
  const statement = held.statement!
  const { key } = held
  return {
    at: placeOf(statement.directive),
    subject: key,
    severity: key === 'vm.max_map_count' && numberOf(held.value) > 0 ? 'high' : severity,
    message: { id: message, params: { key, value: held.written, limit } },
    fixes: [
      {
        title: repair
          ? { en: `Set ${key} to ${repair}`, zh: `将 ${key} 设为 ${repair}` }
          : { en: `Delete ${key}`, zh: `删除 ${key}` },
        safety: 'unsafe',
        edits: repair ? assign(model, [[key, repair]], statement) : deleted(model, statement),
        changes: changesOf(model, [key]),
      },
    ],
  }
}

/** What kernel.panic says about the time after a panic, together with what causes one. */
function* afterPanic(model: SysctlModel): Generator<Observation> {
  const wait = model.value('kernel.panic')
  if (!wait?.statement || numberOf(wait.value) > 0) return
  const hangs = numberOf(wait.value) === 0
  for (const key of hangs ? ['kernel.panic_on_oops', 'kernel.panic_on_warn'] : ['kernel.panic_on_warn']) {
    const held = model.value(key)
    if (!held?.statement || numberOf(held.value) === 0) continue
    yield {
      at: placeOf(held.statement.directive),
      subject: key,
      severity: 'medium',
      message: { id: hangs ? 'hang' : 'loop', params: { key, value: held.written } },
      related: [
        {
          at: placeOf(wait.statement.directive),
          message: { en: 'kernel.panic is set here', zh: 'kernel.panic 在此设置' },
        },
      ],
      fixes: [
        {
          title: { en: 'Set kernel.panic to 10', zh: '将 kernel.panic 设为 10' },
          safety: 'unsafe',
          edits: assign(model, [['kernel.panic', '10']], wait.statement),
          changes: ['kernel.panic'],
        },
      ],
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/dangerous-value',
  format: 'sysctl',
  title: { en: 'Values that break the host', zh: '会使主机瘫痪的值' },
  severity: 'critical',
  confidence: 'high',
  tags: ['values', 'availability'],
  yieldsTo: ['host/modules-sealed'],
  messages: {
    maps: {
      en: '{key} is "{value}": below {limit} processes run out of memory maps, at 0 no new process starts',
      zh: '{key} 为 "{value}"：低于 {limit} 时进程会耗尽内存映射，为 0 时无法启动新进程',
    },
    sealed: {
      en: '{key} is "{value}" in a file applied at boot: drivers, firewall and tunnel modules that are not loaded yet never will be',
      zh: '{key} 为 "{value}"，且在启动时应用：尚未加载的驱动、防火墙和隧道模块将永远无法加载',
    },
    hang: {
      en: '{key} is "{value}" and kernel.panic is 0: after a fault the host hangs until somebody comes',
      zh: '{key} 为 "{value}"，而 kernel.panic 为 0：出错后主机会一直挂起，直到有人处理',
    },
    loop: {
      en: '{key} is "{value}" and kernel.panic is negative: every warning reboots the host at once',
      zh: '{key} 为 "{value}"，而 kernel.panic 为负：每次警告都会立即重启主机',
    },
    small: {
      en: '{key} is "{value}": services need at least {limit} to start and to accept connections',
      zh: '{key} 为 "{value}"：服务启动和接受连接至少需要 {limit}',
    },
  },
  defaults: {},
  check: model => findings(model),
})
