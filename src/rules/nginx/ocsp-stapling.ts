import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { deleteDirective } from '../../tree/index.ts'
import { defineRule, type Fix, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { letsEncrypt } from './lets-encrypt.ts'
import { causeSubject, type LevelCause, levelCauses, tlsServers } from './level-causes.ts'

interface Options {
  /** Reversed: stapling that is off is the finding. */
  readonly require: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/ocsp-stapling',
  format: 'nginx',
  title: { en: 'OCSP stapling that cannot work', zh: '无法工作的 OCSP 装订' },
  severity: 'info',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    'no-responder': {
      en: '`ssl_stapling on` for {servers} has nothing to staple: certificates of Let’s Encrypt name no OCSP responder',
      zh: '{servers} 的 `ssl_stapling on` 没有可装订的内容：Let’s Encrypt 的证书不含 OCSP 地址',
    },
    'no-resolver': {
      en: '`ssl_stapling on` for {servers} cannot find the responder: no resolver is in scope',
      zh: '{servers} 的 `ssl_stapling on` 无法找到应答服务器：没有生效的 resolver',
    },
    required: {
      en: 'ssl_stapling is off for {servers}, the baseline asks for it',
      zh: '{servers} 的 ssl_stapling 为 off，基线要求开启',
    },
  },
  schema: { type: 'object', properties: { require: { type: 'boolean' } }, additionalProperties: false },
  defaults: { require: false },
  *check(model, options) {
    for (const cause of levelCauses(model, 'ssl_stapling', tlsServers(model))) {
      const on = /^on$/i.test(cause.words[0] ?? 'off')
      if (!on && options.require)
        yield* said(
          'required',
          cause,
          cause.levels.filter(server => !letsEncrypt(model, server)),
        )
      if (!on) continue
      const bare = cause.levels.filter(server => letsEncrypt(model, server))
      const lost = cause.levels.filter(server => !bare.includes(server) && !answerable(model, server))
      yield* said('no-responder', cause, bare)
      yield* said('no-resolver', cause, lost)
    }
  },
})

const answerable = (model: NginxModel, server: Server): boolean =>
  ['ssl_stapling_file', 'resolver'].some(name => model.setting(server, name).value.length > 0) ||
  /^https?:\/\/[\d.]+(?:[:/]|$)/.test(model.text(server, 'ssl_stapling_responder'))

function* said(
  id: string,
  cause: LevelCause<Server>,
  servers: readonly Server[],
): Iterable<ReturnType<typeof observation>> {
  if (servers.length > 0) yield observation(id, cause, servers)
}

function observation(id: string, cause: LevelCause<Server>, servers: readonly Server[]) {
  return {
    at: cause.at,
    subject: `${id} ${causeSubject(cause)}`,
    message: { id, params: { servers: summary(servers, one => one.subject) } },
    related: affected(servers),
    fixes: id === 'no-responder' && servers.length === cause.levels.length ? [remove(cause)] : [],
  }
}

const remove = ({ level }: LevelCause<Server>): Fix => ({
  title: { en: 'remove the stapling lines', zh: '移除装订相关的行' },
  safety: 'safe',
  edits: ['ssl_stapling', 'ssl_stapling_verify'].flatMap(name => level.written(name).map(deleteDirective)),
  changes: ['ssl_stapling', 'ssl_stapling_verify'],
})
