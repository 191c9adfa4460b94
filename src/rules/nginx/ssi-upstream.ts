import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type BodyFilter, bodyFilters } from './body-filters.ts'
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
    page: {
      en: '`{filter}` writes {variable} into pages as it is: the path of a link can hold markup, for {levels}',
      zh: '`{filter}` 把 {variable} 原样写入页面：链接的路径中可以含有标签，作用于 {levels}',
    },
    parsed: {
      en: '`{filter}` lets a library in the worker process read what an upstream sends, for {levels}',
      zh: '`{filter}` 让 worker 进程中的库解析上游发送的内容，作用于 {levels}',
    },
    uploaded: {
      en: '`{filter}` lets a library in the worker process read files that clients put there, for {levels}',
      zh: '`{filter}` 让 worker 进程中的库解析客户端上传的文件，作用于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    const filters = bodyFilters(model)
    if (filters.length === 0) return
    const causes = new Map<string, Found[]>()
    for (const handler of model.servers.flatMap(server => model.handlers(server))) {
      const source = sourceOf(model, handler)
      if (!source) continue
      for (const filter of filters)
        for (const { origin, variable } of filter.inForce(model, handler.level, source))
          gather(causes, `${filter.id} ${source} ${origin.file.path} ${origin.span.start}`, {
            ...{ origin, variable, filter, source, handler },
          })
    }
    for (const found of causes.values()) yield observation(model, found)
  },
})

interface Found {
  readonly origin: Directive
  readonly variable: string | undefined
  readonly filter: BodyFilter
  readonly source: 'upstream' | 'writable'
  readonly handler: Handler
}

/** Whose text a place answers with, if not only the administrator's. */
function sourceOf(model: NginxModel, { serve, level }: Handler): Found['source'] | undefined {
  if ('authority' in serve) return 'upstream'
  return serve.kind === 'static' && puts(model, level) ? 'writable' : undefined
}

const puts = (model: NginxModel, level: Level): boolean =>
  model.setting(level, 'dav_methods').value.some(word => word.toUpperCase() === 'PUT')

function observation(model: NginxModel, found: readonly Found[]): Observation {
  const [{ origin, variable, filter, source, handler }] = found as readonly [Found]
  const levels = found.map(one => one.handler.level)
  const id = idOf(found[0] as Found)
  return {
    at: placeOf(origin),
    subject: `${filter.id === 'ssi' ? '' : `${nameOf(origin)} `}${source} ${handler.level.subject}`,
    message: {
      id,
      params: {
        levels: summary(levels, ({ subject }) => subject),
        ...(id === 'writable' && { methods: `${nameOfSetting(model, handler.level)}` }),
        ...(filter.id !== 'ssi' && { filter: [origin.name, ...origin.args].map(({ raw }) => raw).join(' ') }),
        ...(variable && { variable }),
      },
    },
    ...(filter.severity && { severity: filter.severity }),
    related: affected(levels),
  }
}

function idOf({ filter: { id }, source }: Found): string {
  if (id === 'ssi') return source
  return id === 'parsed' && source === 'writable' ? 'uploaded' : id
}

const nameOfSetting = (model: NginxModel, level: Level): string => {
  const { origin, value } = model.setting(level, 'dav_methods')
  return origin === 'default' ? '' : [nameOf(origin), ...value].join(' ')
}
