import { describe, expect, test } from 'vitest'
import { servicesIn } from '../../../src/files/containers/compose.ts'
import { memoryStore } from '../../../src/files/memory.ts'
import { isUnreadable } from '../../../src/files/store.ts'

const services = (files: Readonly<Record<string, string>>) => {
  const store = memoryStore(files)
  const main = store.read('app/compose.yaml')
  return isUnreadable(main) ? [] : servicesIn([main], 'app', store)
}

const service = (text: string, files: Readonly<Record<string, string>> = {}) =>
  services({ 'app/compose.yaml': text, ...files }).find(({ container }) => container.name === 'service web')

const web = 'services:\n  web:\n'

/** As `docker-compose config` (1.29.2) writes each of them out. */
describe('what a service takes from elsewhere', () => {
  test.each([
    ['a merge key', `x-a: &a {image: nginx, ports: ["127.0.0.1:80:80"]}\n${web}    <<: *a\n`, 'machine'],
    [
      'own keys win',
      `x-a: &a {image: nginx, ports: ["80:80"]}\n${web}    <<: *a\n    ports: ["127.0.0.1:80:80"]\n`,
      'machine',
    ],
    [
      'the first of a list wins',
      `x-a: &a {ports: ["81"]}\nx-b: &b {image: nginx, ports: ["80"]}\n${web}    <<: [*a, *b]\n`,
      'network',
    ],
    ['a list by its name', `x-p: &p\n  - "80:80"\n${web}    image: nginx\n    ports: *p\n`, 'everyone'],
    [
      'labels of two',
      `x-l: &l {traefik.http.routers.a.tls: "true"}\n${web}    image: nginx\n    labels:\n      <<: *l\n      b: c\n`,
      'terminator',
    ],
    [
      'another service',
      `services:\n  a: {image: nginx, ports: ["80"]}\n  web:\n    extends: {service: a}\n`,
      'everyone',
    ],
    [
      'ports of both',
      `services:\n  a: {image: nginx, ports: ["80"]}\n  web:\n    extends: {service: a}\n    ports: ["81"]\n`,
      'everyone',
    ],
    [
      'the own value of a label',
      `services:\n  a: {image: nginx, labels: [traefik.http.routers.a.tls=true]}\n  web:\n    extends: {service: a}\n    labels: [traefik.http.routers.a.tls=false]\n`,
      'network',
    ],
    [
      'what the other extends',
      `services:\n  a: {image: nginx, ports: ["127.0.0.1:80:80"]}\n  b: {extends: {service: a}}\n  web: {extends: {service: b}}\n`,
      'machine',
    ],
  ])('%s', (_how, text, by) => {
    const found = service(text)
    expect(found?.container.reach(80).by).toBe(by)
    expect(found?.container.images).toEqual(['nginx'])
  })

  test('in another file: its paths count from there', () => {
    const common =
      'services:\n  base:\n    build: {context: ., dockerfile: D}\n    volumes: [./n.conf:/etc/nginx/nginx.conf]\n    ports: ["80"]\n'
    const text = `${web}    extends: {file: ../common/c.yml, service: base}\n    build: ./own\n    volumes: [./x:/etc/nginx/x]\n`
    const found = service(text, { 'common/c.yml': common })
    expect(found?.builds).toEqual([{ context: 'app/own', dockerfile: 'app/own/D' }])
    expect(found?.container.mounts.map(({ place }) => place)).toEqual(['common/n.conf', 'app/x'])
    expect(found?.container.reach(80)).toMatchObject({ by: 'everyone', at: { file: { path: 'common/c.yml' } } })
    expect(found?.container.reach(81).by).toBe('network')
  })

  test.each([
    ['no such service', `${web}    image: nginx\n    extends: {service: a}\n`],
    ['no such file', `${web}    image: nginx\n    extends: {file: a.yml, service: a}\n`],
    ['a file outside', `${web}    image: nginx\n    extends: {file: ../../c.yml, service: web}\n`],
    ['a file of the machine', `${web}    image: nginx\n    extends: {file: /c.yml, service: web}\n`],
    ['itself', `${web}    image: nginx\n    extends: {service: web}\n`],
    ['in a circle', `services:\n  a: {extends: {service: web}}\n  web: {image: nginx, extends: {service: a}}\n`],
    ['no such name', `${web}    image: nginx\n    <<: *a\n`],
    ['something else than a mapping', `x-a: &a [b]\n${web}    image: nginx\n    <<: *a\n`],
  ])('it may be anything where that is not found: %s', (_how, text) => {
    const files = { '../c.yml': 'services: {web: {image: a}}\n', '/c.yml': 'services: {web: {image: a}}\n' }
    expect(service(text, files)?.container.reach(80).by).toBe('everyone')
  })

  test('more than anybody writes is not followed', () => {
    const chain = Array.from({ length: 50 }, (_, at) => `  s${at}: {image: nginx, extends: {service: s${at + 1}}}\n`)
    const all = services({ 'app/compose.yaml': `services:\n${chain.join('')}  s50: {image: nginx}\n` })
    const reached = all.map(({ container }) => container.reach(80).by)
    expect(new Set(reached.slice(0, 15))).toEqual(new Set(['everyone']))
    expect(new Set(reached.slice(20))).toEqual(new Set(['network']))
  })
})
