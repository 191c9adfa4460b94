import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, countOf, nameOf } from '../../formats/nginx/syntax.ts'
import { nearest } from '../../text/index.ts'
import { type Directive, replaceWord, type Word } from '../../tree/index.ts'
import { type Fix, type Observation, placeOf } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { hasUnseen } from './unseen.ts'

/** `error_page` and `try_files` that lead to a named location which a server has not: nginx answers 500 then (measured). */
export function* missingNamed(model: NginxModel): Generator<Observation> {
  const levels = [...model.writers('error_page'), ...model.writers('try_files')]
  if (levels.length === 0 || hasUnseen(model)) return
  const told = new Set<Level>()
  for (const level of levels) {
    if (told.has(level)) continue
    told.add(level)
    yield* missingAt(model, level)
  }
}

function* missingAt(model: NginxModel, level: Level): Generator<Observation> {
  const told = new Set<string>()
  for (const directive of [...level.written('error_page'), ...level.written('try_files')]) {
    if (!argumentAt(directive, countOf(directive) - 1).startsWith('@')) continue
    const word = directive.args.at(-1) as Word
    if (word.value.includes('$') || told.has(word.value)) continue
    told.add(word.value)
    const lacking = serversOf(model, level).filter(server => server.directive && !named(server).has(word.value))
    if (lacking.length > 0) yield observation({ level, directive, word }, lacking)
  }
}

/** The servers whose requests are sent there from this level. */
function serversOf(model: NginxModel, level: Level): readonly Server[] {
  for (let at: Level | undefined = level; at; at = at.parent) if (at.context === 'server') return [at as Server]
  return model.servers.filter(server => model.list(server, 'error_page').at === level)
}

const known = new WeakMap<Server, ReadonlySet<string>>()

function named(server: Server): ReadonlySet<string> {
  const before = known.get(server)
  if (before) return before
  const names = new Set(
    server.locations.filter(({ match }) => match.kind === 'named').map(({ match }) => match.pattern),
  )
  known.set(server, names)
  return names
}

const none: ReadonlySet<string> = new Set()

/** Among more names than this nobody looks for the one that was meant. */
const most = 200

interface Use {
  readonly level: Level
  readonly directive: Directive
  readonly word: Word
}

function observation({ level, directive, word }: Use, lacking: readonly Server[]): Observation {
  const names = lacking.length === 1 ? named(lacking[0] as Server) : none
  const meant = names.size > most ? undefined : nearest(word.value, names)
  const params = {
    name: nameOf(directive),
    location: word.value,
    servers: summary(lacking, ({ subject }) => subject),
  }
  const block = lacking.length === 1 ? lacking[0]?.directive?.block : undefined
  return {
    at: { ...placeOf(directive), lacks: block?.span ?? 'anywhere' },
    subject: `${level.subject} ${word.value}`,
    message: meant
      ? { id: 'named-location-meant', params: { ...params, suggestion: meant } }
      : { id: 'named-location', params },
    severity: 'high',
    related: affected(lacking),
    fixes: meant ? [fix({ level, directive, word }, meant)] : [],
  }
}

const fix = ({ directive, word }: Use, meant: string): Fix => ({
  title: { en: `Write ${meant}`, zh: `改写为 ${meant}` },
  safety: 'unsafe',
  edits: [replaceWord(directive.file, word, meant)],
  changes: [nameOf(directive)],
})
