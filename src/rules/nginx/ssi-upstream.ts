import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/ssi-upstream',
  format: 'nginx',
  title: { en: 'server-side includes in what others write', zh: '对他人写入的内容执行服务器端包含' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['injection'],
  messages: {
    upstream: {
      en: '`ssi on` runs the commands in answers of an upstream, for {levels}',
      zh: '`ssi on` 会执行上游应答中的命令，作用于 {levels}',
    },
    writable: {
      en: '`ssi on` runs the commands in files that clients can put there ({methods}), for {levels}',
      zh: '`ssi on` 会执行客户端可上传的文件（{methods}）中的命令，作用于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('ssi').length === 0) return
    const causes = new Map<string, Found[]>()
    for (const handler of model.servers.flatMap(server => model.handlers(server))) {
      const { origin } = model.setting(handler.level, 'ssi')
      if (origin === 'default' || !model.on(handler.level, 'ssi')) continue
      const kind = 'authority' in handler.serve ? 'upstream' : puts(model, handler.level) ? 'writable' : undefined
      if (kind) gather(causes, `${kind} ${origin.file.path} ${origin.span.start}`, { origin, kind, handler })
    }
    for (const found of causes.values()) yield observation(model, found)
  },
})

interface Found {
  readonly origin: Directive
  readonly kind: 'upstream' | 'writable'
  readonly handler: Handler
}

const puts = (model: NginxModel, level: Level): boolean =>
  model.setting(level, 'dav_methods').value.some(word => word.toUpperCase() === 'PUT')

function observation(model: NginxModel, found: readonly Found[]): Observation {
  const [{ origin, kind, handler }] = found as readonly [Found]
  const levels = found.map(one => one.handler.level)
  return {
    at: placeOf(origin),
    subject: `${kind} ${handler.level.subject}`,
    message: {
      id: kind,
      params: {
        levels: summary(levels.map(({ subject }) => subject)),
        ...(kind === 'writable' && { methods: `${nameOfSetting(model, handler.level)}` }),
      },
    },
    related: affected(levels),
  }
}

const nameOfSetting = (model: NginxModel, level: Level): string => {
  const { origin, value } = model.setting(level, 'dav_methods')
  return origin === 'default' ? '' : [nameOf(origin), ...value].join(' ')
}
