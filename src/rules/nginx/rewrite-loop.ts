import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { sampleRegex } from '../../formats/nginx/regex/index.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { fallbackLoops } from './fallback-loops.ts'
import { answersItself, handlerOf, sureRequestTo } from './request-to.ts'
import { type Cycle, cycleOf } from './rewrite-steps.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/rewrite-loop',
  format: 'nginx',
  title: { en: 'a rewrite that leads back to itself', zh: '重写回到自身' },
  severity: 'high',
  confidence: 'high',
  tags: ['routing'],
  messages: {
    loop: {
      en: '{level} rewrites {from} to {next}, which is rewritten again and again: nginx answers 500',
      zh: '{level} 把 {from} 重写为 {next}，而后者一再被重写：nginx 应答 500',
    },
    fallback: {
      en: '`try_files` of {level} goes on to {fallback}, which leads back to it: nginx answers 500 for every file that is not there',
      zh: '{level} 的 `try_files` 转到 {fallback}，而后者又指回自身：对每个不存在的文件 nginx 都应答 500',
    },
  },
  defaults: {},
  *check(model) {
    const told = new Set<Directive>()
    for (const { level, entry } of model.statements('rewrite')) {
      const location = asLocation(level)
      if (
        !location ||
        told.has(entry) ||
        keepsItsPlace(entry) ||
        !location.written('rewrite').slice(0, most).includes(entry)
      )
        continue
      for (const from of pathsInto(location, entry)) {
        const cycle = cycleOf(model, location.server, from)
        if (!cycle || cycle.rewrites.some(each => told.has(each))) continue
        for (const each of cycle.rewrites) told.add(each)
        yield observation(model, cycle, from)
        break
      }
    }
    yield* fallbackLoops(model)
  },
})

/** So many rewrites of a location are followed. */
const most = 20

/** Such a rewrite is the last thing that happens to the path. */
const keepsItsPlace = (rewrite: Directive): boolean =>
  /^(?:break|redirect|permanent)$/.test(argumentAt(rewrite, 2)) || /^https?:\/\//.test(argumentAt(rewrite, 1))

/** Paths that choose the location and that the rewrite is about. */
function pathsInto({ match }: Location, rewrite: Directive): string[] {
  const { kind, pattern } = match
  if (kind === 'named') return []
  const regex = kind === 'regex' || kind === 'iregex'
  const own = regex ? sampleRegex(pattern, '/', kind === 'iregex') : pattern
  const meant = sampleRegex(argumentAt(rewrite, 0), kind === 'exact' || regex ? '/' : pattern)
  const paths = [own, meant].filter(path => typeof path === 'string' && path.startsWith('/')) as string[]
  return [...new Set(paths)].filter(path => path.length <= 200)
}

function observation(model: NginxModel, { first, rewrites, next }: Cycle, from: string): Observation {
  const [entry] = rewrites as [Directive]
  return {
    at: placeOf(entry),
    subject: `${first.subject} rewrite ${argumentAt(entry, 0)}`,
    message: { id: 'loop', params: { level: first.subject, from, next } },
    related: rewrites.slice(1).map(each => ({
      at: placeOf(each),
      message: { en: 'leads back', zh: '又指回' },
    })),
    witness: () => witness(model, first, from),
    ...(rewrites.length === 1 && { fixes: [stay(entry)] }),
  }
}

function witness(model: NginxModel, first: Location, from: string): Witness | undefined {
  const request = sureRequestTo(model, handlerOf(first), { path: from, followed: true })
  if (!request || !answersItself(model, first, 500)) return undefined
  const summary = { en: 'nginx gives up with 500', zh: 'nginx 以 500 放弃' }
  return { ...request, provokes: { status: 500, summary } }
}

/** The new path is answered by the same location. */
function stay(entry: Directive): Fix {
  const flag = entry.args[2]
  return {
    title: { en: 'answer the new path here: break', zh: '在此应答新路径：break' },
    safety: 'unsafe',
    edits: flag ? [replaceWord(entry.file, flag, 'break')] : insertAfterWord(entry, 1, 'break'),
    changes: ['rewrite'],
  }
}
