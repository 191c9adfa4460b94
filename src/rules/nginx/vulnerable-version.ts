import type { NginxModel } from '../../formats/nginx/model.ts'
import {
  type Advisory,
  advisories,
  type Exposure,
  exposure,
  mendedPackage,
} from '../../formats/nginx/tables/advisories.ts'
import { atLeast, compareVersions, formatVersion } from '../../target/index.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Severity, severities } from '../rule.ts'
import { triggers } from './advisory-triggers.ts'
import { gather } from './gather.ts'
import { upgrade } from './upgrade.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/vulnerable-version',
  format: 'nginx',
  title: { en: 'a version with known holes that this configuration uses', zh: '配置用到了该版本的已知漏洞' },
  severity: 'high',
  confidence: 'medium',
  tags: ['version'],
  messages: {
    affected: {
      en: '`{statement}` opens nginx {version} to {advisories}; fixed in {fixed}',
      zh: '`{statement}` 使 nginx {version} 受 {advisories} 影响；{fixed} 已修复',
    },
    always: {
      en: 'nginx {version} is open to {advisories} with any configuration; fixed in {fixed}',
      zh: 'nginx {version} 在任何配置下都受 {advisories} 影响；{fixed} 已修复',
    },
    package: {
      en: '`{statement}` opens nginx {version} to {advisories}, fixed in {fixed}; whether the package {package} carries the fix is not known here',
      zh: '`{statement}` 使 nginx {version} 受 {advisories} 影响，{fixed} 已修复；此处无法得知软件包 {package} 是否包含该修复',
    },
    unknown: {
      en: 'nobody stated the version of nginx: `{statement}` opens versions without the fix to {advisories}; fixed in {fixed}',
      zh: '未声明 nginx 版本：没有修复的版本会因 `{statement}` 受 {advisories} 影响；{fixed} 已修复',
    },
    'unsupported-branch': {
      en: 'nginx {version} is of a branch that gets no more fixes; supported are {fixed} and later',
      zh: 'nginx {version} 所在分支已不再获得修复；受支持的是 {fixed} 及更新版本',
    },
  },
  defaults: {},
  *check(model) {
    if (model.target.assumed.includes('nginx')) {
      yield* unknown(model)
      return
    }
    const open = new Map<string, Found[]>()
    for (const one of advisories()) {
      const state = exposure(one, model.target)
      if (state === 'affected' || state === 'package') gather(open, `${state} ${one.trigger}`, { advisory: one, state })
    }
    for (const found of open.values()) {
      const at = triggers[(found[0] as Found).advisory.trigger]?.(model)
      if (at) yield observation(model, at, found)
    }
    yield* unsupported(model)
  },
})

interface Found {
  readonly advisory: Advisory
  readonly state: Exposure
}

/** What the files lead to, whatever runs them: the version decides which of it matters. No version to upgrade from. */
function* unknown(model: NginxModel): Generator<Observation> {
  const possible = new Map<string, Advisory[]>()
  const { nginx } = model.target
  for (const one of advisories()) {
    const later = one.vulnerable.some(([first]) => compareVersions(first, nginx) > 0)
    const recent = later || exposure(one, { ...model.target, assumed: [] }) !== 'fixed'
    if (recent && triggers[one.trigger] && !everyday.has(one.trigger)) gather(possible, one.trigger, one)
  }
  for (const [trigger, found] of possible) {
    const at = triggers[trigger]?.(model)
    if (at) yield hint(at, found)
  }
}

/** What nearly every configuration does: said without a version it would tell nothing about this one. */
const everyday = new Set(['always', 'request-body'])

const hint = (at: Directive, found: readonly Advisory[]): Observation => ({
  at: placeOf(at),
  subject: `unknown ${found.map(({ cve }) => cve).join(' ')}`,
  message: {
    id: 'unknown',
    params: { statement: shown(at), advisories: found.map(named), fixed: latest(found) },
  },
  severity: 'info',
  confidence: 'low',
})

const named = ({ cve, name }: Advisory): string => `${cve} (${name})`

const shown = ({ name, args }: Directive): string =>
  [name, ...args]
    .map(({ raw }) => raw)
    .join(' ')
    .slice(0, 80)

function observation(model: NginxModel, at: Directive, found: readonly Found[]): Observation {
  const [{ state, advisory: first }] = found as readonly [Found]
  const { nginx, nginxPackage } = model.target
  const always = first.trigger === 'always'
  const advised = found.map(({ advisory }) => advisory)
  return {
    at: placeOf(at),
    subject: `${first.trigger} ${found.map(({ advisory }) => advisory.cve).join(' ')}`,
    message: {
      id: state === 'package' ? 'package' : always ? 'always' : 'affected',
      params: {
        statement: shown(at),
        version: formatVersion(nginx),
        advisories: found.map(({ advisory }) => named(advisory)),
        fixed: mendedPackage(advised, nginxPackage ?? '') ?? latest(advised),
        package: nginxPackage ?? '',
      },
    },
    severity: state === 'package' ? 'info' : worst(model, found),
    confidence: state === 'package' ? 'low' : nginxPackage ? 'high' : 'medium',
    ...(state === 'affected' && { fixes: [upgrade] }),
  }
}

/** Versions in which all of them are gone. */
function latest(found: readonly Advisory[]): string {
  const branches = new Map<string, readonly number[]>()
  for (const { fixed } of found)
    for (const version of fixed) {
      const key = version.slice(0, 2).join('.')
      if (!atLeast(branches.get(key) ?? [], formatVersion(version))) branches.set(key, version)
    }
  return [...branches.values()].map(formatVersion).join(', ')
}

/** What any client can start with a request of its own. */
const byRequest = new Set(['quic', 'dav-alias', 'dav', 'body-http2', 'large-headers-http2', 'always'])

function worst(model: NginxModel, found: readonly Found[]): Severity {
  const own = severities.find(severity => found.some(({ advisory }) => advisory.severity === severity)) ?? 'info'
  const exposed =
    byRequest.has(found[0]?.advisory.trigger ?? '') && model.listeners.some(({ reach }) => reach === 'public')
  return own === 'medium' && exposed ? 'high' : own
}

/** Below the oldest branch that got the latest fixes. Packages of a distribution get theirs from the distribution. */
function* unsupported(model: NginxModel): Generator<Observation> {
  const { nginx, nginxPackage } = model.target
  const supported = advisories()[0]?.fixed.toSorted((a, b) => (a[1] ?? 0) - (b[1] ?? 0)) ?? []
  const oldest = supported[0]?.slice(0, 2) ?? []
  const at = model.http?.directive ?? model.main.own[0]
  if (!at || nginxPackage !== undefined || atLeast(nginx, formatVersion(oldest))) return
  yield {
    at: placeOf(at),
    subject: 'branch',
    message: {
      id: 'unsupported-branch',
      params: { version: formatVersion(nginx), fixed: supported.map(formatVersion) },
    },
    severity: 'info',
  }
}
