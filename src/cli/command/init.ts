import { existsSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { defaultBaseline } from '../../baseline/index.ts'
import type { Localized } from '../../message/index.ts'
import { visible } from '../../report/medium/plain.ts'
import { severityText } from '../../report/summary.ts'
import type { Arguments } from '../arguments.ts'
import { configurationName } from '../configuration.ts'
import { exit } from '../exit.ts'
import { readInput } from '../input.ts'
import { roleNames } from '../option.ts'
import { note, type Session, say } from '../session.ts'
import { readTarget } from '../target.ts'
import { lookAround, type Tree } from '../tree.ts'
import { UsageError } from '../usage-error.ts'

/** Writes a configuration file: what was given, what the tree shows, and the rest as comments. */
export async function run(given: Arguments, session: Session): Promise<number> {
  const file = resolve(session.cwd, configurationName)
  if (existsSync(file) && !given.flag('force'))
    throw new UsageError({
      en: `${configurationName} exists; --force replaces it`,
      zh: `${configurationName} 已存在；--force 可覆盖`,
    })
  for (const text of targetsOf(given)) readTarget(text)
  const asIfNone: Arguments = { ...given, operands: ['.'], flag: name => name === 'no-config' || given.flag(name) }
  const tree = lookAround(await readInput(asIfNone, session))
  writeFileSync(file, template({ given, session, tree }))
  session.stdout.write(`${configurationName}\n`)
  note(session, { en: `written; "confward check" reads it from here on`, zh: `已写入；"confward check" 将读取它` })
  return exit.clean
}

interface Known {
  readonly given: Arguments
  readonly session: Session
  readonly tree: Tree
}

const targetsOf = (given: Arguments): string[] => given.values('target').flatMap(text => text.split(','))

function template(known: Known): string {
  const parts = [schemaLine(known), paths, baseline, failOn, target, roles, includes, rules]
  return parts
    .map(part => (typeof part === 'string' ? part : part(known)))
    .filter(text => text !== '')
    .join('\n')
}

const commented = ({ session }: Known, comment: Localized, text: string): string =>
  `# ${say(session, comment)}\n${text}\n`

/** Where the program is installed below the tree, editors find its schema by themselves. */
function schemaLine({ session }: Known): string {
  const schema = resolve(session.cwd, 'node_modules/confward/confward.schema.json')
  return existsSync(schema) ? `# yaml-language-server: $schema=./${relative(session.cwd, schema)}\n` : ''
}

const paths = (known: Known): string =>
  commented(
    known,
    { en: 'What is checked when nothing is named', zh: '未指定路径时检查的内容' },
    known.tree.paths.length > 0 ? `paths: ${list(known.tree.paths)}` : '# paths: [.]',
  )

const baseline = (known: Known): string =>
  commented(
    known,
    {
      en: 'What the files are held against: a name (see "confward baselines") or the path of a file',
      zh: '检查所依据的基线：名称（见 "confward baselines"）或文件路径',
    },
    `baseline: ${quoted(known.given.value('baseline') ?? defaultBaseline)}`,
  )

function failOn(known: Known): string {
  const counts = (lang: 'en' | 'zh'): string =>
    known.tree.counts.map(([severity, count]) => `${count} ${severityText[severity][lang]}`).join(', ')
  const today: Localized =
    known.tree.counts.length > 0
      ? { en: `; today: ${counts('en')}`, zh: `；目前：${counts('zh')}` }
      : { en: '; today: no findings', zh: '；目前：无发现' }
  return commented(
    known,
    {
      en: `Exit 1 from this severity on: critical, high, medium, low, info or never${today.en}`,
      zh: `达到此级别时退出码为 1：critical、high、medium、low、info 或 never${today.zh}`,
    },
    `fail-on: ${known.given.value('fail-on') ?? 'medium'}`,
  )
}

function target(known: Known): string {
  const targets = targetsOf(known.given)
  return commented(
    known,
    { en: 'What the files run on; defaults and fixes depend on it', zh: '配置所运行的版本；默认值与修复取决于此' },
    targets.length > 0
      ? `target:\n${targets.map(pair).join('\n')}`
      : '# target:\n#   nginx: 1.22.1\n#   openvpn: 2.6.14',
  )
}

function roles(known: Known): string {
  const stated = known.given.values('role')
  const seen = known.tree.roles.map(({ role, because }) => `# ${role}: ${visible(say(known.session, because))}\n`)
  const example = known.tree.roles.length > 0 ? [...new Set(known.tree.roles.map(each => each.role))] : ['web-server']
  return commented(
    known,
    {
      en: `What the host is for, when the files do not show it: ${roleNames.join(', ')}`,
      zh: `主机用途（配置中看不出时）：${roleNames.join('、')}`,
    },
    seen.join('') + (stated.length > 0 ? `roles: ${list(stated)}` : `# roles: ${list(example)}`),
  )
}

function includes(known: Known): string {
  const found = known.tree.includes.map(([host, own]) => `  ${quoted(host)}: ${quoted(own)}`)
  return commented(
    known,
    { en: 'Where folders of the host lie in this tree', zh: '主机目录在此目录树中的位置' },
    found.length > 0 ? `includes:\n${found.join('\n')}` : '# includes:\n#   /etc/nginx/sites-enabled: nginx/sites',
  )
}

const rules = (known: Known): string =>
  commented(
    known,
    { en: 'Rules with another severity, other options, or off', zh: '调整规则的级别或选项，或将其关闭' },
    '# rules:\n#   nginx/version-disclosure: off\n#   nginx/hsts: { severity: low, options: { minAge: 86400 } }',
  )

/** YAML reads JSON strings. Names that are plain stay readable. */
const quoted = (text: string): string =>
  /^(?!true$|false$|null$)[A-Za-z_/][\w./-]*$/.test(text) ? text : JSON.stringify(text)
const list = (words: readonly string[]): string => `[${words.map(quoted).join(', ')}]`

function pair(text: string): string {
  const at = text.indexOf('=')
  return `  ${text.slice(0, at).trim()}: ${JSON.stringify(text.slice(at + 1).trim())}`
}
