import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'
import { Work } from './work.ts'

const work: Work = new Work()
let analyze: (input: AnalyzeInput) => Report
let stdin: typeof import('../../src/cli/stdin.ts')
let files: typeof import('../../src/files/index.ts')

beforeAll(async () => {
  await work.begin()
  ;({ analyze } = await import('../../src/engine/index.ts'))
  stdin = await import('../../src/cli/stdin.ts')
  files = await import('../../src/files/index.ts')
}, 60_000)
afterAll(() => work.end())

const many = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join('\n')

const server = (text: string, http = ''): string =>
  `events {}\nhttp {\n${http}\nserver {\nlisten 192.0.2.1:80;\nserver_name a.example;\n${text}\n}\n}\n`

type Files = Readonly<Record<string, string>>
type Case = readonly [name: string, files: (count: number) => Files]

const nginx = (text: (count: number) => string) => (count: number) => ({ 'etc/nginx/nginx.conf': text(count) })

const tunnel = 'dev tun\nca ca.crt\ncert c.crt\nkey c.key\nclient\nremote 192.0.2.1\n'

/** A ConfigMap, the pods that mount it and the Service in front of them. */
const application = (at: number): string => `---
kind: ConfigMap
metadata: {name: a${at}}
data:
  nginx.conf: |
    events {}
    http { server { listen 8080; server_name a${at}.example; root /srv; } }
---
kind: Deployment
metadata: {name: a${at}}
spec:
  template:
    metadata: {labels: {app: a${at}}}
    spec:
      containers: [{image: "nginx:1.28"}]
      volumes: [{configMap: {name: a${at}}}]
---
kind: Service
metadata: {name: a${at}}
spec: {type: NodePort, selector: {app: a${at}}, ports: [{port: 8080}]}
`

const named = (count: number, file: (at: number) => readonly [path: string, text: string]): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => file(at)))

const cases: readonly Case[] = [
  ['ConfigMaps with their pods in one file', count => ({ 'all.yaml': many(count, application) })],
  ['ConfigMaps with their pods in a file each', count => named(count, at => [`deploy/a${at}.yaml`, application(at)])],
  [
    'servers of a template that puts lines into their locations',
    count => ({
      'web/nginx.conf.j2': `events {}\nhttp {\n${many(
        4 * count,
        at => `server {\nserver_name a${at};\nlocation / {\n{{ extra }}\n}\nroot /x;\n}`,
      )}\n}\n`,
    }),
  ],
  [
    'conditions of a template that ask something else each',
    count => ({
      'web/nginx.conf.j2': `events {}\nhttp {\nserver {\nlisten 443 ssl;\n${many(
        count,
        at =>
          `{% if a${at} %}\nlocation /a${at} { alias /a/; }\n{% elif b${at} and c${at} %}\nlocation /b${at}/ { autoindex on; }\n{% endif %}`,
      )}\n}\n}\n`,
    }),
  ],
  [
    'conditions of a template inside one another',
    count => ({
      'web/nginx.conf.j2': `events {}\nhttp {\nserver {\nlisten 443 ssl;\n${many(
        count,
        at => `{% if a${at} %}\nlocation /a${at}/ { autoindex on; }`,
      )}\n${'{% else %}\nroot /x;\n{% endif %}\n'.repeat(count)}${many(count, at => `location /b${at} { alias /b/; }`)}}\n}\n`,
    }),
  ],
  [
    'branches of one condition of a template',
    count => ({
      'web/nginx.conf.j2': `events {}\nhttp {\nserver {\nlisten 443 ssl;\n{% if a %}\n${many(
        4 * count,
        at => `location /a${at} { alias /a/; }\n{% elif a${at} == "x" or b${at} %}`,
      )}\n{% endif %}\n}\n}\n`,
    }),
  ],
  [
    'names of a server, two on each line',
    nginx(count =>
      server(`server_name b.example\n${many(20 * count, at => `a${at}.example c${at}.example`)}\n;\nroot /srv;`),
    ),
  ],
  [
    'servers of a container that publishes many ports',
    count => ({
      'nginx.conf': `events {}\nhttp {\n${many(count, at => `server { listen 80; server_name a${at}; root /srv; }`)}\n}\n`,
      'compose.yaml': `services:\n  web:\n    image: nginx\n    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]\n    ports:\n${many(
        count,
        at => `      - "${10000 + at}:${at + 100}"`,
      )}\n`,
    }),
  ],
  [
    'main files beside a Compose file that mounts them',
    count => ({
      ...named(count, at => [`n${at}.conf`, `events {}\nhttp { server { listen 80; root /srv; } }\n`]),
      'compose.yaml': `services:\n${many(
        count,
        at => `  s${at}: {image: nginx, ports: ['80'], volumes: ['./n${at}.conf:/etc/nginx/nginx.conf']}`,
      )}\n`,
    }),
  ],
  [
    'services of a Compose file that take from one another',
    count => ({
      ...named(count, at => [`n${at}.conf`, `events {}\nhttp { server { listen 80; root /srv; } }\n`]),
      'compose.yaml': `x-0: &x0 {image: nginx}\n${many(
        count,
        at => `x-${at + 1}: &x${at + 1} {<<: *x${at}, k${at}: 1, ports: ['80']}`,
      )}\nx-p: &p [${many(count, at => `"${at + 1}",`)} '80']\nservices:\n${many(
        count,
        at =>
          `  s${at}: {<<: [*x${at + 1}, *x0], ports: *p, extends: {service: s${at + 1}}, volumes: ['./n${at}.conf:/etc/nginx/nginx.conf']}`,
      )}\n`,
    }),
  ],
  [
    'escapes and values in a string of Terraform',
    count => ({
      'main.tf': `user_data = "#!/bin/sh\\nsysctl -w net.ipv4.tcp_syncookies=1\\n${'# ${a}\\n'.repeat(count * 10)}"\n`,
    }),
  ],
  [
    'servers of a part, whose fixes are held against what may stand around it',
    count => ({
      'etc/nginx/sites-available/a.conf': many(
        count,
        at =>
          `server { listen 443 ssl; server_name a${at}.example; ssl_certificate a; ssl_certificate_key b; root /srv; }`,
      ),
    }),
  ],
  [
    'places of one server that ask for passwords in clear',
    nginx(count => server(many(count, at => `location /a${at}/ { auth_basic x; auth_basic_user_file p; root /srv; }`))),
  ],
  [
    'statements of one place, beside a pattern whose captures they may read',
    nginx(count =>
      server(
        `location ~ ^/(a)/(.*)$ {\nproxy_pass http://127.0.0.1:1;\n${many(count, at => `proxy_set_header X-${at} $1;`)}\n}`,
      ),
    ),
  ],
  [
    'rewrites that leave captures to be read',
    nginx(count =>
      server(
        many(
          count,
          at => `location /a${at}/ { rewrite ^/a${at}/(.*)$ /b?x=$1; set $v${at} $1; proxy_pass http://127.0.0.1:1; }`,
        ),
      ),
    ),
  ],
  [
    'values with captures in front of variables whose map overwrites them',
    nginx(count =>
      many(
        1,
        () =>
          `events {}\nhttp {\nmap $http_x $m { "~^(?<b>.*)$" $1; default ""; }\n${many(
            count,
            at =>
              `server { listen 80; server_name a${at}.example; location ~ ^/(a.*)$ { add_header X $1$m; proxy_pass http://127.0.0.1:1; } }`,
          )}\n}\n`,
      ),
    ),
  ],
  [
    'places that pass requests on with a path of their own',
    nginx(count => server(many(count, at => `location /a${at} { proxy_pass http://127.0.0.1:1/b${at}/; }`))),
  ],
  [
    'named locations whose files fall back to one another',
    nginx(count =>
      server(many(count, at => `location @n${at} { root /srv; try_files $uri @n${(at + count - 1) % count}; }`)),
    ),
  ],
  [
    'rewrites whose groups have the same names',
    nginx(count =>
      server(
        many(
          count,
          at => `location /a${at}/ { rewrite ^/a(?<one>${at}(?<two>[^/]*)/.*)$ https://b.example/$one?x=$two; }`,
        ),
      ),
    ),
  ],
  [
    'servers that pass to one large upstream',
    nginx(
      count =>
        `events {}\nhttp {\nupstream u { ${many(count, at => `server 192.0.2.1:${8000 + at};`)} }\n${many(
          count,
          at => `server { listen 192.0.2.1:80; server_name a${at}.example; location / { proxy_pass http://u; } }`,
        )}\n}\n`,
    ),
  ],
  [
    'protected places beside patterns that go first',
    nginx(count =>
      server(
        many(
          count,
          at =>
            `location /a${at}/ { root /srv; deny all; }\nlocation ~ a${at}\\.(?:png|css)$ { root /srv; expires 30d; }`,
        ),
      ),
    ),
  ],
  [
    'conditions that trust a header',
    nginx(count =>
      server(many(count, () => 'if ($http_x_forwarded_proto = http) { return 301 https://a.example$request_uri; }')),
    ),
  ],
  [
    'routes of a tunnel',
    count => ({
      'etc/openvpn/client/a.conf':
        tunnel + many(4 * count, at => `route 10.${(at >> 8) & 255}.${at & 255}.0 255.255.255.0`),
      'etc/nginx/nginx.conf': server('root /srv;'),
    }),
  ],
]

/** Everything that a report can be asked for. */
function readAll(files: Files): void {
  const { findings } = analyze({ files, target: { nginx: [1, 22, 1] } })
  for (const finding of findings) expect([finding.fixes, finding.witness]).toHaveLength(2)
}

test.each(cases)(
  '%s: four times as many are no more than six times the work',
  async (_name, files) => {
    readAll(files(20))
    const few = await work.of(() => readAll(files(150)))
    const more = await work.of(() => readAll(files(600)))
    expect(few).toBeGreaterThan(10_000)
    expect(more / few).toBeLessThan(6)
  },
  30_000,
)

/** What `confward check -` looks at: one file beside those of the disk, where no folder lists its name. */
async function fromStdin(text: string): Promise<AnalyzeInput> {
  const given = { operands: ['-'], value: () => undefined } as unknown as Parameters<typeof stdin.stdinStore>[0]
  const session = { stdin: async () => Buffer.from(text) } as unknown as Parameters<typeof stdin.stdinStore>[1]
  const read = await stdin.stdinStore(given, session, files.memoryStore({}))
  return { ...read, target: { nginx: [1, 22, 1] } }
}

test('a manifest on standard input: four times as many ConfigMaps are no more than six times the work', async () => {
  const of = async (count: number): Promise<number> => {
    const input = await fromStdin(many(count, application))
    return work.of(() => {
      const clear = analyze(input).findings.filter(({ rule }) => rule === 'nginx/plaintext-listener')
      expect(clear).toHaveLength(count)
    })
  }
  await of(20)
  const few = await of(150)
  const more = await of(600)
  expect(few).toBeGreaterThan(10_000)
  expect(more / few).toBeLessThan(6)
}, 30_000)
