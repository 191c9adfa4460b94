import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultBaseline } from '../../baseline/index.ts'
import type { Localized } from '../../message/index.ts'
import type { Arguments } from '../arguments.ts'
import { configurationName } from '../configuration.ts'
import { exit } from '../exit.ts'
import { roleNames } from '../option.ts'
import { note, type Session, say } from '../session.ts'
import { readTarget } from '../target.ts'
import { UsageError } from '../usage-error.ts'

/** Writes a configuration file with what was given; the rest stands in it as comments. */
export function run(given: Arguments, session: Session): number {
  const file = resolve(session.cwd, configurationName)
  if (existsSync(file) && !given.flag('force'))
    throw new UsageError({
      en: `${configurationName} exists; --force replaces it`,
      zh: `${configurationName} 已存在；--force 可覆盖`,
    })
  writeFileSync(file, template(given, session))
  session.stdout.write(`${configurationName}\n`)
  note(session, { en: `written; "confward check" reads it from here on`, zh: `已写入；"confward check" 将读取它` })
  return exit.clean
}

function template(given: Arguments, session: Session): string {
  const line = (comment: Localized, text: string): string => `# ${say(session, comment)}\n${text}\n`
  const targets = given.values('target').flatMap(text => text.split(','))
  for (const text of targets) readTarget(text)
  return [
    line(
      {
        en: 'What the files are held against: a name (see "confward baselines") or the path of a file',
        zh: '检查所依据的基线：名称（见 "confward baselines"）或文件路径',
      },
      `baseline: ${JSON.stringify(given.value('baseline') ?? defaultBaseline)}`,
    ),
    line(
      {
        en: 'Exit 1 from this severity on: critical, high, medium, low, info or never',
        zh: '达到此级别时退出码为 1：critical、high、medium、low、info 或 never',
      },
      `fail-on: ${given.value('fail-on') ?? 'medium'}`,
    ),
    line(
      { en: 'What the files run on; defaults and fixes depend on it', zh: '配置所运行的版本；默认值与修复取决于此' },
      targets.length > 0
        ? `target:\n${targets.map(pair).join('\n')}`
        : '# target:\n#   nginx: 1.22.1\n#   openvpn: 2.6.14',
    ),
    line(
      {
        en: `What the host is for, when the files do not show it: ${roleNames.join(', ')}`,
        zh: `主机用途（配置中看不出时）：${roleNames.join('、')}`,
      },
      given.values('role').length > 0 ? `roles: [${given.values('role').join(', ')}]` : '# roles: [web-server]',
    ),
  ].join('\n')
}

function pair(text: string): string {
  const at = text.indexOf('=')
  return `  ${text.slice(0, at).trim()}: ${JSON.stringify(text.slice(at + 1).trim())}`
}
