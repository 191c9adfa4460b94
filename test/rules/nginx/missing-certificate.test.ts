import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/files/index.ts'
import { type AnalyzeInput, analyze, fix, type Plan, plan, type Report } from '../../../src/index.ts'
import { applyEdits, editsByPath } from '../../../src/text/index.ts'
import { main, only } from './found.ts'

const conf = '/etc/nginx/nginx.conf'

type Input = AnalyzeInput & { readonly files: ReturnType<typeof memoryStore> }

/** A host of which all is known: what is missing is missing. */
function host(http: string, files: readonly string[] = [], more: Pick<AnalyzeInput, 'target'> = {}): Input {
  const present = Object.fromEntries(files.map(path => [path, '']))
  return { files: memoryStore({ ...present, [conf]: main(http) }, true), roots: [conf], format: 'nginx', ...more }
}

const tls = (certificate: string, name = 'www.example.com'): string =>
  `server {\n  listen 443 ssl;\n  server_name ${name};\n${certificate}  location / {\n    return 204;\n  }\n}`
const pair = (folder: string): string =>
  `  ssl_certificate ${folder}/fullchain.pem;\n  ssl_certificate_key ${folder}/privkey.pem;\n`
const live = '/etc/letsencrypt/live/www.example.com'

const said = ({ findings }: Report): string[] =>
  findings.filter(({ rule }) => rule === 'nginx/missing-certificate').map(({ message }) => message.en)

describe('a certificate that is not there', () => {
  it('keeps nginx from loading, in the words of the daemon', () => {
    const report = analyze(host(tls(pair('/etc/ssl'))))
    expect(report.verdicts[0]?.loads).toBe(false)
    expect(said(report)).toEqual([
      'cannot load certificate "/etc/ssl/fullchain.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/ssl/fullchain.pem, r) error:10000080:BIO routines::no such file)',
    ])
    const keyless = analyze(host(tls(pair('/etc/ssl')), ['/etc/ssl/fullchain.pem']))
    expect(said(keyless)).toEqual([expect.stringContaining('cannot load certificate key "/etc/ssl/privkey.pem"')])
  })

  it.each([
    ['both are there', host(tls(pair('/etc/ssl')), ['/etc/ssl/fullchain.pem', '/etc/ssl/privkey.pem'])],
    [
      'the path is relative and there',
      host(tls(pair('tls')), ['/etc/nginx/tls/fullchain.pem', '/etc/nginx/tls/privkey.pem']),
    ],
    ['a variable names it', host(tls(pair('/etc/ssl/$ssl_server_name')))],
    ['it stands in the configuration', host(tls('  ssl_certificate data:x;\n  ssl_certificate_key data:x;\n'))],
  ])('is no matter when %s', (_why, input) => {
    const report = analyze(input)
    expect(report.verdicts[0]?.loads).toBe(true)
    expect(said(report)).toEqual([])
  })

  it('is no finding where not all of the host is known, and nobody can tell whether the files load', () => {
    const report = analyze({ files: { 'nginx.conf': main(tls(pair('/etc/ssl'))) } })
    expect(said(report)).toEqual([])
    expect(report.verdicts).toMatchObject([
      {
        loads: null,
        because: [
          'nginx.conf:6: "/etc/ssl/fullchain.pem" is not among the files',
          'nginx.conf:7: "/etc/ssl/privkey.pem" is not among the files',
        ],
      },
    ])
  })

  it('is said once, however many servers share the statement', () => {
    const report = analyze(host(`${pair('/etc/ssl')}${tls('')}\n${tls('', 'b.example.com')}`))
    expect(said(report)).toHaveLength(1)
  })
})

/** The files after each edit of a plan, in order. */
function stages(input: Input, { steps }: Plan): string[] {
  let text = main('')
  const first = input.files.read(conf)
  if ('text' in first) text = first.text
  return steps.flatMap(step => {
    if (step.kind !== 'edit') return []
    text = applyEdits(text, editsByPath(step.edits).get(conf) ?? [])
    return [text]
  })
}

const ours = /certificate|trusted|certbot/
const planOf = (input: Input): Plan => {
  const whole = plan(input, analyze(input))
  return { ...whole, steps: whole.steps.filter(({ id }) => ours.test(id)) }
}

describe('the way to a certificate', () => {
  it.each([
    ['of a missing file', pair('/etc/ssl')],
    ['of a missing lineage', pair(live)],
    ['that nobody has named', ''],
  ])('%s begins with files that load, and ends with its name', (_what, certificate) => {
    const input = host(tls(certificate))
    const found = planOf(input)
    expect(found.steps.map(({ id }) => id)).toEqual([
      'nginx/without-certificate:www.example.com',
      'nginx/without-certificate:www.example.com-live',
      'host/certbot-nginx',
      'nginx/trusted-rehearsal:www.example.com',
      'nginx/trusted:www.example.com',
      'nginx/with-certificate:www.example.com',
      'nginx/with-certificate:www.example.com-live',
    ])
    const [started, ended] = stages(input, found)
    expect(started).toContain('ssl_reject_handshake on;')
    expect(analyze(hostOf(started)).verdicts[0]?.loads).toBe(true)
    const wanted = tls(pair(live))
    const behindListen = tls('').replace('ssl;\n', `ssl;\n${pair(live)}`)
    expect(ended).toBe(main(certificate === '' ? behindListen : wanted))
    expect(analyze(hostOf(ended, [`${live}/fullchain.pem`, `${live}/privkey.pem`])).verdicts[0]?.loads).toBe(true)
  })

  it('keeps the other servers out of it', () => {
    const other = tls(pair('/etc/ssl'), 'b.example.com')
    const input = host(`${tls(pair('/etc/gone'))}\n${other}`, ['/etc/ssl/fullchain.pem', '/etc/ssl/privkey.pem'])
    const [started = ''] = stages(input, planOf(input))
    expect(started.match(/ssl_reject_handshake/g)).toHaveLength(1)
    expect(started).toContain(other)
  })

  it.each([
    ['nginx cannot reject handshakes yet', host(tls(pair('/etc/ssl')), [], { target: { nginx: [1, 18, 0] } })],
    ['no name can get one', host(tls(pair('/etc/ssl'), 'intranet'))],
    ['another server of the socket has none of its own', host(`${tls(pair('/etc/ssl'))}\n${tls('', 'b.example.com')}`)],
    [
      'others have theirs, and would reject as well',
      host(`${pair('/etc/gone')}${tls('')}\n${tls(pair('/etc/ssl'), 'b.example.com')}`, [
        '/etc/ssl/fullchain.pem',
        '/etc/ssl/privkey.pem',
      ]),
    ],
    ['there are two', host(tls(`${pair('/etc/ssl')}${pair('/etc/ssl/rsa')}`))],
  ])('is left to people when %s', (_why, input) => {
    const { steps } = planOf(input)
    expect(steps.map(({ kind }) => kind)).toContain('decide')
    expect(steps.map(({ kind }) => kind)).not.toContain('edit')
  })
})

const hostOf = (text = '', files: readonly string[] = []): Input => {
  const present = Object.fromEntries(files.map(path => [path, '']))
  return { files: memoryStore({ ...present, [conf]: text }, true), roots: [conf], format: 'nginx' }
}

describe('a certificate of certbot without its key', () => {
  it('gets the one beside it', () => {
    const text = (lines: string): string => main(tls(lines))
    const input = { files: { 'nginx.conf': text(`  ssl_certificate ${live}/fullchain.pem;\n`) }, unsafe: true }
    const result = fix(input, analyze(input), ({ rule }) => rule === 'nginx/missing-certificate')
    expect(result.files.get('nginx.conf')).toBe(text(pair(live)))
  })
})

describe('a plan on a host that is all known', () => {
  it('may name the files that its own commands make', () => {
    const http =
      'server {\n  listen 80;\n  server_name www.example.com;\n  location / {\n    proxy_pass http://127.0.0.1:3000;\n  }\n}'
    const input = host(http)
    const { steps } = plan(input, analyze(input))
    expect(steps.map(({ id }) => id)).toContain('nginx/tls:www.example.com')
    expect(steps.map(({ id }) => id).join()).not.toContain('without-certificate')
  })
})

it('no key is read to see that it is there', () => {
  const base = host(tls(pair('/etc/ssl'))).files
  const read: string[] = []
  const status = { kind: 'file', mode: 0o600, user: 0, group: 0 } as const
  const files = {
    ...base,
    read: (path: string) => {
      read.push(path)
      return base.read(path)
    },
    status: (path: string) => (path.endsWith('.pem') ? status : undefined),
  }
  const report = analyze({ files, roots: [conf], format: 'nginx', baseline: only('nginx/missing-certificate') })
  expect(report.verdicts[0]?.loads).toBe(true)
  expect(read.filter(path => path.endsWith('privkey.pem'))).toEqual([])
})
