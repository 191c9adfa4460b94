import { expect, test } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

const conf = 'nginx.conf'

const site = (name: string, lines: string): string =>
  `  server {\n    listen 443 ssl;\n    server_name ${name}.example;\n    ssl_certificate ${name}.pem;\n    ssl_certificate_key ${name}.key;\n    add_header Strict-Transport-Security "max-age=31536000" always;\n${lines}  }\n`

/** Fixes of one rule, and the statements of a name afterwards. */
function after(
  text: string,
  options: { rule: string; name: string; unsafe?: boolean; baseline?: string; nginx?: [number, number, number] },
) {
  const { rule, name, unsafe = false, baseline = 'balanced', nginx = [1, 22, 1] as const } = options
  const input = {
    files: { [conf]: `events {}\nhttp {\n${text}}\n` },
    unsafe,
    baseline,
    target: { nginx, openssl: [3, 0] as const },
  }
  const result = fix(input, analyze(input), finding => finding.rule === rule)
  const fixed = result.files.get(conf) ?? input.files[conf] ?? ''
  return {
    rejected: result.rejected.length,
    values: [...fixed.matchAll(new RegExp(`${name} ([^;]+);`, 'g'))].map(found => found[1]),
  }
}

const old = '    ssl_protocols TLSv1 TLSv1.1 TLSv1.2;\n'
const protocols = { rule: 'nginx/tls-protocols', name: 'ssl_protocols' }

test.each([
  ['decided by the default server', [1, 22, 1]],
  ['decided by each server', [1, 29, 4]],
] as const)('servers of a socket that write the same protocols are mended together: %s', (_name, nginx) => {
  const { rejected, values } = after(site('a', old) + site('b', old) + site('c', old), {
    ...protocols,
    nginx: [...nginx],
  })
  expect([rejected, values]).toEqual([0, ['TLSv1.2 TLSv1.3', 'TLSv1.2 TLSv1.3', 'TLSv1.2 TLSv1.3']])
})

test('a server that writes other protocols keeps them: they had no effect before either', () => {
  const { values } = after(site('a', old) + site('b', '    ssl_protocols TLSv1.3;\n'), protocols)
  expect(values).toEqual(['TLSv1.2 TLSv1.3', 'TLSv1.3'])
})

test('a file that all servers include is changed once', () => {
  const snippet = 'ssl_protocols TLSv1 TLSv1.2;\n'
  const servers = site('a', '    include tls.conf;\n') + site('b', '    include tls.conf;\n')
  const files = { [conf]: `events {}\nhttp {\n${servers}}\n`, 'tls.conf': snippet }
  const input = { files, target: { nginx: [1, 22, 1] as const } }
  const result = fix(input, analyze(input), finding => finding.rule === 'nginx/tls-protocols')
  expect([...result.files]).toEqual([['tls.conf', 'ssl_protocols TLSv1.2 TLSv1.3;\n']])
})

test('so are groups', () => {
  const weak = '    ssl_ecdh_curve secp224r1:X25519;\n'
  const groups = { rule: 'nginx/tls-groups', name: 'ssl_ecdh_curve', unsafe: true, baseline: 'strict' }
  const { rejected, values } = after(site('a', weak) + site('b', weak), groups)
  expect([rejected, values.length, new Set(values).size]).toEqual([0, 2, 1])
  expect(values[0]).not.toContain('secp224r1')
})

test('the server that refuses unknown names takes over what the first one decided', () => {
  const good = '    ssl_protocols TLSv1.2 TLSv1.3;\n    ssl_ecdh_curve X25519:prime256v1;\n'
  const added = { rule: 'nginx/missing-default-server', unsafe: true }
  const { rejected, values } = after(site('a', good) + site('b', good), { ...added, name: 'ssl_protocols' })
  expect([rejected, values.length]).toEqual([0, 3])
  expect(after(site('a', good) + site('b', good), { ...added, name: 'ssl_ecdh_curve' }).values).toHaveLength(3)
})
