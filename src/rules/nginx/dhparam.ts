import { type FileStore, isUnreadable } from '../../files/index.ts'
import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import { expandCiphers, usesDhe } from '../../tls/index.ts'
import { argument, type Directive, deleteDirective, replaceWord } from '../../tree/index.ts'
import { readDhGroups } from '../../x509/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary, writer } from './affected.ts'
import { allTlsServers, type LevelCause, levelCauses, speaksTls12 } from './level-causes.ts'
import { namedFile } from './named-file.ts'

interface Options {
  /** Suites that an alias such as `HIGH` brings in count as well: parameters have to be there while any DHE is. */
  readonly requireFile: boolean
  /** The shortest prime, in bits. */
  readonly minBits: number
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/dhparam',
  format: 'nginx',
  title: { en: 'DHE suites and ssl_dhparam do not belong together', zh: 'DHE 套件与 ssl_dhparam 不匹配' },
  severity: 'low',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    missing: {
      en: '`ssl_ciphers` enables {suites} for {servers}, but without ssl_dhparam they are never negotiated',
      zh: '`ssl_ciphers` 为 {servers} 启用了 {suites}，但没有 ssl_dhparam，这些套件永远不会被协商',
    },
    dead: {
      en: '`ssl_dhparam {file}` is never used: no DHE suite is left in ssl_ciphers of {servers}',
      zh: '`ssl_dhparam {file}` 从未使用：{servers} 的 ssl_ciphers 中没有 DHE 套件',
    },
    short: {
      en: '`ssl_dhparam {file}` of {servers} has a prime of {bits} bits, fewer than {minBits}',
      zh: '{servers} 的 `ssl_dhparam {file}` 的素数只有 {bits} 位，少于 {minBits} 位',
    },
  },
  schema: {
    type: 'object',
    properties: { requireFile: { type: 'boolean' }, minBits: { type: 'integer', minimum: 0 } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { requireFile: false, minBits: 2048 },
  *check(model, { requireFile, minBits }, { store }) {
    const servers = allTlsServers(model).filter(server => speaksTls12(model, server))
    for (const cause of levelCauses(model, 'ssl_ciphers', servers)) yield* missing(model, cause, requireFile)
    if (model.writers('ssl_dhparam').length === 0) return
    for (const cause of levelCauses(model, 'ssl_dhparam', servers)) {
      const line = cause.unset ? undefined : lineOf(cause)
      if (!line) continue
      if (isUsed(model, cause)) yield* short(line, cause, { bits: bitsOf(model, store, line.word), minBits })
      else yield dead(line, cause)
    }
  },
})

const dheSuites = (model: NginxModel, server: Server): string[] =>
  expandCiphers(model.text(server, 'ssl_ciphers'))
    .suites.filter(usesDhe)
    .map(suite => suite.name)

/** The version default `HIGH:!aNULL:!MD5` holds DHE suites for everybody: that is nobody's mistake. */
function* missing(model: NginxModel, cause: LevelCause<Server>, all: boolean): Generator<Observation> {
  const without = cause.levels.filter(server => model.setting(server, 'ssl_dhparam').value.length === 0)
  const first = without[0]
  const words = cause.words.join(' ').split(':')
  const own = expandCiphers(words.join(':')).added.filter(({ suites }) => suites.length > 0 && suites.every(usesDhe))
  const meant = new Set(own.flatMap(({ suites }) => suites.map(suite => suite.name)))
  const named = first ? dheSuites(model, first).filter(suite => all || meant.has(suite)) : []
  if ((cause.unset && !all) || named.length === 0) return
  const left = words.filter(word => !own.some(each => each.word === word))
  yield {
    at: cause.at,
    subject: cause.level.subject,
    message: { id: 'missing', params: { suites: summary(named), servers: summary(without, one => one.subject) } },
    related: affected(without),
    fixes:
      left.length === words.length || expandCiphers(left.join(':')).suites.length === 0
        ? []
        : [
            {
              title: { en: 'drop the dead DHE suites', zh: '移除无效的 DHE 套件' },
              safety: 'safe',
              edits: replaceCiphers(cause, left),
              changes: ['ssl_ciphers'],
            },
          ],
  }
}

const replaceCiphers = (cause: LevelCause<Server>, words: readonly string[]): Edit[] =>
  cause.level
    .written('ssl_ciphers')
    .slice(0, 1)
    .flatMap(line => {
      const word = line.args[0]
      return word ? [replaceWord(line.file, word, words.join(':'))] : []
    })

interface Line {
  readonly directive: Directive
  readonly subject: string
  /** The file it names. */
  readonly word: string
}

function lineOf({ levels: [first] }: LevelCause<Server>): Line | undefined {
  const level = first && writer(first, 'ssl_dhparam')
  const directive = level?.written('ssl_dhparam')[0]
  return (
    level && directive && { directive, subject: `${level.subject} ssl_dhparam`, word: argument(directive, 0) ?? '' }
  )
}

const isUsed = (model: NginxModel, { levels }: LevelCause<Server>): boolean =>
  levels.some(server => dheSuites(model, server).length > 0)

const dead = ({ directive, subject, word }: Line, { levels }: LevelCause<Server>): Observation => ({
  at: placeOf(directive),
  subject,
  message: { id: 'dead', params: { file: word, servers: summary(levels, one => one.subject) } },
  related: affected(levels),
  fixes: [
    {
      title: { en: 'delete ssl_dhparam', zh: '删除 ssl_dhparam' },
      safety: 'safe',
      edits: [deleteDirective(directive)],
      changes: ['ssl_dhparam'],
    },
  ],
})

/** Of the first parameters in the file, which are those that nginx takes; undefined when it is not given. */
function bitsOf(model: NginxModel, store: FileStore, path: string): number | undefined {
  const file = namedFile(model, store, path)
  return file && !isUnreadable(file) ? readDhGroups(file.text).found[0]?.value.bits : undefined
}

interface Length {
  readonly bits: number | undefined
  readonly minBits: number
}

function* short(line: Line, { levels }: LevelCause<Server>, { bits, minBits }: Length): Generator<Observation> {
  if (bits === undefined || bits >= minBits) return
  const servers = summary(levels, one => one.subject)
  yield {
    at: placeOf(line.directive),
    subject: line.subject,
    message: { id: 'short', params: { file: line.word, servers, bits, minBits } },
    related: affected(levels),
  }
}
