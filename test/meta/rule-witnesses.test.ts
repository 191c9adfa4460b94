import { expect, test } from 'vitest'
import { reportOf, where, written } from './rules.ts'

/** Rules of nginx whose first Bad example has no witness, and why no request shows what they are about. */
const without: readonly (readonly [why: string, rules: readonly string[]])[] = [
  [
    'nginx does not start with the files',
    [
      ...[
        'conflicting-listen',
        'directive-arguments',
        'directive-context',
        'duplicate-directive',
        'duplicate-location',
      ],
      ...['include-cycle', 'invalid-regex', 'invalid-value', 'missing-certificate', 'missing-include', 'syntax'],
      ...['tls-groups-unsupported', 'unknown-directive', 'unknown-reference', 'unknown-variable', 'unmet-requirement'],
    ],
  ],
  ['a version, or what a later one takes away', ['deprecated-directive', 'vulnerable-version']],
  [
    'memory of the worker in older versions, or its crash: nobody sends that to see',
    ['clone-unnamed-capture', 'rewrite-args-capture', 'rewrite-overlapping-captures'],
  ],
  [
    'a handshake, or how a later one resumes it: no request is sent yet',
    [
      ...['certificate-chain', 'certificate-expiry', 'certificate-trust', 'cipher-preference', 'dhparam', 'early-data'],
      ...['ocsp-stapling', 'session-tickets', 'tls-groups', 'tls-protocols', 'tls-seclevel', 'tls-setting-ignored'],
      ...['weak-ciphers', 'quic-bpf-reuseport'],
    ],
  ],
  [
    'the handshake with another server, which somebody on the way would have to answer',
    ['upstream-tls-name', 'upstream-tls-unverified', 'upstream-tls-weak'],
  ],
  [
    'what is written to a log: the answer is the same',
    [
      ...['access-log-off', 'error-log-level', 'error-log-off', 'log-fields', 'log-json-escape', 'log-query-string'],
      ...['log-remote-plaintext', 'log-rotation', 'log-sensitive-data'],
    ],
  ],
  ['files and accounts of the host', ['file-permissions', 'run-as-root', 'secret-in-config']],
  ['how names are looked up, not what a request gets', ['external-resolver', 'stale-dns']],
  ['whom requests are handed to is what the file says', ['third-party-upstream']],
  ['shows in the number of connections alone', ['upstream-keepalive']],
  ['what nothing uses changes no answer', ['unused-definition']],
  [
    'load, time or size: only many clients at once, slow ones or large ones show it',
    ['body-size', 'limit-key-behind-proxy', 'process-limits', 'proxy-buffering-off', 'rate-limits', 'timeouts'],
  ],
  ['guesses over thousands of requests', ['compression-breach']],
  ['depends on what the application writes into its answer', ['cookie-flags', 'ssi-upstream']],
  [
    'which of the two servers a name was meant for is not in the files: requests get the same after',
    ['conflicting-server-name'],
  ],
  ['a name of another case means the same; which was meant is not in the files', ['variable-case']],
]

const reasons = new Map<string, string>(
  without.flatMap(([why, rules]) => rules.map((rule): [string, string] => [`nginx/${rule}`, why])),
)

test.each(written.filter(([id]) => id.startsWith('nginx/')))(
  '%s shows its first Bad example by a request, or a reason says why not',
  (id, _, { bad }) => {
    const [example] = bad
    if (!example) throw new Error(`${id} has no Bad example`)
    const shown = reportOf(example, id).findings.some(({ rule, witness }) => rule === id && witness !== undefined)
    expect(shown, `${where(id, example)}: ${reasons.get(id) ?? 'no reason is given'}`).toBe(!reasons.has(id))
  },
)

test('the reasons are about rules that exist', () => {
  const ids = new Set(written.map(([id]) => id))
  expect([...reasons.keys()].filter(id => !ids.has(id))).toEqual([])
})
