import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Upstream } from '../../formats/nginx/serve.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { atLeast } from '../../target/index.ts'
import { type Directive, insertFirst, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { type Pass, passes, placeOfTarget, type UpstreamTarget } from './targets.ts'

interface Options {
  /** Names inside private networks too, not only public ones. */
  readonly internalNames: boolean
  /** Names whose addresses do not change while nginx runs. */
  readonly staticNames: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/stale-dns',
  format: 'nginx',
  title: { en: 'an address looked up once at start', zh: '地址仅在启动时解析一次' },
  severity: 'low',
  confidence: 'medium',
  tags: ['proxy'],
  messages: {
    once: {
      en: '`{directive} {argument}` looks up {host} once at start: its address is never asked again, for {levels}',
      zh: '`{directive} {argument}` 仅在启动时解析一次 {host}，之后不再查询，作用于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: { internalNames: { type: 'boolean' }, staticNames: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { internalNames: false, staticNames: [] },
  *check(model, options) {
    const causes = new Map<Directive, Named[]>()
    for (const pass of passes(model)) {
      const { upstream } = pass.serve
      if (upstream ? !canResolve(model) : pass.serve.authority.includes('$')) continue
      for (const target of pass.targets)
        if (changes(target, options) && !(upstream && resolves(upstream, target)))
          gather(causes, target.directive, { pass, target })
    }
    for (const [directive, found] of causes) yield observation(model, directive, found)
  },
})

interface Named {
  readonly pass: Pass
  readonly target: UpstreamTarget
}

/** `server … resolve` of the version without a subscription. */
const canResolve = ({ target }: NginxModel): boolean => atLeast(target.nginx, '1.27.3')

const resolves = ({ servers }: Upstream, { directive }: UpstreamTarget): boolean =>
  servers.some(server => server.directive === directive && server.options.has('resolve'))

function changes({ literal, host, reach }: UpstreamTarget, { internalNames, staticNames }: Options): boolean {
  if (literal || staticNames.includes(host)) return false
  return reach === 'public' || (internalNames && reach === 'private')
}

/** Names of services whose addresses change by design, within minutes. */
const clouds =
  /\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|azure(?:websites|edge|fd)?\.(?:net|com|cn)|windows\.net|googleapis\.com|run\.app|aliyuncs\.com|myqcloud\.com|myhuaweicloud\.com|akamai(?:edge|zed)\.net|fastly\.net|herokuapp\.com|vercel\.app)$/i

function observation(model: NginxModel, directive: Directive, found: readonly Named[]): Observation {
  const { target, pass } = found[0]!
  const { host } = target
  const levels = found.map(one => one.pass.handler.level)
  return {
    at: placeOfTarget(
      directive,
      found.map(one => one.target),
    ),
    subject: pass.serve.upstream ? `upstream ${pass.serve.upstream.name} ${host}` : `${pass.family} ${host}`,
    message: {
      id: 'once',
      params: {
        directive: nameOf(directive),
        argument: argumentAt(directive, 0),
        host,
        levels: summary(levels, level => level.subject),
      },
    },
    severity: clouds.test(host) ? 'medium' : 'low',
    related: affected(levels),
    fixes: pass.serve.upstream ? again(model, directive, pass.serve.upstream) : [],
  }
}

/** Needs a resolver that the whole of http{} uses, and a zone that the processes share. */
function again(model: NginxModel, directive: Directive, { directive: group, name }: Upstream): Fix[] {
  const { block } = group
  const known = model.http && model.http.writes('resolver')
  if (!known || !block || directive.parent !== group || !/^[\w.-]+$/.test(name)) return []
  const shared = block.nodes.some(node => node.kind === 'directive' && node.name.value === 'zone')
  return [
    {
      title: { en: 'look the name up again when it expires', zh: '过期后重新解析该名称' },
      safety: 'unsafe',
      edits: [
        ...(shared ? [] : [insertFirst(group.file, block, [`zone ${name} 64k;`])]),
        replaceArguments(directive, [...directive.args.map(({ raw }) => raw), 'resolve'].join(' ')),
      ],
      changes: ['server', 'zone'],
    },
  ]
}
