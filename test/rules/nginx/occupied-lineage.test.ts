import { rootCertificates } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../../src/files/index.ts'
import { analyze, plan } from '../../../src/index.ts'
import { main } from './found.ts'

const conf = '/etc/nginx/nginx.conf'
const name = 'api.example.com'
const live = `/etc/letsencrypt/live/${name}`
const renewal = `/etc/letsencrypt/renewal/${name}.conf`

const clear = `server {\n  listen 80;\n  server_name ${name};\n  location / {\n    proxy_pass http://127.0.0.1:8080;\n  }\n}`
const encrypted = `server {
  listen 443 ssl;
  server_name ${name};
  ssl_certificate ${live}/fullchain.pem;
  ssl_certificate_key ${live}/privkey.pem;
  location / {
    return 204;
  }
}`

/** The names that certbot is asked for, and the certificate files that the edits name. */
function planned(http: string, present: readonly string[], complete = true): { lineages: string[]; named: string[] } {
  // A root of the public signs itself, as what somebody makes by hand does.
  const pem = rootCertificates[0] ?? ''
  const others = Object.fromEntries(present.map(path => [path, path.endsWith('fullchain.pem') ? pem : '']))
  const input = { files: memoryStore({ ...others, [conf]: main(http) }, complete), roots: [conf] }
  const { steps } = plan(input, analyze(input))
  const words = steps.flatMap(step => (step.kind === 'command' ? step.commands : [])).map(({ argv }) => argv)
  const asked = words.filter(argv => argv[0] === 'certbot').flatMap(argv => argv[argv.indexOf('--cert-name') + 1] ?? [])
  const texts = steps.flatMap(step => (step.kind === 'edit' ? step.edits : [])).map(({ text }) => text)
  const named = texts.flatMap(text => text.match(/live\/[^/]+\/fullchain/g) ?? [])
  return { lineages: [...new Set(asked)], named: [...new Set(named)] }
}

describe('certbot refuses a name whose folder holds files of somebody else', () => {
  test.each([
    ['a pair made by hand', [`${live}/fullchain.pem`, `${live}/privkey.pem`]],
    ['a key alone', [`${live}/privkey.pem`]],
  ])('%s: the certificate gets the next free name', (_what, files) => {
    expect(planned(clear, files)).toEqual({ lineages: [`${name}-0001`], named: [`live/${name}-0001/fullchain`] })
  })

  test('the next free name is not one that is occupied as well', () => {
    const files = [`${live}/privkey.pem`, `${live}-0001/fullchain.pem`]
    expect(planned(clear, files).lineages).toEqual([`${name}-0002`])
  })

  test('what certbot manages itself keeps its name', () => {
    expect(planned(clear, [`${live}/fullchain.pem`, renewal]).lineages).toEqual([name])
    expect(planned(clear, []).lineages).toEqual([name])
  })

  test('where the host is not known, nothing is assumed', () => {
    expect(planned(clear, [`${live}/fullchain.pem`], false).lineages).toEqual([name])
  })

  test('a certificate made by hand that nginx serves already', () => {
    const files = [`${live}/fullchain.pem`, `${live}/privkey.pem`]
    expect(planned(encrypted, files)).toEqual({
      lineages: [`${name}-0001`],
      named: [`live/${name}-0001/fullchain`],
    })
    expect(planned(encrypted, [...files, renewal]).lineages).toEqual([name])
  })

  test('a certificate that nginx misses beside a key that is there', () => {
    expect(planned(encrypted, [`${live}/privkey.pem`])).toEqual({
      lineages: [`${name}-0001`],
      named: [`live/${name}-0001/fullchain`],
    })
  })
})
