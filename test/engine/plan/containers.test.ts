import { describe, expect, test } from 'vitest'
import { analyze, type Plan, plan } from '../../../src/engine/index.ts'

const site = 'server { listen 80; server_name shop.example.com; location / { proxy_pass http://127.0.0.1:3000; } }\n'
const compose =
  'services:\n  web:\n    image: nginx:1.28\n    ports: ["80:80"]\n    volumes: ["./site.conf:/etc/nginx/conf.d/site.conf"]\n'

function planned(files: Readonly<Record<string, string>>): Plan {
  const input = { files }
  return plan(input, analyze(input))
}

const commands = ({ steps }: Plan): number =>
  steps.flatMap(step => [
    ...(step.kind === 'command' ? step.commands : []),
    ...(step.undo ?? []),
    ...(step.verify ?? []),
  ]).length

const ids = ({ steps }: Plan): string[] => steps.map(({ id }) => id)

describe('nginx of a container', () => {
  test('gets no commands of a host: they are asked for, once, and TLS is a decision', () => {
    const made = planned({ 'site.conf': site, 'compose.yaml': compose })
    expect(commands(made)).toBe(0)
    expect(ids(made)).toEqual(['container/safe-fixes', 'container/live', 'nginx/container-tls:compose.yaml'])
    expect(commands(planned({ 'site.conf': site }))).toBeGreaterThan(0)
  })

  test('a certificate that it names already serves it there, too', () => {
    const twin = site.replace('listen 80', 'listen 443 ssl; ssl_certificate /c; ssl_certificate_key /k')
    const made = planned({ 'site.conf': site + twin, 'compose.yaml': compose })
    expect(commands(made)).toBe(0)
    const [, unsafe] = made.steps.filter(({ kind }) => kind === 'edit')
    expect(unsafe?.kind === 'edit' && unsafe.edits.map(({ text }) => text).join('')).toContain('return 308 https://')
    expect(ids(made)).not.toContain('nginx/container-tls:compose.yaml')
  })

  test('what other findings would run on a host is refused, with the reason', () => {
    const host = {
      'etc/nginx/nginx.conf': `events {}\nhttp { access_log /data/logs/access.log; ${site} }\n`,
      'etc/logrotate.d/nginx': '/var/log/nginx/*.log { daily rotate 200 }\n',
    }
    const rotation = (more: Record<string, string>): readonly string[] | undefined =>
      analyze({ files: { ...host, ...more }, baseline: 'strict' })
        .findings.find(({ rule }) => rule === 'nginx/log-rotation')
        ?.refused?.map(({ because }) => because.en)
    expect(rotation({})).toEqual([])
    expect(rotation({ Dockerfile: 'FROM nginx:1.28\nCOPY etc /etc\n' })).toEqual([
      expect.stringContaining('the image of Dockerfile'),
    ])
  })
})

test('files that make hosts are rolled out once, whatever is decided besides', () => {
  const made = planned({
    'init.yaml':
      '#cloud-config\nwrite_files:\n  - path: /etc/nginx/conf.d/a.conf\n    content: |\n      server {\n          listen 80;\n          server_name _;\n          location / { proxy_pass http://127.0.0.1:3000; }\n      }\n',
  })
  expect(ids(made).filter(id => id.startsWith('maker/live'))).toEqual(['maker/live'])
  expect(made.steps.some(({ kind, id }) => kind === 'decide' && id !== 'maker/live')).toBe(true)
})
