import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { deleteDirective } from '../../tree/index.ts'
import { defineRule, type Observation, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { causeSubject, levelCauses } from './level-causes.ts'
import { firstOf, passedRequest, stated, withHeaders } from './request-to.ts'
import { isPass } from './targets.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/underscores-in-headers',
  format: 'nginx',
  title: { en: 'header names that look like trusted ones', zh: '与可信头相似的头名称' },
  severity: 'low',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    through: {
      en: '`{setting} {words}` lets X_Forwarded_For through beside X-Forwarded-For, to the backends of {servers}',
      zh: '`{setting} {words}` 使 X_Forwarded_For 与 X-Forwarded-For 一同到达 {servers} 的后端',
    },
  },
  elsewhere: true,
  defaults: {},
  *check(model) {
    const servers = model.servers.filter(server => model.handlers(server).some(({ serve }) => isPass(serve)))
    yield* wrong(model, servers, { setting: 'underscores_in_headers', bad: 'on' })
    yield* wrong(model, servers, { setting: 'ignore_invalid_headers', bad: 'off' })
  },
})

interface Flag {
  readonly setting: string
  readonly bad: 'on' | 'off'
}

function* wrong(model: NginxModel, servers: readonly Server[], { setting, bad }: Flag): Generator<Observation> {
  for (const cause of levelCauses(model, setting, servers)) {
    if (cause.unset || cause.words[0]?.toLowerCase() !== bad) continue
    yield {
      at: cause.at,
      subject: `${causeSubject(cause)} ${setting}`,
      message: {
        id: 'through',
        params: { setting, words: cause.words.join(' '), servers: summary(cause.levels, one => one.subject) },
      },
      related: affected(cause.levels),
      witness: () => firstOf(cause.levels, server => lookalike(model, server)),
      fixes: [
        {
          title: { en: `remove ${setting}`, zh: `移除 ${setting}` },
          safety: 'unsafe',
          edits: cause.level.written(setting).map((line: Directive) => deleteDirective(line)),
          changes: [setting],
        },
      ],
    }
  }
}

/** A header that many applications take for X-Forwarded-For. */
function lookalike(model: NginxModel, server: Server): Witness | undefined {
  const proxies = model.handlers(server).filter(({ serve }) => serve.kind === 'proxy')
  const request = firstOf(proxies, handler => passedRequest(model, handler))
  const summary = {
    en: 'the application gets X_Forwarded_For beside X-Forwarded-For',
    zh: '应用同时收到 X_Forwarded_For 与 X-Forwarded-For',
  }
  const header = ['X_Forwarded_For', stated] as const
  return request && { ...withHeaders(request, header), provokes: { upstreamSees: header.join(': '), summary } }
}
