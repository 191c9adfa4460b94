import { expect, test } from 'vitest'
import { analyzeHost } from '../../src/engine/index.ts'
import { type ExposureMap, type ExposureNode, exposureOf } from '../../src/exposure/index.ts'
import { memoryStore } from '../../src/files/index.ts'

/** The map of a host given by its files. */
function mapOf(files: Readonly<Record<string, string>>): ExposureMap {
  const [host] = analyzeHost({ files: memoryStore(files) }).hosts
  if (!host) throw new Error('no host')
  return exposureOf(host)
}

const nginx = (http: string): Readonly<Record<string, string>> => ({
  'etc/nginx/nginx.conf': `events {}\nhttp {\n${http}\n}\n`,
})

const find = ({ nodes }: ExposureMap, title: string): ExposureNode => {
  const node = nodes.find(each => each.title.en === title)
  if (!node) throw new Error(`no ${title} among ${nodes.map(each => each.title.en).join(' | ')}`)
  return node
}

/** `Internet -plain-> *:80`, with a cross where it is broken. */
const ways = (map: ExposureMap): string[] => {
  const title = (id: string): string => map.nodes.find(node => node.id === id)?.title.en ?? '?'
  return map.edges
    .map(({ from, to, security, broken }) => `${title(from)} -${broken ? 'x ' : ''}${security}-> ${title(to)}`)
    .sort()
}

const secure = 'ssl_certificate c.pem; ssl_certificate_key k.pem;'

test('tells TLS, clear text, sockets that only redirect, and local ones apart', () => {
  const map = mapOf(
    nginx(`
server { listen 80; server_name a.example; location / { return 308 https://a.example$request_uri; } }
server { listen 443 ssl; ${secure} server_name a.example; location / { proxy_pass https://api.example.org; } }
server { listen 8080; server_name b.example; location / { proxy_pass http://10.0.0.7:9000; } }
server { listen 127.0.0.1:81; server_name c.example; location / { stub_status; } }
server { listen 10.1.1.1:82; server_name d.example; root /srv/d; }`),
  )
  expect(ways(map)).toEqual([
    '*:443 -tls-> a.example',
    '*:80 -closed-> a.example',
    '*:8080 -plain-> b.example',
    '10.1.1.1:82 -plain-> d.example',
    '127.0.0.1:81 -local-> c.example',
    'Internet -closed-> *:80',
    'Internet -plain-> *:8080',
    'Internet -tls-> *:443',
    'Private network -plain-> 10.1.1.1:82',
    'This host -local-> 127.0.0.1:81',
    'a.example -closed-> https://a.example$request_uri',
    'a.example -unverified-> api.example.org',
    'b.example -plain-> 10.0.0.7:9000',
    'c.example -local-> stub_status',
    'd.example -local-> /srv/d',
  ])
  expect(find(map, 'api.example.org').details[0]?.en).toBe('its certificate is not checked')
})

test('what is inherited counts, not what is written in the server', () => {
  const map = mapOf(
    nginx(`proxy_ssl_verify on; ssl_reject_handshake off;
server { listen 443 ssl default_server; server_name _; ssl_reject_handshake on; }
server { listen 443 ssl; ${secure} server_name a.example; location / { proxy_pass https://x.example; } }`),
  )
  expect(find(map, 'x.example')).toMatchObject({ security: 'tls', details: [{ en: 'its certificate is checked' }] })
  expect(find(map, '*:443').details.map(each => each.en)).toContain('unknown names are refused')
  expect(ways(map)).toContain('_ -closed-> ssl_reject_handshake')
})

test('both stacks of one port are one socket', () => {
  const map = mapOf(nginx('server { listen 80; listen [::]:80; server_name a.example; root /srv/a; }'))
  expect(map.nodes.filter(node => node.column === 'listener').map(node => node.title.en)).toEqual(['*:80, [::]:80'])
})

test('shows what is configured and does not work', () => {
  const map = mapOf(
    nginx(`upstream backend { server 127.0.0.1:9000; }
upstream idle { server 127.0.0.1:9001 down; }
server { listen 80; server_name a.example; root /srv/a; }
server { listen 80; server_name A.example; root /srv/b; }
server { listen 80; server_name b.example; location / { proxy_pass http://backned; } }
server { listen 80; server_name c.example; location / { proxy_pass http://idle; } }
server { listen 80; server_name d.example; return 301 https://$host$request_uri; }`),
  )
  const broken = map.nodes.flatMap(node => (node.broken ? [`${node.title.en}: ${node.broken.en}`] : []))
  expect(broken.sort()).toEqual([
    'a.example: no request reaches it: its names are taken or never asked for',
    'backned: no such upstream; there is backend',
    'https://$host$request_uri: no socket here answers TLS on that port',
    'idle: every server of it is down',
  ])
  expect(ways(map)).toContain('*:80 -x plain-> a.example')
})

test('a name that no upstream has is a host name, not a mistake', () => {
  const map = mapOf(
    nginx('server { listen 80; server_name a.example; location / { proxy_pass http://internal-api; } }'),
  )
  expect(find(map, 'internal-api')).toMatchObject({ security: 'plain', broken: undefined })
})

const server =
  'dev tun\nserver 10.8.0.0 255.255.255.0\nca c\ncert c\nkey k\ndh none\npush "route 192.168.7.0 255.255.255.0"\n'

test('a VPN server: its socket, what it pushes, and that nothing is forwarded', () => {
  const files = { 'etc/openvpn/server/hq.conf': server, 'etc/sysctl.d/10-x.conf': 'net.ipv4.ip_forward = 0\n' }
  const map = mapOf(files)
  expect(ways(map)).toEqual([
    '*:1194/udp -vpn-> openvpn-server@hq',
    'Internet -vpn-> *:1194/udp',
    'openvpn-server@hq -x vpn-> 192.168.7.0/24',
  ])
  const on = mapOf({ ...files, 'etc/sysctl.d/10-x.conf': 'net.ipv4.ip_forward = 1\n' })
  expect(ways(on)).toContain('openvpn-server@hq -vpn-> 192.168.7.0/24')
})

test('sockets and upstreams inside a tunnel are reached by the VPN', () => {
  const map = mapOf({
    ...nginx('server { listen 10.8.0.1:80; server_name a.example; location / { proxy_pass http://10.8.0.9:81; } }'),
    'etc/openvpn/server/hq.conf': server,
  })
  expect(ways(map)).toContain('VPN 10.8.0.0/24 -vpn-> 10.8.0.1:80')
  expect(ways(map)).toContain('a.example -vpn-> 10.8.0.9:81')
})

test('what a daemon refuses to load does not work', () => {
  const map = mapOf({
    ...nginx('server { listen 80; server_name a.example; root /srv/a; no_such_directive on; }'),
    'etc/openvpn/client/hk.conf': 'client\ndev tun\nremote 198.51.100.20 1194\nno-such-option\n',
  })
  expect(find(map, '*:80').broken?.en).toBe('nginx refuses these files')
  expect(find(map, 'openvpn-client@hk').broken?.en).toBe('openvpn refuses this file')
})

test('a full tunnel takes the replies of public sockets', () => {
  const client = 'client\ndev tun\nremote 198.51.100.20 1194\nca c\ncert c\nkey k\nredirect-gateway def1\n'
  const map = mapOf({
    ...nginx('server { listen 80; listen 127.0.0.1:81; server_name a.example; root /srv/a; }'),
    'etc/openvpn/client/hk.conf': client,
  })
  expect(find(map, '*:80').broken?.en).toBe('replies leave through openvpn-client@hk')
  expect(find(map, '127.0.0.1:81').broken).toBeUndefined()
  expect(ways(map)).toContain('openvpn-client@hk -vpn-> 198.51.100.20:1194/udp')
})

test('a cipher list that ends in none is no VPN', () => {
  const client = 'client\ndev tun\nremote 198.51.100.20 1194\nca c\ncert c\nkey k\ndata-ciphers none\n'
  const map = mapOf({ 'etc/openvpn/client/hk.conf': client })
  expect(ways(map)).toContain('openvpn-client@hk -plain-> 198.51.100.20:1194/udp')
})

test('large hosts stay readable: what is alike is one node, and every name is still told', () => {
  const servers = Array.from({ length: 200 }, (_, at) =>
    at % 10 === 0
      ? `server { listen 80; server_name s${at}.example; location / { proxy_pass http://10.0.${at}.1:80; } }`
      : `server { listen ${at % 3 === 0 ? `${8000 + at}` : '443'} ssl; ${secure} server_name s${at}.example; location / { proxy_pass http://127.0.0.1:${9000 + at}; } }`,
  )
  const map = mapOf(nginx(servers.join('\n')))
  expect(map.grouped).toBe(true)
  for (const column of ['source', 'listener', 'server', 'target'])
    expect(map.nodes.filter(node => node.column === column).length).toBeLessThanOrEqual(14)
  const members = map.nodes.filter(node => node.column === 'server').flatMap(node => node.members)
  expect(new Set(members).size).toBe(200)
  expect(ways(map)).toContain('20 servers -plain-> 20 private upstreams')
})

test('ids are unique and edges end at nodes', () => {
  const map = mapOf({
    ...nginx('server { listen 80; server_name a.example; root /srv/a; location /b { proxy_pass http://10.0.0.1; } }'),
    'etc/openvpn/server/hq.conf': server,
  })
  const ids = map.nodes.map(node => node.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { from, to } of map.edges) expect(ids).toEqual(expect.arrayContaining([from, to]))
})

test('a port of a container is where something publishes it', () => {
  const files = {
    'web/site.conf': `server { listen 80; server_name a.example; root /srv; }
server { listen 8080; server_name b.example; root /srv; }
server { listen 9000; server_name c.example; root /srv; }
server { listen 443 ssl; ${secure} server_name a.example; root /srv; }`,
    'compose.yaml':
      'services: {web: {volumes: ["./web:/etc/nginx/conf.d"], ports: ["127.0.0.1:80:80", "8080:8080", "443:443"]}}\n',
  }
  const entered = ways(mapOf(files)).filter(way => / \*:\d+$/.test(way))
  expect(entered).toEqual([
    'Internet -plain-> *:8080',
    'Internet -tls-> *:443',
    'Private network -plain-> *:9000',
    'This host -local-> *:80',
  ])
})
