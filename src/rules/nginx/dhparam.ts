import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import { expandCiphers, usesDhe } from '../../tls/index.ts'
import { deleteDirective, replaceWord } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary, writer } from './affected.ts'
import { type LevelCause, levelCauses, tlsServers } from './level-causes.ts'

interface Options {
  /** Suites that an alias such as `HIGH` brings in count as well: parameters have to be there while any DHE is. */
  readonly requireFile: boolean
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
  },
  schema: { type: 'object', properties: { requireFile: { type: 'boolean' } }, additionalProperties: false },
  defaults: { requireFile: false },
  *check(model, { requireFile }) {
    const servers = tlsServers(model)
    for (const cause of levelCauses(model, 'ssl_ciphers', servers)) yield* missing(model, cause, requireFile)
    for (const cause of levelCauses(model, 'ssl_dhparam', servers)) yield* dead(model, cause)
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
  const named = first ? dheSuites(model, first).filter(suite => all || words.includes(suite)) : []
  if ((cause.unset && !all) || named.length === 0) return
  const left = words.filter(word => !named.includes(word))
  yield {
    at: cause.at,
    subject: cause.level.subject,
    message: { id: 'missing', params: { suites: summary(named), servers: summary(without.map(one => one.subject)) } },
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

function* dead(model: NginxModel, cause: LevelCause<Server>): Generator<Observation> {
  const level = cause.levels[0] && writer(cause.levels[0], 'ssl_dhparam')
  const line = level?.written('ssl_dhparam')[0]
  if (cause.unset || !level || !line || cause.levels.some(server => dheSuites(model, server).length > 0)) return
  yield {
    at: placeOf(line),
    subject: `${level.subject} ssl_dhparam`,
    message: {
      id: 'dead',
      params: { file: line.args[0]?.value ?? '', servers: summary(cause.levels.map(one => one.subject)) },
    },
    related: affected(cause.levels),
    fixes: [
      {
        title: { en: 'delete ssl_dhparam', zh: '删除 ssl_dhparam' },
        safety: 'safe',
        edits: [deleteDirective(line)],
        changes: ['ssl_dhparam'],
      },
    ],
  }
}
