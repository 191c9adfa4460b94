import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import type { Finding } from '../../../src/engine/types.ts'

/** Who reaches a port of a container is not in the configuration, but in what publishes it. */

const site = 'server { listen 80; server_name shop.example.com; location / { proxy_pass http://127.0.0.1:3000; } }\n'

const found = (files: Record<string, string>, rule = 'nginx/plaintext-proxy'): Finding | undefined =>
  analyze({ files }).findings.find(each => each.rule === rule)

const judged = (files: Record<string, string>): string | undefined => {
  const finding = found(files)
  return finding && `${finding.severity} ${finding.confidence}`
}

/** A Compose file whose service reads the site. */
const compose = (...lines: readonly string[]): Record<string, string> => ({
  'nginx/site.conf': site,
  'compose.yaml': [
    'services:',
    '  web:',
    '    image: nginx:1.28',
    '    volumes: ["./nginx/site.conf:/etc/nginx/conf.d/default.conf:ro"]',
    ...lines.map(line => `    ${line}`),
    '',
  ].join('\n'),
})

describe('a service of Docker Compose', () => {
  test('that publishes the port gives it to everyone, and the report says where', () => {
    const finding = found(compose('ports:', '  - "443:443"', '  - "8080:80"'))
    expect(finding).toMatchObject({ severity: 'critical', confidence: 'high' })
    expect(finding?.related[0]).toMatchObject({
      path: 'compose.yaml',
      line: 7,
      message: { en: 'service web: published here' },
    })
  })

  test.each([
    ['nothing is published: other containers', ['expose: ["80"]'], 'high high'],
    ['another port is', ['ports: ["443:443"]'], 'high high'],
    ['for UDP', ['ports: ["80:80/udp"]'], 'high high'],
    ['to the machine itself', ['ports: ["127.0.0.1:8080:80"]'], undefined],
    ['to the machine and to everyone', ['ports: ["127.0.0.1:8080:80", "80:80"]'], 'critical high'],
    ['the network of the machine', ['network_mode: host'], 'critical high'],
    ['a router of Traefik with TLS', ['labels: ["traefik.http.routers.web.tls.certresolver=main"]'], undefined],
    ['a router of Traefik without', ['labels: {traefik.http.routers.web.tls: "false"}'], 'high high'],
    ['a companion that gets certificates', ['environment: {LETSENCRYPT_HOST: shop.example.com}'], undefined],
  ])('%s', (_, lines, expected) => {
    expect(judged(compose(...lines))).toBe(expected)
  })

  test.each([
    ['a folder is mounted', 'volumes: [{type: bind, source: ./nginx, target: /etc/nginx/conf.d}]'],
    ['an image is built of it', 'build: {context: ., dockerfile: nginx/Dockerfile}'],
    ['a configuration is a file', 'configs: [{source: site, target: /etc/nginx/conf.d/site.conf}]'],
    ['it is put elsewhere for nginx', 'image: nginx\n    volumes: ["./nginx/site.conf:/srv/site.conf"]'],
  ])('reads the file where %s', (_, line) => {
    const files = {
      'nginx/site.conf': site,
      'nginx/Dockerfile': 'FROM nginx:1.28\nCOPY nginx/site.conf /etc/nginx/conf.d/\n',
      'compose.yaml': `services:\n  web:\n    ${line}\n    ports: ["127.0.0.1:80:80"]\nconfigs: {site: {file: ./nginx/site.conf}}\n`,
    }
    expect(judged(files)).toBeUndefined()
  })

  test.each([
    ['the whole repository as its application', 'volumes: [".:/var/www/html"]'],
    ['the whole repository as its pages', 'image: nginx\n    volumes: [".:/usr/share/nginx/html"]'],
    ['a build of all of it', 'build: .'],
  ])('that gets %s is not what reads the configuration', (_, line) => {
    const files = {
      'nginx/site.conf': site,
      Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\n',
      'compose.yaml': `services:\n  app:\n    ${line}\n    ports: ["127.0.0.1:80:80"]\n`,
    }
    expect(judged(files)).toBe('critical high')
  })

  test.each([
    ['publishes it', '  web: {ports: ["80:80"]}', 'critical high'],
    ['publishes it to the machine as well', '  web: {ports: ["127.0.0.1:80:80"]}', undefined],
    ['publishes it of another service', '  db: {ports: ["80:80"]}', 'high high'],
    ['gives a router of Traefik with TLS', '  web: {labels: {traefik.http.routers.w.tls: "true"}}', undefined],
  ])('whose override file %s', (_name, lines, expected) => {
    const override = `services:\n${lines}\n`
    expect(judged({ ...compose(), 'compose.override.yaml': override })).toBe(expected)
    expect(judged({ ...compose(), 'compose.override.yml': override })).toBe(expected)
  })

  test.each([
    ['docker-compose.prod.yml', 'ports: ["80:80"]', 'critical high'],
    ['compose-production.yaml', 'ports: ["127.0.0.1:80:80"]', undefined],
    ['compose.prod.yaml', 'labels: {traefik.http.routers.w.tls: "true"}', undefined],
    ['compose.notes.txt', 'ports: ["80:80"]', 'high high'],
    ['decompose.yaml', 'ports: ["80:80"]', 'high high'],
  ])('as another file of the folder has it: %s with %s', (name, line, expected) =>
    expect(judged({ ...compose(), [name]: `services:\n  web: {${line}}\n` })).toBe(expected),
  )

  test('of a file for one stage alone, which builds on a Dockerfile of its own', () => {
    const files = {
      'nginx/site.conf': site,
      'nginx/Dockerfile.prod': 'FROM nginx:1.28\nCOPY site.conf /etc/nginx/conf.d/\n',
      'docker-compose.prod.yml':
        'services:\n  web: {build: {context: nginx, dockerfile: Dockerfile.prod}, ports: ["127.0.0.1:80:80"]}\n',
    }
    expect(judged(files)).toBe(undefined)
  })

  test('whose file for one stage mounts another file in its place', () => {
    const stage = 'services:\n  web:\n    volumes: ["./other.conf:/etc/nginx/conf.d/default.conf"]\n'
    expect(judged({ ...compose('ports: ["127.0.0.1:80:80"]'), 'compose.dev.yaml': stage })).toBe(undefined)
  })

  test('whose override file mounts the site', () => {
    const files = {
      'nginx/site.conf': site,
      'docker-compose.yml': 'services:\n  web: {image: "nginx:1.28", ports: ["80:80"]}\n',
      'docker-compose.override.yml':
        'services:\n  web: {volumes: ["./nginx/site.conf:/etc/nginx/conf.d/default.conf"]}\n',
    }
    expect(found(files)).toMatchObject({ severity: 'critical', related: [{ path: 'docker-compose.yml' }, {}] })
  })

  test('whose override file mounts another file in its place', () => {
    const override = 'services:\n  web:\n    volumes: ["./other.conf:/etc/nginx/conf.d/default.conf"]\n'
    const files = { ...compose('ports: ["127.0.0.1:80:80"]'), 'compose.override.yaml': override }
    expect(judged(files)).toBe('critical high')
  })

  test('of another file says nothing about this one', () => {
    const files = compose('ports: ["127.0.0.1:8080:80"]')
    expect(judged({ ...files, 'nginx/site.conf': '', 'nginx/other.conf': site })).toBe('critical high')
  })

  test('a text in the Compose file itself', () => {
    const text = (ports: string): string =>
      `services:\n  web:\n    configs: [{source: site, target: /etc/nginx/conf.d/default.conf}]\n    ports: ["${ports}"]\nconfigs:\n  site:\n    content: |\n      ${site}`
    expect(judged({ 'compose.yaml': text('80:80') })).toBe('critical high')
    expect(judged({ 'compose.yaml': text('127.0.0.1:80:80') })).toBeUndefined()
  })

  test('what is no YAML says nothing', () => {
    expect(judged({ ...compose(), 'compose.yaml': 'services: [' })).toBe('critical high')
  })
})

test.each(['Dockerfile.prod', 'web.Dockerfile', 'Containerfile-nginx'])('%s is a Dockerfile', name => {
  const files = { 'site.conf': site, [name]: 'FROM nginx:1.28\nCOPY site.conf /etc/nginx/conf.d/\n' }
  expect(judged(files)).toBe('critical low')
})

test('an image that nothing runs: nobody can tell', () => {
  const files = { 'nginx/site.conf': site, 'nginx/Dockerfile': 'FROM nginx:1.28\nCOPY site.conf /etc/nginx/conf.d/\n' }
  expect(judged(files)).toBe('critical low')
  expect(found(files)?.related[0]).toMatchObject({ path: 'nginx/Dockerfile', line: 2 })
  expect(judged({ ...files, 'nginx/Dockerfile': 'FROM nginx:1.28\nCOPY other.conf /etc/nginx/conf.d/\n' })).toBe(
    'critical high',
  )
})

const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  site.conf: |\n    ${site}`
const deployment = (more = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      ${more}\n      volumes: [{name: site, configMap: {name: web}}]\n      containers: [{name: nginx, image: nginx:1.28, ports: [{name: http, containerPort: 80}]}]\n`
const service = (more = '', target = 'http'): string =>
  `kind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 8080, targetPort: ${target}}]\n  ${more}\n`
const ingress = (more = '', annotation = ''): string =>
  `kind: Ingress\nmetadata: {name: web, annotations: {${annotation}}}\nspec:\n  ${more}\n  rules: [{http: {paths: [{backend: {service: {name: web, port: {number: 8080}}}}]}}]\n`
const tls = 'tls: [{hosts: [shop.example.com], secretName: shop}]'

describe('a ConfigMap', () => {
  test.each([
    ['by itself', [], 'high low'],
    ['pods that nothing leads to', [deployment()], 'high high'],
    ['a Service within the cluster', [deployment(), service()], 'high high'],
    ['a load balancer', [deployment(), service('type: LoadBalancer')], 'critical high'],
    ['a port of every machine', [deployment(), service('type: NodePort')], 'critical high'],
    ['another port of theirs', [deployment(), service('type: NodePort', '443')], 'high high'],
    ['other pods', [deployment(), service('type: NodePort').replace('app: web', 'app: api')], 'high high'],
    ['an Ingress with TLS', [deployment(), service(), ingress(tls)], undefined],
    ['an Ingress without', [deployment(), service(), ingress()], 'critical high'],
    [
      'an Ingress that leaves port 80 open',
      [deployment(), service(), ingress(tls, 'nginx.ingress.kubernetes.io/ssl-redirect: "false"')],
      'critical high',
    ],
    [
      'an Ingress to something else',
      [deployment(), service(), ingress(tls).replace('name: web, port', 'name: api, port')],
      'high high',
    ],
    ['the network of the machine', [deployment('hostNetwork: true')], 'critical high'],
    [
      'a load balancer that ends TLS',
      [
        deployment(),
        service('type: LoadBalancer').replace(
          '{name: web}',
          '{name: web, annotations: {service.beta.kubernetes.io/aws-load-balancer-ssl-cert: "arn:x"}}',
        ),
      ],
      undefined,
    ],
    [
      'a Route that ends TLS',
      [deployment(), service(), 'kind: Route\nspec: {to: {kind: Service, name: web}, tls: {termination: edge}}\n'],
      undefined,
    ],
    [
      'an HTTPRoute of a Gateway with TLS',
      [
        deployment(),
        service(),
        'kind: Gateway\nmetadata: {name: edge}\nspec: {listeners: [{name: a, protocol: HTTPS, port: 443}]}\n',
        'kind: HTTPRoute\nspec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: web, port: 8080}]}]}\n',
      ],
      undefined,
    ],
    [
      'an IngressRoute of Traefik without TLS',
      [deployment(), service(), 'kind: IngressRoute\nspec: {routes: [{services: [{name: web, port: 8080}]}]}\n'],
      'critical high',
    ],
  ])('%s', (_, others, expected) => {
    expect(judged({ 'all.yaml': [map, ...others].join('---\n') })).toBe(expected)
    const apart = Object.fromEntries(others.map((text, at) => [`k8s/${at}.yaml`, text]))
    expect(judged({ 'k8s/map.yaml': map, ...apart })).toBe(expected)
  })

  test('overlays lie beside their base', () => {
    const files = { 'base/map.yaml': map, 'base/web.yaml': `${deployment()}---\n${service()}` }
    const below = (folder: string): Record<string, string> =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]))
    expect(judged({ ...below('k8s'), 'k8s/overlays/production/ingress.yaml': ingress(tls) })).toBeUndefined()
  })

  test('a chart: what templates put in is the same where it is written the same', () => {
    const name = '{{ include "web.fullname" . }}'
    const inChart = (text: string): string => text.replaceAll(/name: web\b/g, `name: ${name}`)
    const chart = [
      `{{- if .Values.enabled }}\n${inChart(map)}{{- end }}\n`,
      inChart(deployment()).replace(
        '{labels: {app: web}}',
        '\n      labels:\n        {{- include "web.labels" . | nindent 8 }}',
      ),
      inChart(service()).replace('{app: web}', '\n    {{- include "web.labels" . | nindent 4 }}'),
    ]
    const files = Object.fromEntries(chart.map((text, at) => [`chart/templates/${at}.yaml`, text]))
    expect(judged(files)).toBe('high high')
    const more = { 'chart/templates/ingress.yaml': inChart(ingress(tls)) }
    expect(judged({ ...files, ...more })).toBeUndefined()
  })
})

test('content and passwords are judged alike', () => {
  const files = (ports: string): Record<string, string> => ({
    ...compose(`ports: ["${ports}"]`),
    'nginx/site.conf':
      'server { listen 80; auth_basic a; auth_basic_user_file /etc/nginx/p; root /srv; location / { try_files $uri =404; } }\n',
  })
  for (const rule of ['nginx/plaintext-listener', 'nginx/basic-auth-plaintext']) {
    expect(found(files('80:80'), rule)).toBeDefined()
    expect(found(files('127.0.0.1:80:80'), rule)).toBeUndefined()
  }
})

test('a file that kustomize makes a ConfigMap of', () => {
  const files = (entry: string): Record<string, string> => ({
    'k8s/base/site.conf': site,
    'k8s/base/kustomization.yaml': `resources: [web.yaml]\nconfigMapGenerator:\n  - name: web\n    files: [${entry}]\n`,
    'k8s/base/web.yaml': `${deployment()}---\n${service()}`,
  })
  const more = { 'k8s/overlays/production/ingress.yaml': ingress(tls) }
  expect(judged(files('site.conf'))).toBe('high high')
  expect(judged({ ...files('default.conf=site.conf'), ...more })).toBeUndefined()
  expect(judged({ ...files('other.conf'), ...more })).toBe('critical high')
})

describe('values of a chart', () => {
  const values = (more: string): Record<string, string> => ({
    'values.yaml': `${more}\nserverBlock: |\n  server {\n    listen 80;\n    location / { proxy_pass http://127.0.0.1:3000; }\n  }\n`,
  })
  test.each([
    ['', 'high low'],
    ['service: {type: ClusterIP}', 'high low'],
    ['service: {type: LoadBalancer}', 'critical low'],
    ['ingress: {enabled: true, tls: true}', undefined],
    ['ingress: {enabled: true, tls: [{secretName: a}]}', undefined],
    ['ingress: {enabled: true}', 'high low'],
    ['ingress: {enabled: false, tls: true}', 'high low'],
  ])('%j', (more, expected) => {
    expect(judged(values(more))).toBe(expected)
  })

  test('of anything else say nothing', () => {
    const files = { 'group_vars/web.yaml': values('')['values.yaml'] as string }
    expect(judged(files)).toBe('critical high')
  })
})
