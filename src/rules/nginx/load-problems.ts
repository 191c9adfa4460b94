import { isItself, type LoadCode, type LoadProblem, textsOf } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Localized, Message } from '../../message/index.ts'
import { type Directive, isDirective } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type RuleContext, type Severity } from '../rule.ts'

/** One rule about what `nginx -t` refuses or warns about. */
export interface LoadRule {
  readonly id: string
  readonly title: Localized
  readonly codes: readonly LoadCode[]
  /** `critical` where the daemon refuses what most findings of the rule are about. */
  readonly severity?: Severity
  /** What the daemon only warns about; what the machine alone decides is info. */
  readonly warning?: Severity
  /** Texts that say more than the daemon does, by message id. */
  readonly texts?: Readonly<Record<string, Localized>>
  /** What several problems have in common that are one to whoever reads them: the first is told, the others beside it. */
  readonly cause?: (problem: LoadProblem) => unknown
  readonly fixes?: (problem: LoadProblem, model: NginxModel, context: RuleContext) => readonly Fix[]
  /** What loads and fails when it is used. */
  readonly beside?: (model: NginxModel) => Iterable<Observation>
}

/** The daemon's own words, and the same with a hint. */
function messagesOf({ codes, texts }: LoadRule): Record<string, Localized> {
  const all = Object.entries({ ...textsOf(codes), ...texts })
  const hinted = all.map(([id, { en, zh }]): [string, Localized] => [
    `${id}-meant`,
    { en: `${en}; did you mean "{suggestion}"`, zh: `${zh}；是否想写 "{suggestion}"` },
  ])
  return { ...(codes.includes('syntax') ? lexical : {}), ...Object.fromEntries([...all, ...hinted]) }
}

/** Lexical problems bring their own words, the daemon's. */
const lexical: Readonly<Record<string, Localized>> = { syntax: { en: 'nginx says: {said}', zh: 'nginx 报告：{said}' } }

export function loadRule(spec: LoadRule): Rule<NginxModel> {
  const { id, title, codes, severity = 'critical', warning = 'low' } = spec
  let messages: Record<string, Localized> | undefined
  return defineRule<NginxModel>({
    id,
    format: 'nginx',
    title,
    severity,
    confidence: 'high',
    tags: ['loads'],
    // Most files load: nobody asks for these texts then.
    get messages() {
      messages ??= messagesOf(spec)
      return messages
    },
    defaults: {},
    *check(model, _options, context) {
      const subjects = new Map<string, number>()
      const { because, warnings } = model.verdict
      const problems = [...because, ...warnings].filter(({ code }) => codes.includes(code))
      for (const [problem, ...more] of byCause(problems, spec)) {
        const own = problem.open ? unsure(problem) : problem.warning ? warning : 'critical'
        yield { ...observation(spec, problem, { model, context, subjects, more }), severity: own }
      }
      if (spec.beside) yield* spec.beside(model)
    },
  })
}

/** What only the machine tells. An older nginx than somebody wrote for is a likely reason to be refused. */
const unsure = ({ id }: LoadProblem): Severity => (id.endsWith('-since') ? 'low' : 'info')

type Together = [LoadProblem, ...LoadProblem[]]

function byCause(problems: readonly LoadProblem[], { cause }: LoadRule): Iterable<Together> {
  const groups = new Map<unknown, Together>()
  for (const problem of problems) {
    const key = cause?.(problem) ?? problem
    const known = groups.get(key)
    if (known) known.push(problem)
    else groups.set(key, [problem])
  }
  return groups.values()
}

interface Place {
  readonly model: NginxModel
  readonly context: RuleContext
  readonly subjects: Map<string, number>
  /** Of the same cause. */
  readonly more: readonly LoadProblem[]
}

function observation(spec: LoadRule, problem: LoadProblem, { model, context, subjects, more }: Place): Observation {
  const base = subjectOf(problem)
  const count = (subjects.get(base) ?? 0) + 1
  subjects.set(base, count)
  const { other } = problem
  const related = other ? [{ at: placeOf(head(other)), message: isItself(problem) ? nextTurn : elsewhere }] : []
  for (const { file, span } of more.slice(0, 20)) related.push({ at: { file, span }, message: likewise })
  return {
    at: { file: problem.file, span: problem.span },
    subject: count === 1 ? base : `${base} #${count}`,
    message: messageOf(problem),
    confidence: problem.open ? 'low' : 'high',
    related,
    fixes: () => (problem.open || isItself(problem) ? [] : (spec.fixes?.(problem, model, context) ?? [])),
  }
}

const elsewhere: Localized = { en: 'the other statement', zh: '另一处' }
const nextTurn: Localized = { en: 'the same in the next turn of the loop', zh: '循环下一轮中的同一语句' }
const likewise: Localized = { en: 'the same here', zh: '此处相同' }

/** A block's place is its first line: its statements have findings of their own. */
function head(directive: Directive): Directive {
  const { block, span } = directive
  return block ? { ...plain(directive), span: { start: span.start, end: block.span.start } } : directive
}

const plain = ({ kind, file, span, name, args }: Directive): Directive => ({ kind, file, span, name, args })

function messageOf({ id, params, suggestion, message }: LoadProblem): Message {
  if (id === 'syntax') return { id, params: { said: message.en } }
  return suggestion ? { id: `${id}-meant`, params: { ...params, suggestion } } : { id, params }
}

/** Without lines: what is refused, and the blocks around it. */
function subjectOf({ directive, word, id, params }: LoadProblem): string {
  if (!directive) return `${id} ${Object.values(params).join(' ')}`.trim()
  const around: string[] = []
  for (let at = directive.parent; at; at = at.parent) around.unshift(nameOf(at))
  const words = [...around, nameOf(directive)].join(' / ')
  const value = word && word !== directive.name ? ` ${word.value}` : ''
  return `${words}${value}`.slice(0, 200)
}

/** The statements of the block that a statement stands in; of one that stands in none those of its file. */
export function siblings({ parent, file }: Directive, { forest }: NginxModel): readonly Directive[] {
  const nodes = parent ? parent.block?.nodes : forest.trees.find(tree => tree.file === file)?.nodes
  return nodes?.filter(isDirective) ?? []
}

export const safe = (fix: Omit<Fix, 'safety'>): Fix => ({ ...fix, safety: 'safe' })
export const unsafe = (fix: Omit<Fix, 'safety'>): Fix => ({ ...fix, safety: 'unsafe' })
