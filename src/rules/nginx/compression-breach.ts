import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { browserAnswers, facesBrowsers } from './browser-pages.ts'
import { headerName } from './header-name.ts'
import { checkValue } from './value-rule.ts'

interface Options {
  /** Pages that an application makes for those who signed in are not compressed. */
  readonly forbid: boolean
  /** Files are compressed. */
  readonly require: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/compression-breach',
  format: 'nginx',
  title: { en: 'compressed pages with secrets in them', zh: '压缩含有秘密的页面' },
  severity: 'info',
  confidence: 'low',
  tags: ['limits'],
  messages: {
    breach: {
      en: '`{setting} on` over TLS compresses pages that {levels} make for those who signed in (BREACH)',
      zh: '`{setting} on` 在 TLS 上压缩 {levels} 为已登录用户生成的页面（BREACH）',
    },
    off: {
      en: 'gzip is off for files of {levels}',
      zh: '{levels} 的文件没有启用 gzip',
    },
  },
  schema: {
    type: 'object',
    properties: { forbid: { type: 'boolean' }, require: { type: 'boolean' } },
    additionalProperties: false,
  },
  defaults: { forbid: true, require: false },
  *check(model, { forbid, require }) {
    for (const setting of forbid ? ['gzip', 'brotli'] : []) {
      if (model.writers(setting).length === 0) continue
      const found = checkValue(model, {
        setting,
        levels: () => personalPages(model),
        wrong: ([value = '']) => (/^on$/i.test(value) ? { message: 'breach', params: { setting } } : undefined),
      })
      for (const one of found) yield { ...one, subject: `${one.subject} ${setting}` }
    }
    if (require)
      yield* checkValue(model, {
        setting: 'gzip',
        levels: () => files(model),
        wrong: ([value = 'off']) => (/^off$/i.test(value) ? { message: 'off' } : undefined),
      })
  },
})

/** text/html is always among the types that are compressed. Where cookies are kept from clients nobody is signed in. */
const personalPages = (model: NginxModel): Level[] =>
  model.servers
    .filter(server => facesBrowsers(model, server))
    .flatMap(server => browserAnswers(model, server))
    .filter(({ kind, application, handler }) => kind === 'page' && application && !hidesCookies(model, handler))
    .map(({ handler }) => handler.level)

const hidesCookies = (model: NginxModel, { level, serve }: Handler): boolean =>
  model.list(level, `${serve.kind}_hide_header`).entries.some(entry => headerName(entry) === 'set-cookie')

const files = (model: NginxModel): Level[] =>
  model.servers
    .filter(({ listeners }: Server) => listeners.length > 0)
    .flatMap(server => model.handlers(server))
    .filter(({ serve }) => serve.kind === 'static' && serve.root.origin !== 'default')
    .map(({ level }) => level)
