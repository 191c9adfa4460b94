import { isPattern } from '../../formats/sysctl/key.ts'
import type { Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { replaceDirective } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const assigned = new Map<string, number>()
  model.statements.forEach(({ systemd }, at) => {
    if (systemd.kind === 'assign') assigned.set(systemd.key, at)
  })
  for (const [at, statement] of model.statements.entries()) {
    const { systemd, directive } = statement
    if (systemd.kind === 'lost') continue
    const { key } = systemd
    const id = systemd.kind === 'exclude' ? whyIgnored(key, at, assigned) : braces.test(key) ? 'braces' : undefined
    if (id)
      yield {
        at: placeOf(directive),
        subject: key,
        message: { id, params: { key } },
        fixes: fixesFor(id, statement, key),
      }
  }
}

const braces = /^net\.ipv[46]\.(?:conf|neigh)\.\{[^}]*\}\./

function whyIgnored(key: string, at: number, assigned: ReadonlyMap<string, number>): string | undefined {
  const line = assigned.get(key)
  if (line === undefined) return isPattern(key) ? 'pattern' : undefined
  return line > at ? 'before' : 'systemd'
}

/** One line for each name between the braces. */
function fixesFor(id: string, { directive, systemd }: Statement, key: string): Fix[] {
  if (id !== 'braces' || systemd.kind !== 'assign') return []
  const inside = /\{([^}]*)\}/.exec(key)?.[1] ?? ''
  const keys = inside.split(',').map(name => key.replace(/\{[^}]*\}/, name.trim()))
  return [
    {
      title: { en: 'Write one line for each interface', zh: '为每个接口各写一行' },
      safety: 'unsafe',
      edits: [
        replaceDirective(
          directive,
          keys.map(each => `${each} = ${systemd.value}`),
        ),
      ],
      changes: ['*'],
    },
  ]
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/exclusion-ignored',
  format: 'sysctl',
  title: { en: 'Exclusions without effect', zh: '无效的排除语句' },
  severity: 'medium',
  confidence: 'high',
  tags: ['precedence'],
  messages: {
    pattern: {
      en: '-{key} excludes nothing: only the exact path of a key can be excluded',
      zh: '-{key} 不排除任何东西：只能排除键的确切路径',
    },
    before: {
      en: '-{key} excludes nothing: a later line sets the key itself',
      zh: '-{key} 不排除任何东西：后面有一行直接设置该键',
    },
    systemd: {
      en: '-{key} takes back the line before it in systemd only, procps sets it all the same',
      zh: '-{key} 只在 systemd 中取消前面的行，procps 仍会设置',
    },
    braces: {
      en: '{key} holds braces, which are no pattern here: no key has that name',
      zh: '{key} 含有花括号，它们在这里不是通配符：没有这样的键',
    },
  },
  defaults: {},
  check: model => findings(model),
})
