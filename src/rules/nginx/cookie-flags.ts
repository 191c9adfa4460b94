import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import { atLeast } from '../../target/index.ts'
import { type Directive, insertAfter, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { browserAnswers, facesBrowsers } from './browser-pages.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'

interface Options {
  /** The applications flag their cookies themselves. */
  readonly upstreamSetsFlags: boolean
}

const wanted = '~ secure httponly samesite=lax'

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/cookie-flags',
  format: 'nginx',
  title: { en: 'cookies of an application without secure and httponly', zh: '应用的 Cookie 没有 secure 与 httponly' },
  severity: 'low',
  confidence: 'low',
  tags: ['headers'],
  messages: {
    none: {
      en: 'nothing adds secure and httponly to the cookies of {levels}',
      zh: '{levels} 的 Cookie 没有被加上 secure 与 httponly',
    },
    partial: {
      en: '`{line}` does not give secure and httponly to every cookie of {levels}',
      zh: '`{line}` 没有为 {levels} 的所有 Cookie 加上 secure 与 httponly',
    },
    lost: {
      en: '`{line}` replaces an outer list that gave secure and httponly to every cookie of {levels}',
      zh: '`{line}` 取代了为 {levels} 的所有 Cookie 加上 secure 与 httponly 的外层列表',
    },
  },
  schema: { type: 'object', properties: { upstreamSetsFlags: { type: 'boolean' } }, additionalProperties: false },
  elsewhere: true,
  defaults: { upstreamSetsFlags: false },
  *check(model, { upstreamSetsFlags }) {
    if (upstreamSetsFlags) return
    const lists = new Map<Level, Level[]>()
    for (const server of model.servers)
      if (facesBrowsers(model, server))
        for (const { handler, kind } of browserAnswers(model, server))
          if (kind === 'page' && handler.serve.kind === 'proxy' && setsCookies(model, handler.level))
            gather(lists, model.list(handler.level, 'proxy_cookie_flags').at ?? server, handler.level)
    for (const [level, levels] of lists) yield* judge(model, level, levels)
  },
})

/** Cookies of the application get through, and no `proxy_cookie_path` writes flags behind their paths. */
function setsCookies(model: NginxModel, level: Level): boolean {
  if (model.list(level, 'proxy_hide_header').entries.some(entry => headerName(entry) === 'set-cookie')) return false
  const paths = model.list(level, 'proxy_cookie_path').entries
  return !paths.some(({ args }) => /secure/i.test(args[1]?.value ?? '') && /httponly/i.test(args[1]?.value ?? ''))
}

/** `~`, `~.*`, `~.` and the like: no cookie is left out. */
const all = /^~\*?(?:\^?\.[*+]?\$?)?$/

function flagsAll({ args }: Directive): boolean {
  const flags = args.slice(1).map(({ value }) => value.toLowerCase())
  const complete = ['secure', 'httponly'].every(flag => flags.includes(flag)) || flags.some(flag => flag.includes('$'))
  return complete && all.test(args[0]?.value ?? '')
}

function* judge(model: NginxModel, level: Level, levels: readonly Level[]): Iterable<Observation> {
  const first = levels[0]!
  const { entries, shadowed } = model.list(first, 'proxy_cookie_flags')
  if (entries.some(flagsAll)) return
  const line = entries.at(-1)
  const at = line ? placeOf(line) : placeOfLevel(level)
  if (!at) return
  const id = !line ? 'none' : shadowed.some(flagsAll) ? 'lost' : 'partial'
  const text = line ? [line.name, ...line.args].map(({ raw }) => raw).join(' ') : ''
  yield {
    at,
    subject: level.subject,
    message: { id, params: { line: text, levels: summary(levels, ({ subject }) => subject) } },
    related: affected(levels),
    fixes: atLeast(model.target.nginx, '1.19.3') ? [add(level, line)] : [],
  }
}

const add = (level: Level, line: Directive | undefined): Fix => ({
  title: { en: 'flag every cookie', zh: '为所有 Cookie 加上标志' },
  safety: 'unsafe',
  edits: !line
    ? insertAt(level, 'proxy_cookie_flags', [`proxy_cookie_flags ${wanted};`])
    : line.args[0]?.value === 'off' || all.test(argumentAt(line, 0))
      ? [replaceArguments(line, wanted)]
      : [insertAfter(line, [`proxy_cookie_flags ${wanted};`])],
  changes: ['proxy_cookie_flags'],
})
