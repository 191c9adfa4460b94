import { afterEach, describe, expect } from 'vitest'
import { defaultTarget, type Target } from '../../src/target/index.ts'
import { certificates, Host, needs } from './daemons.ts'
import type { Case } from './nginx-verdict-cases.ts'
import { davCases } from './nginx-verdict-human-cases.ts'
import { type Answer, cases, predict, whole } from './nginx-verdict-texts.ts'

const target: Target = {
  ...defaultTarget,
  nginxPackage: '1.22.1-9+deb12u11',
  assumed: defaultTarget.assumed.filter(name => name !== 'nginx' && name !== 'openssl'),
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

/** Cases in which the daemon answers otherwise than we do. */
function differing(host: Host, cases: readonly Case[]): string {
  host.write('/etc/nginx/tls.pem', certificates().chain + certificates().key)
  const texts = cases.map(([around, text]) => whole(around, text))
  const truths = ask(host, texts)
  expect(truths).toHaveLength(texts.length)
  const differ = texts.flatMap((text, at) => {
    const truth = truths[at] as Answer
    const ours = predict(text, target)
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
