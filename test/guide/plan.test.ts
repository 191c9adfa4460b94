import { describe, expect, it } from 'vitest'
import { guide, type World } from '../../src/guide/index.ts'
import { advance, begin, present } from '../../src/guide/machine.ts'
import { type Answer, fits, type Question } from '../../src/guide/question.ts'
import { toPlan } from '../../src/guide/scene/review.ts'
import type { State } from '../../src/guide/state.ts'
import { look } from './look.ts'

const site = (name: string, port: number): string => `    server {
        listen 80;
        server_name ${name};
        location / {
            proxy_pass http://127.0.0.1:${port};
        }
    }
`
const files = {
  'etc/nginx/nginx.conf': `events {}\nhttp {\n${site('a.example.com', 3000)}${site('b.example.com', 3001)}}\n`,
  'etc/sysctl.d/10-ours.conf': 'net.ipv4.tcp_syncookies = 0\n',
}
const input = { files, today: '2026-11-22' }
const start = begin(input, input.today)
const of = (rule: string): string[] =>
  start.start.findings.filter(each => each.rule === rule).map(each => each.fingerprint)
const plaintext = of('nginx/plaintext-proxy')
const cookies = of('sysctl/tcp-syncookies')

const reply = (state: State, ...answers: readonly (string | readonly string[])[]): State =>
  answers.reduce<State>((now, answer) => advance(now, [answer].flat()), state)
const question = (state: State): Question => present(state, look())!.question
const shown = (state: State): string => present(state, look())!.lines.join('\n')

describe('a repair in steps', () => {
  const step = reply(start, 'risk', plaintext)

  it('is shown as the steps it takes, and goes into the plan', () => {
    expect(plaintext).toHaveLength(2)
    expect(question(step).message.en).toBe('Put it into the plan?')
    expect(shown(step)).toMatch(/plan: Serve it over TLS only\n {4}- certbot is there\n/)
    const titles = shown(step).split('\n')
    const at = (title: string): number => titles.findIndex(line => line.startsWith(`    - ${title}`))
    expect(at('Obtain the certificate')).toBeLessThan(at('Serve a.example.com over TLS'))
    expect(at('Stop answering')).toBeLessThan(at('Rehearse the certificate'))
  })

  it('asks what only the owner knows, with defaults from the model', () => {
    const asking = reply(step, 'y')
    expect(question(asking)).toMatchObject({ kind: 'text', usual: 'a.example.com' })
    const folder = reply(asking, 'a.example.com')
    expect(question(folder)).toMatchObject({ kind: 'text', usual: '/var/www/letsencrypt' })
    for (const wrong of ['', 'srv/acme', '/srv/acme;', '/srv/my acme', '/$x'])
      expect(fits(question(folder), [wrong])).toBe(false)
    const mail = question(reply(folder, '/srv/acme'))
    for (const wrong of ['y', 'a b@c', '-x@example.com', 'a@b@c']) expect(fits(mail, [wrong])).toBe(false)
    const ca = question(reply(folder, '/srv/acme', ''))
    for (const wrong of ['y', 'acme.example.com', 'https://a b']) expect(fits(ca, [wrong])).toBe(false)
    for (const right of ['', 'https://acme.example.com/directory']) expect(fits(ca, [right])).toBe(true)
    const done = reply(folder, '/srv/acme', 'ops@example.com', '')
    expect(done.planned.size).toBe(1)
    const review = reply(done, 'q')
    expect(shown(review)).toContain('0 fixes in 0 files, 0 waived, 1 for the plan')
    const plan = shown(reply(review, 'plan'))
    expect(plan).toContain('-w /srv/acme')
    expect(plan).toContain('-m ops@example.com')
    expect(plan).toContain('a.example.com')
    expect(plan).not.toContain('--cert-name b.example.com')
  })

  it('is planned for every finding of the rule at once', () => {
    const review = reply(step, 'a')
    expect(review.planned).toEqual(new Set(plaintext))
    expect(shown(reply(review, 'plan'))).toContain('--cert-name b.example.com')
  })

  it('can be taken back', () => {
    const back = reply(step, 'y', 'a.example.com', '/srv/acme', '', '', 'u')
    expect(back.planned.size).toBe(0)
    expect(back.scene.kind).toBe('step')
  })
})

describe('the names of a certificate', () => {
  const two = 'shop.example.com old.example.com'
  const text = `events {}\nhttp {\n${site(two, 3000)}${site('a.example.com www.a.example.com', 3001)}}\n`
  const host = begin({ ...input, files: { 'etc/nginx/nginx.conf': text } }, input.today)
  const found = host.start.findings.filter(each => each.rule === 'nginx/plaintext-proxy')
  const both = found.map(each => each.fingerprint)
  const asking = reply(host, 'risk', both, 'y')
  const first = question(asking)

  it('are asked for with those that the server has', () => {
    expect(first).toMatchObject({ kind: 'text', usual: 'shop.example.com, old.example.com' })
    expect(first.id).toBe(`ask certificateNames shop.example.com nginx/plaintext-proxy ${both[0]}`)
  })

  it('are refused with the reason', () => {
    const refuse = first.kind === 'text' ? first.refuse : undefined
    expect(refuse?.('shop.example.com')).toBeUndefined()
    expect(refuse?.('')?.en).toBe('at least one name is required')
    expect(refuse?.('shop.internal')?.en).toBe('shop.internal is below a top level no public CA issues for')
    expect(refuse?.('www.a.example.com')?.en).toContain('no server of this certificate')
    expect(fits(first, ['other.example.com'])).toBe(false)
  })

  it('are those of the answer, for each certificate its own', () => {
    const second = reply(asking, 'old.example.com', '/srv/acme', '', '', 'y')
    expect(question(second)).toMatchObject({ kind: 'text', usual: 'a.example.com, www.a.example.com' })
    const review = reply(second, 'a.example.com', '/srv/acme', '', '')
    const plan = shown(reply(review, 'plan'))
    expect(plan).toContain('--cert-name shop.example.com -d old.example.com\n')
    expect(plan).toContain('--cert-name a.example.com -d a.example.com\n')
    expect(plan).toContain('https://old.example.com/')
    expect(plan).not.toContain('https://shop.example.com/')
  })
})

it('a list of the wrong kind is refused where it is typed', () => {
  const tunnel = `client
dev tun
remote 203.0.113.9 1194
ca ca.crt
cert a.crt
key a.key
redirect-gateway def1
`
  const host = begin({ ...input, files: { ...files, 'etc/openvpn/client/hk.conf': tunnel } }, input.today)
  const finding = host.start.findings.find(each => each.rule === 'host/full-tunnel-public-listener')!
  const asked = question(reply(host, 'risk', [finding.fingerprint], 'y'))
  expect(asked).toMatchObject({ kind: 'text', usual: '22' })
  const refuse = asked.kind === 'text' ? asked.refuse : undefined
  expect(refuse?.('22, ssh')).toBeTruthy()
  expect(refuse?.('22, 99999')).toBeTruthy()
  expect(refuse?.('22, 2222')).toBeUndefined()
  const networks = question(reply(host, 'risk', [finding.fingerprint], 'y', '22'))
  for (const wrong of ['10.0.0.0/33', 'office', '10.0.0', 'fd00::/129', '10.0.0.0/8/8'])
    expect(networks.kind === 'text' && networks.refuse?.(wrong)?.en).toBe(
      `${wrong} is no network (10.0.0.0/24, fd00::/8)`,
    )
  expect(fits(networks, ['10.0.0.0/8, fd00::/8, 192.0.2.1'])).toBe(true)
})

it('what the files say about the uplink is offered, and taken literally', () => {
  const tunnel = 'client\ndev tun\nremote 203.0.113.9 1194\nca ca.crt\ncert a.crt\nkey a.key\nredirect-gateway def1\n'
  const wan = '[Match]\nName=eth0\n[Network]\nGateway=198.51.100.1\n'
  const more = { 'etc/openvpn/client/hk.conf': tunnel, 'etc/systemd/network/wan.network': wan }
  const host = begin({ ...input, files: { ...files, ...more } }, input.today)
  const finding = host.start.findings.find(each => each.rule === 'host/full-tunnel-public-listener')!
  const asking = reply(host, 'risk', [finding.fingerprint], 'y', '22', '')
  const asked = question(asking)
  expect(asked).toMatchObject({ usual: 'eth0', id: expect.stringMatching(/^ask uplinkInterface /) })
  for (const bad of ['tun0', 'a/b', 'sixteen-letters-']) expect(fits(asked, [bad])).toBe(false)
  expect(fits(asked, [''])).toBe(true)
  const gateway = question(reply(asking, 'eth0'))
  expect(gateway).toMatchObject({ usual: '198.51.100.1' })
  expect(fits(gateway, ['198.51.100'])).toBe(false)
  const script = (state: State): string => {
    const { scene } = toPlan(reply(state, 'q'))
    const step = scene.kind === 'plan' ? scene.plan.steps.find(({ id }) => id === 'host/uplink-script') : undefined
    return step?.kind === 'write' ? step.text : ''
  }
  expect(script(reply(asking, 'eth0', '198.51.100.1'))).toContain("'eth0' '198.51.100.1'")
  expect(script(reply(asking, '', ''))).not.toContain('eth0')
})

it('another way follows when the first is not wanted', () => {
  const tunnel = 'client\ndev tun\nremote 203.0.113.9 1194\nca ca.crt\ncert a.crt\nkey a.key\ncomp-lzo\n'
  const host = begin({ files: { 'etc/openvpn/client/hk.conf': tunnel }, today: input.today }, input.today)
  const finding = host.start.findings.find(each => each.rule === 'openvpn/compression')!
  const step = reply(host, 'risk', [finding.fingerprint])
  expect(shown(step)).toContain('unsafe fix: Delete the compression lines (1/2)')
  const second = reply(step, 'o')
  expect(shown(second)).toContain('plan: Delete the compression lines (2/2)')
  expect(reply(second, 'y').planned).toEqual(new Set([finding.fingerprint]))
})

it('a daemon that nobody can tell how to restart is left to the person', () => {
  const tunnel = 'client\ndev tun\nremote 203.0.113.9 1194\nca ca.crt\ncert a.crt\nkey a.key\ncomp-lzo\n'
  const host = begin({ files: { 'vpn/hk.ovpn': tunnel }, today: input.today }, input.today)
  const finding = host.start.findings.find(each => each.rule === 'openvpn/compression')!
  const review = reply(host, 'risk', [finding.fingerprint], 'y')
  expect(toPlan(review).scene).toMatchObject({ kind: 'plan', plan: { steps: [{ kind: 'decide' }] } })
})

it('yes to all of a rule repairs the rest of it at once, each verified', () => {
  const location = (path: string): string => `        location ${path} {
            proxy_set_header Host $host;
            proxy_pass http://127.0.0.1:3000;
        }
`
  const text = `events {}\nhttp {\n    server {\n        listen 127.0.0.1:80;\n        server_name a.example.com;\n${location('/a')}${location('/b')}    }\n}\n`
  const host = begin({ files: { 'etc/nginx/nginx.conf': text }, today: input.today }, input.today)
  const both = host.start.findings.filter(each => each.rule === 'nginx/host-spoofing').map(each => each.fingerprint)
  expect(both).toHaveLength(2)
  const review = reply(host, 'risk', both, 'a')
  expect(review.scene.kind).toBe('review')
  expect(shown(review).match(/^\+ +proxy_set_header Host \$server_name;/gm)).toHaveLength(2)
  expect(review.standing.analysis.report.findings.map(each => each.rule)).not.toContain('nginx/host-spoofing')
})

/** A world that answers from a list and keeps what would be written. */
function world(answers: readonly Answer[]): World & { readonly done: string[] } {
  const done: string[] = []
  const rest = [...answers]
  return {
    done,
    look: look(),
    today: input.today,
    show: () => undefined,
    complain: () => false,
    ask: async ({ id }) => {
      const answer = rest.shift()
      if (!answer) throw new Error(`nothing answers ${id}`)
      return answer
    },
    write: async edits => {
      done.push(`write ${edits.map(edit => edit.path).join()}`)
      return edits.map(edit => edit.path)
    },
    accept: async waivers => {
      done.push(`accept ${waivers.map(each => each.rule).join()}`)
    },
    save: (name, content) => {
      done.push(`save ${name}: ${String(content)}`)
    },
    attended: false,
  }
}

describe('a session over several hosts', () => {
  it('names them in place of a plan', async () => {
    const several = {
      'a/etc/sysctl.d/9.conf': 'net.ipv4.tcp_syncookies = 0\n',
      'b/etc/sysctl.d/9.conf': 'kernel.kptr_restrict = 0\n',
    }
    const lines: string[] = []
    const own = { ...world([['safe'], ['write']]), show: (all: readonly string[]) => void lines.push(...all) }
    expect(await guide({ files: several, today: input.today }, own)).toBe('done')
    expect(own.done).toEqual(['write a/etc/sysctl.d/9.conf,b/etc/sysctl.d/9.conf'])
    expect(lines.at(-1)).toBe('a plan is for one host, and here are several: name one (a, b)')
  })
})

describe('what a session does', () => {
  const until = ['2026-12-24']
  it('writes, accepts, and saves the plan as a script that waits to be told', async () => {
    const waive = [['w'], ['until the move'], ['ops'], until]
    const picked = [...cookies, ...plaintext]
    const order = start.start.findings.map(each => each.fingerprint).filter(each => picked.includes(each))
    const perFinding = order.map((print, at) =>
      cookies.includes(print)
        ? [['y']]
        : at === order.findIndex(each => plaintext.includes(each))
          ? [['y'], ['a.example.com'], ['/srv/acme'], [''], ['']]
          : waive,
    )
    const all = [['risk'], picked, ...perFinding.flat(), ['write'], ['sh'], ['plan.sh']]
    const own = world(all)
    expect(await guide(input, own)).toBe('done')
    expect(own.done.map(each => each.split('\n')[0])).toEqual([
      'write etc/sysctl.d/10-ours.conf',
      'accept nginx/plaintext-proxy',
      'save plan.sh: #!/bin/sh',
    ])
    const [, , script = ''] = own.done
    expect(script).toContain('sysctl')
    expect(script).toContain('/srv/acme')
  })

  it('nothing when it is discarded', async () => {
    const own = world([['safe'], ['discard']])
    expect(await guide(input, own)).toBe('discarded')
    expect(own.done).toEqual([])
  })

  it('says what failed when nobody is there to answer differently', async () => {
    const failing = { ...world([['safe'], ['write']]), write: () => Promise.reject(new Error('disk full')) }
    await expect(guide(input, failing)).rejects.toThrow('disk full')
  })
})
