import { afterEach, describe, expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { load } from '../../src/formats/nginx/load.ts'
import { type LoadProblem, verdict } from '../../src/formats/nginx/loads/index.ts'
import { defaultTarget, type Target } from '../../src/target/index.ts'
import { position } from '../../src/text/index.ts'
import { certificates, Host, needs } from './daemons.ts'
import { blockCases } from './nginx-verdict-block-cases.ts'
import { type Around, type Case, verdictCases } from './nginx-verdict-cases.ts'
import { davCases, humanCases, moduleCases } from './nginx-verdict-human-cases.ts'
import { outsideCases, outsideMailCases } from './nginx-verdict-outside-cases.ts'
import { parameterCases } from './nginx-verdict-parameter-cases.ts'
import { patternCases } from './nginx-verdict-pattern-cases.ts'

const cases: readonly Case[] = [
  ...verdictCases,
  ...blockCases,
  ...parameterCases,
  ...patternCases,
  ...humanCases,
  ...moduleCases,
  ...outsideCases,
  ...outsideMailCases,
]

const target: Target = {
  ...defaultTarget,
  nginxPackage: '1.22.1-9+deb12u11',
  assumed: defaultTarget.assumed.filter(name => name !== 'nginx' && name !== 'openssl'),
}

const heads: Readonly<Record<Around, string>> = {
  main: '',
  http: 'events {}\nhttp {\n',
  server: 'events {}\nhttp {\nserver {\nlisten 127.0.0.1:18080;\n',
  location: 'events {}\nhttp {\nserver {\nlisten 127.0.0.1:18080;\nlocation /x {\n',
  upstream: 'events {}\nhttp {\nupstream u {\n',
  stream: 'load_module modules/ngx_stream_module.so;\nevents {}\nstream {\n',
  'stream-server':
    'load_module modules/ngx_stream_module.so;\nevents {}\nstream {\nserver {\nlisten 127.0.0.1:18080;\n',
}

const whole = (around: Around, text: string): string => {
  const head = heads[around]
  const open = (head.match(/\{$/gm) ?? []).length
  return around === 'main' ? text : `${head}${text}\n${'}\n'.repeat(open)}`
}

interface Answer {
  readonly loads: boolean
  /** Undefined: accepted. null: refused without naming a line. */
  readonly line: number | null | undefined
  readonly says: string
}

/** All cases in one go: a daemon each, one host. */
function ask(host: Host, texts: readonly string[]): Answer[] {
  for (const [at, text] of texts.entries()) host.write(`/etc/nginx/case-${at}.conf`, text)
  const script =
    'at=0; while [ -f /etc/nginx/case-$at.conf ]; do /usr/sbin/nginx -t -c /etc/nginx/case-$at.conf 2>&1; echo "== $?"; at=$((at+1)); done'
  const { output } = host.run(['/bin/sh', '-c', script], '/', 110)
  return output
    .split(/(?<=^== \d+\n)/m)
    .map(part => part.trimEnd())
    .filter(part => part !== '')
    .map(answer)
}

function answer(part: string): Answer {
  if (part.endsWith('== 0')) return { loads: true, line: undefined, says: '' }
  const says = /^.*\[(?:emerg|alert|crit)\] \S+ (.*)$/m.exec(part)?.[1] ?? part
  const line = / in \/etc\/nginx\/case-\d+\.conf:(\d+)$/.exec(says)?.[1]
  return { loads: false, line: line === undefined ? null : Number(line), says }
}

function lineOf(problem: LoadProblem | undefined): number | null | undefined {
  if (!problem) return undefined
  return problem.line === undefined ? position(problem.file, problem.span.start).line : problem.line
}

function predict(text: string): Answer {
  const path = '/etc/nginx/nginx.conf'
  const { loads, because } = verdict(load(path, memoryStore({ [path]: text, '/etc/nginx/tls.pem': '' }, true)), target)
  const first = because.find(problem => !problem.open)
  return { loads: loads !== false, line: loads === false ? lineOf(first) : undefined, says: first?.message.en ?? '' }
}

/** Cases in which the daemon answers otherwise than we do. */
function differing(host: Host, cases: readonly Case[]): string {
  host.write('/etc/nginx/tls.pem', certificates().chain + certificates().key)
  const texts = cases.map(([around, text]) => whole(around, text))
  const truths = ask(host, texts)
  expect(truths).toHaveLength(texts.length)
  const differ = texts.flatMap((text, at) => {
    const truth = truths[at] as Answer
    const ours = predict(text)
    return truth.loads === ours.loads && truth.line === ours.line
      ? []
      : [`${JSON.stringify(cases[at])}\n  nginx: ${truth.says} @${truth.line}\n  ours: ${ours.says} @${ours.line}`]
  })
  return differ.join('\n')
}

describe('verdicts agree with nginx -t', () => {
  let host: Host | undefined
  afterEach(() => host?.remove())

  needs(
    'nginx',
    'openssl',
    'root',
  )(`in ${cases.length} cases: same verdict, same line`, () => {
    host = new Host(['nginx'])
    expect(differing(host, cases)).toBe('')
  })

  needs(
    'nginx',
    'nginx-dav-ext',
    'openssl',
    'root',
  )(`in ${davCases.length} cases of dav-ext`, () => {
    host = new Host(['nginx'])
    expect(differing(host, davCases)).toBe('')
  })
})
