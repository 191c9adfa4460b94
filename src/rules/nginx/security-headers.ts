import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { intoLists, intoServer } from '../../remedies/nginx/response-header.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertLast, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Provokes, placeOf, type Rule } from '../rule.ts'
import { affected, lacking as placeLacking, placeOfLevel, summary } from './affected.ts'
import { type BrowserAnswer, browserAnswers, facesBrowsers } from './browser-pages.ts'
import { headerName } from './header-name.ts'
import { lately } from './lately.ts'
import { setByMore } from './more-headers.ts'
import { sureRequestTo } from './request-to.ts'
import { type Expected, expectedHeader, isSatisfied, wrongEntry } from './security-header-values.ts'

interface Options {
  /** Headers to ask for, lower case. */
  readonly headers: readonly string[]
  /** Headers that the applications behind nginx are known to send, lower case. */
  readonly upstreamSends: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/security-headers',
  format: 'nginx',
  title: { en: 'pages without the headers that protect browsers', zh: '页面缺少保护浏览器的响应头' },
  severity: 'low',
  confidence: 'medium',
  tags: ['headers'],
  messages: {
    absent: {
      en: 'answers of {levels} carry no {header}',
      zh: '{levels} 的响应没有 {header}',
    },
    useless: {
      en: '`add_header {header} {value}` is nothing that browsers act upon, for {levels}',
      zh: '`add_header {header} {value}` 不是浏览器会执行的值，作用于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      headers: { type: 'array', items: { type: 'string' } },
      upstreamSends: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { headers: ['x-content-type-options'], upstreamSends: [] },
  check: findings,
})

/** Answers that share one list of headers: that of the level that writes it, else of the server. */
interface List {
  readonly level: Level
  readonly server: Server
  readonly entries: readonly Directive[]
  readonly shadowed: readonly Directive[]
  readonly answers: BrowserAnswer[]
}

interface Question {
  readonly header: Expected
  readonly upstreamSends: readonly string[]
}

function* findings(model: NginxModel, { headers, upstreamSends }: Options): Iterable<Observation> {
  const expected = headers.map(expectedHeader)
  const lists = new Map<Level, List>()
  const lacks = lately((entries: readonly Directive[]) => expected.some(header => !isSatisfied(entries, header)))
  const wanted = ({ level }: Handler): boolean => lacks(model.list(level, 'add_header').entries)
  for (const server of model.servers)
    if (facesBrowsers(model, server)) collect(model, browserAnswers(model, server, wanted), lists)
  for (const list of lists.values()) for (const header of expected) yield* judge(model, list, { header, upstreamSends })
}

function* judge(model: NginxModel, list: List, { header, upstreamSends }: Question): Iterable<Observation> {
  if (isSatisfied(list.entries, header)) return
  const answers = list.answers.filter(
    answer => concerns(answer, header, upstreamSends) && !setByMore(model, answer.handler.level, header.name),
  )
  if (answers.length === 0) return
  const wrong = wrongEntry(list.entries, header)
  if (wrong) yield* useless(wrong, { ...list, answers }, header)
  // What a nearer list dropped is the finding of nginx/header-inheritance.
  else if (!isSatisfied(list.shadowed, header)) yield* absent(model, { ...list, answers }, header)
}

function collect(model: NginxModel, answers: readonly BrowserAnswer[], lists: Map<Level, List>): void {
  for (const answer of answers) {
    const { entries, at, shadowed } = model.list(answer.handler.level, 'add_header')
    const { server } = answer.handler
    const level = at ?? server
    const known = lists.get(level)
    if (known) known.answers.push(answer)
    else lists.set(level, { level, server, entries, shadowed, answers: [answer] })
  }
}

const concerns = ({ kind, application }: BrowserAnswer, header: Expected, upstreamSends: readonly string[]): boolean =>
  (kind === 'page' || header.assets) && !(application && upstreamSends.includes(header.name))

const subjectsOf = ({ answers }: List): string => summary(answers, ({ handler }) => handler.level.subject)

function* absent(model: NginxModel, list: List, header: Expected): Iterable<Observation> {
  const last = list.level.written('add_header').at(-1)
  const at = last ? placeLacking(last, list.level) : placeOfLevel(list.level)
  if (!at) return
  const sure = list.answers.find(({ application }) => !application)
  const request = sure && sureRequestTo(model, sure.handler)
  yield {
    at,
    subject: `${list.level.subject} ${header.name}`,
    message: { id: 'absent', params: { header: header.title, levels: subjectsOf(list) } },
    // The application may send the header itself, which the files do not show.
    ...(!sure && { confidence: 'low' }),
    related: affected(list.answers.map(({ handler }) => handler.level)),
    ...(request && { witness: { ...request, provokes: lacking(header) } }),
    fixes: header.value === undefined ? [] : [add(header, editsFor(model, list, header))],
  }
}

const lacking = ({ name, title }: Expected): Provokes => ({
  absentHeader: name,
  summary: { en: `the answer has no ${title}`, zh: `响应中没有 ${title}` },
})

function editsFor(model: NginxModel, { level, server }: List, header: Expected): Edit[] {
  const wanted = { name: header.name, line: lineOf(header) }
  if (level.writes('add_header') || level !== server) return intoLists(level, wanted)
  const { edits, lines } = intoServer(model, server, wanted)
  const { directive } = server
  return lines.length > 0 && directive?.block ? [insertLast(directive.file, directive.block, lines), ...edits] : edits
}

const lineOf = ({ title, value }: Expected): string => `add_header ${title} ${value} always;`

const add = (header: Expected, edits: readonly Edit[]): Fix => ({
  title: { en: `send ${header.title}`, zh: `发送 ${header.title}` },
  safety: header.safety,
  edits,
  changes: ['add_header'],
})

function* useless(entry: Directive, list: List, header: Expected): Iterable<Observation> {
  yield {
    at: placeOf(entry),
    subject: `${list.level.subject} ${headerName(entry)} value`,
    message: {
      id: 'useless',
      params: { header: header.title, value: entry.args[1]?.raw ?? '', levels: subjectsOf(list) },
    },
    related: affected(list.answers.map(({ handler }) => handler.level)),
    fixes:
      header.value === undefined
        ? []
        : [add(header, [replaceArguments(entry, `${header.title} ${header.value} always`)])],
  }
}
