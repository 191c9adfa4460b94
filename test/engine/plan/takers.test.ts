import { expect, test } from 'vitest'
import { analyze, type Plan, plan } from '../../../src/engine/index.ts'

const manifest = (port: string): string => `kind: ConfigMap
metadata:
  name: web
data:
  nginx.conf: |
    events {}
    http {
      server {
        listen ${port};
        location / {
          root /srv;
          autoindex on;
        }
      }
    }
`

function planned(files: Readonly<Record<string, string>>): Plan {
  const input = { files }
  return plan(input, analyze(input))
}

const commandsOf = ({ steps }: Plan): string[] =>
  steps.flatMap(step => [
    ...(step.kind === 'command' ? step.commands : []).map(({ argv }) => argv.join(' ')),
    ...(step.undo ?? []).map(({ argv }) => `undo ${argv.join(' ')}`),
    ...(step.verify ?? []).map(({ argv }) => `verify ${argv.join(' ')}`),
  ])

test('a manifest is taken by its cluster, not by a daemon of this machine', () => {
  const made = planned({ 'deploy/web.yaml': manifest('127.0.0.1:8080') })
  expect(made.steps.map(step => step.kind)).toEqual(['edit', 'command'])
  expect(commandsOf(made)).toEqual([
    'undo kubectl apply -f deploy/web.yaml',
    'verify kubectl apply --dry-run=server -f deploy/web.yaml',
    'kubectl apply -f deploy/web.yaml',
    'verify kubectl diff -f deploy/web.yaml',
  ])
})

test('a chart and other templates are filled in before anything reads them: nobody runs a daemon on them', () => {
  const chart = planned({ 'chart/templates/web.yaml': manifest('127.0.0.1:{{ .Values.port }}') })
  const jinja = planned({
    'nginx.conf.j2': 'events {}\nhttp { server { listen 127.0.0.1:{{ port }}; autoindex on; } }\n',
  })
  const tunnel = planned({ 'etc/openvpn/server/vpn.conf.j2': 'server {{ net }}\nauth none\ndev tun\ncomp-lzo\n' })
  const kernel = planned({ 'etc/sysctl.d/9.conf.j2': 'net.ipv4.tcp_syncookies = 0\nvm.swappiness = {{ x }}\n' })
  for (const made of [tunnel, kernel]) expect(made.steps.at(-1)?.kind).toBe('decide')
  for (const made of [chart, jinja, kernel]) {
    expect(made.steps.map(step => step.kind)).toEqual(['edit', 'decide'])
    expect(commandsOf(made)).toEqual([])
  }
  expect(commandsOf(tunnel)).toEqual([])
})

test('files of a host are taken by its daemon, beside manifests', () => {
  const nginx = 'events {}\nhttp { server { listen 127.0.0.1:81; autoindex on; } }\n'
  const made = planned({ 'etc/nginx/nginx.conf': nginx, 'web.yaml': manifest('127.0.0.1:8080') })
  expect(commandsOf(made)).toEqual(
    expect.arrayContaining(['systemctl reload nginx', 'kubectl apply -f web.yaml', 'verify nginx -t']),
  )
})

test('of several tunnels those are restarted that read what is changed', () => {
  const client =
    'client\ndev tun\nproto udp4\nremote 192.0.2.1\nca ca.crt\ncert c.crt\nkey c.key\nremote-cert-tls server\n'
  const server = 'server 10.8.0.0 255.255.255.0\ndev tun\nca ca.crt\ncert s.crt\nkey s.key\ndh none\n'
  const made = planned({
    'etc/openvpn/client/other.conf': client,
    'etc/openvpn/server/hq.conf': `${server}cipher AES-256-CBC\n`,
  })
  const edits = made.steps.filter(step => /^openvpn\/.*safe-fixes$/.test(step.id))
  expect(edits.map(({ undo }) => undo?.map(({ argv }) => argv.join(' ')))).toEqual([
    ['systemctl try-restart openvpn-server@hq.service'],
  ])
  const restarts = made.steps.filter(step => step.id === 'openvpn/live')
  expect(commandsOf({ ...made, steps: restarts }).filter(line => line.includes('other'))).toEqual([])
  expect(restarts.length).toBe(1)
})

test('an edit of a tunnel inside a manifest is taken back in the cluster', () => {
  const text = (port: string): string => `kind: ConfigMap
metadata:
  name: vpn
data:
  server.conf: |
    port ${port}
    dev tun
    server 10.8.0.0 255.255.255.0
    ca ca.crt
    cert s.crt
    key s.key
    dh none
    comp-lzo
`
  const undo = (port: string) =>
    planned({ 'deploy/vpn.yaml': text(port) }).steps.find(({ id }) => id.includes('compression'))
  expect(undo('1194')).toMatchObject({
    undo: [{ argv: ['kubectl', 'apply', '-f', 'deploy/vpn.yaml'] }],
    undone: { en: 'then restart the pods that mount the manifest' },
  })
})

test('edits of several daemons are told apart by their titles', () => {
  const { steps } = planned({
    'etc/nginx/nginx.conf': 'events {}\nhttp { server { listen 127.0.0.1:81; autoindex on; } }\n',
    'etc/sysctl.d/9.conf': 'net.ipv4.tcp_syncookies = 0\n',
  })
  const titles = steps.filter(step => step.kind === 'edit').map(({ title }) => title.en)
  expect(titles.toSorted()).toEqual(['Apply the safe fixes: kernel settings', 'Apply the safe fixes: nginx'])
})

test('a reload is checked with a name that leads to the server it was made for', () => {
  const { steps } = planned({
    'etc/nginx/nginx.conf':
      'events {}\nhttp { server { listen 80; server_name *.t.example.com; location / { proxy_pass http://127.0.0.1:1; } } }\n',
  })
  const live = steps.find(({ id }) => id.startsWith('nginx/guard-live'))
  expect(live?.verify?.[0]?.argv).toContain('http://any.t.example.com/')
})

test('a first server on 443 says that the firewall has to let it in', () => {
  const site = 'server { listen 80; server_name a.example.com; location / { proxy_pass http://127.0.0.1:1; } }'
  const other = 'server { listen 443 ssl; ssl_reject_handshake on; }'
  const why = (servers: string) =>
    planned({ 'etc/nginx/nginx.conf': `events {}\nhttp { ${servers} }\n` }).steps.find(({ id }) =>
      id.startsWith('nginx/tls:'),
    )?.why?.en
  expect(why(site)).toContain('ufw allow 443/tcp')
  expect(why(site + other)).toBeUndefined()
})

test('a drop-in by itself may be meant for any host: nobody applies the files of this one for it', () => {
  const text = 'kernel.randomize_va_space = 0\n'
  const alone = (path: string): Plan => {
    const input = { files: { [path]: text }, roots: [path], format: 'sysctl' } as const
    return plan(input, analyze(input))
  }
  expect(alone('hardening.conf').steps.map(({ kind }) => kind)).toEqual(['edit', 'decide'])
  expect(commandsOf(alone('hardening.conf'))).toEqual([])
  expect(commandsOf(alone('/etc/sysctl.d/60-x.conf'))).toContain('systemctl restart systemd-sysctl')
})
