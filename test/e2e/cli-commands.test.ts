import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Workspace } from './cli.ts'

const nginx = `events {}
http {
  ssl_protocols TLSv1.2;
  server {
    listen 80 default_server;
    server_name a.example b.example;
    return 308 https://a.example$request_uri;
  }
  server {
    listen 443 ssl;
    server_name a.example;
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
    location /api/ {
      proxy_set_header Authorization "Basic aHVudGVyMg==";
      proxy_pass http://127.0.0.1:8080;
    }
    location ~ \\.php$ { return 404; }
  }
}
`
const sysctl = '# ours\nnet.ipv4.tcp_syncookies=0\n'

let space: Workspace
beforeEach(() => {
  space = new Workspace({ 'nginx.conf': nginx, 'etc/sysctl.d/10-ours.conf': sysctl })
})
afterEach(() => space.remove())

describe('inspect', () => {
  it('puts no empty heading above values, and no gap where there is none', () => {
    const own = new Workspace({ 'hk.ovpn': 'client\ndev tun\nremote 198.51.100.20\n' })
    const { stdout } = own.run('inspect', 'hk.ovpn')
    own.remove()
    expect(stdout).toMatch(/^openvpn hk\.ovpn\n {4}client +hk\.ovpn:1\n/)
  })

  it('shows each value with the line it comes from', () => {
    const values = JSON.parse(space.run('inspect', 'nginx.conf', '-f', 'json').stdout)
    expect(values).toContainEqual(
      expect.objectContaining({
        scope: 'server a.example *:443',
        setting: 'ssl_protocols',
        value: 'TLSv1.2',
        origin: { path: 'nginx.conf', line: 3, column: 3 },
      }),
    )
  })

  it('says that a location with an alias has no root, and what took its place', () => {
    const server = '  server {\n    listen 80;\n    location /f/ { alias /data/f/; }\n  }\n'
    space.write('alias.conf', `events {}\nhttp {\n  root /srv/www;\n${server}}\n`)
    const { stdout } = space.run('inspect', 'alias.conf', '--url', 'http://a.example/f/x')
    expect(stdout).toMatch(/ root +none {2}alias\.conf:6 by alias, hides alias\.conf:3\n/)
    expect(stdout).toMatch(/ alias +\/data\/f\/ {2}alias\.conf:6\n/)
  })

  it('follows an address to its socket, server and location', () => {
    const { stdout } = space.run('inspect', 'nginx.conf', '--url', 'https://a.example/api/users?x=1')
    expect(stdout).toContain('*:443 → server a.example *:443 / location /api/')
    expect(stdout).toMatch(/proxy_pass +http:\/\/127\.0\.0\.1:8080 {2}nginx\.conf:16/)
    expect(space.run('inspect', 'https://a.example/api/users?x=1', 'nginx.conf').stdout).toBe(stdout)
    expect(space.run('inspect', 'nginx.conf', '--url', 'http://other/').stdout).toContain('*:80 → server a.example')
    expect(space.run('inspect', 'nginx.conf', '--url', 'https://a.example:8443/').stdout).toContain('nothing listens')
    expect(space.run('inspect', 'nginx.conf', '--url', 'a.example').code).toBe(2)
  })

  it('says nothing of what an address does not concern', () => {
    const own = new Workspace({
      'host/etc/nginx/nginx.conf':
        'events {}\nhttp {\n  server {\n    listen 80;\n    server_name a.example;\n  }\n}\n',
      'host/etc/sysctl.conf': 'net.ipv4.ip_forward = 1\n',
    })
    for (const asked of [['http://a.example/'], ['--server', 'a.example']]) {
      const { stdout } = own.run('inspect', ...asked, 'host')
      expect(stdout).toMatch(/^nginx host\/etc\/nginx\/nginx\.conf\n/)
      expect(stdout).not.toContain('sysctl')
    }
    expect(own.run('inspect', 'host').stdout).toContain('sysctl host\n')
    own.remove()
  })

  it('shows what the server decides for all of its locations, and when it answers before them', () => {
    const { stdout } = space.run('inspect', 'https://a.example/api/users', 'nginx.conf')
    expect(stdout).toMatch(/server_name +a\.example/)
    space.write(
      'moved.conf',
      'events {}\nhttp {\n  server {\n    listen 80;\n    return 301 https://$host$request_uri;\n    location / { root /srv; }\n  }\n}\n',
    )
    const moved = space.run('inspect', 'http://a.example/x', 'moved.conf').stdout
    expect(moved).toContain('*:80 → server *:80, which answers by itself: return 301 https://$host$request_uri')
    expect(moved).not.toContain('/srv')
  })

  it('shows one server', () => {
    const { stdout } = space.run('inspect', 'nginx.conf', '--server', 'b.example')
    expect(stdout).toContain('server_name')
    expect(stdout).not.toContain('proxy_pass')
  })

  it('says why a line of sysctl lost, and what brought a value', () => {
    space.write('host/etc/sysctl.d/10-a.conf', 'net.ipv4.conf.eth0.forwarding = 0\nkernel.sysrq = 1\n')
    space.write('host/etc/sysctl.d/20-b.conf', 'kernel.sysrq = 4\nnet.ipv4.ip_forward = 1\n')
    const { stdout } = space.run('inspect', 'host')
    expect(stdout).toMatch(/kernel\.sysrq +4 {2}host\S+20-b\.conf:1, hides host\S+10-a\.conf:2 \(later-file\)/)
    expect(stdout).toMatch(
      /eth0\.forwarding +1 {2}host\S+20-b\.conf:2 by net\.ipv4\.ip_forward, hides \S+:1 \(side-effect\)/,
    )
    const values = JSON.parse(space.run('inspect', 'host', '-f', 'json').stdout)
    expect(values).toContainEqual(
      expect.objectContaining({
        setting: 'net.ipv4.conf.eth0.forwarding',
        by: 'net.ipv4.ip_forward',
        shadowed: [expect.objectContaining({ line: 1, because: 'side-effect' })],
      }),
    )
  })

  it('hides credentials', () => {
    expect(space.run('inspect', 'nginx.conf').stdout).not.toContain('aHVudGVyMg')
    expect(space.run('inspect', 'nginx.conf', '-f', 'json').stdout).not.toContain('aHVudGVyMg')
  })
})

it('check says what it took the host for, and by what', () => {
  space.write('host/etc/sysctl.d/10-a.conf', 'kernel.sysrq = 4\n')
  space.write('host/etc/docker/daemon.json', '{}\n')
  expect(space.run('host').stdout).toContain('taken for: container-host (host/etc/docker/daemon.json)')
  expect(space.run('host', '--role', 'web-server').stdout).toContain('taken for: web-server (stated by the user)')
  expect(space.run('etc').stdout).not.toContain('taken for')
})

describe('explain', () => {
  it('prints the page in both languages, by a short name too', () => {
    const english = space.run('explain', 'sysctl/tcp-syncookies').stdout
    expect(english).toMatch(/^sysctl\/tcp-syncookies {2}high\n/)
    expect(english).toContain('\nWhy\n')
    expect(english).not.toContain('```')
    const chinese = space.run('explain', 'tcp-syncookies', '--lang', 'zh').stdout
    expect(chinese).toContain('\n说明\n')
    expect(chinese).not.toContain('\nWhy\n')
    expect(space.run('explain', 'alias-traversal').stdout).toMatch(/\nShown by\n\n {4}curl -si .*\/files\.\.\/x\n/)
  })

  it('suggests the nearest rule', () => {
    const { code, stderr } = space.run('explain', 'sysctl/tcp-syncookie')
    expect(stderr).toContain('did you mean "sysctl/tcp-syncookies"?')
    expect(code).toBe(2)
  })
})

describe('rules and baselines', () => {
  it('list what there is', () => {
    const rules = JSON.parse(space.run('rules', '-f', 'json', 'syncookies').stdout)
    expect(rules).toMatchObject([{ id: 'sysctl/tcp-syncookies', severity: 'high' }])
    expect(rules[0].baselines).toContain('balanced')
    expect(space.run('baselines').stdout).toMatch(/^\* balanced/m)
    expect(space.run('baselines', '--lang', 'zh-CN').stdout).toMatch(/^\* balanced .*细心的管理员/m)
    expect(space.run('rules', '--lang', 'zh', 'tcp-syncookies').stdout).toMatch(/高危 {4} {2}安全 /)
  })
})

it.each(['rules', 'baselines', 'inspect'])('%s writes to files where it is told to', command => {
  space.write('etc/sysctl.d/10-ours.conf', 'kernel.kptr_restrict = 1\n')
  const { code, stdout } = space.run(command, '-f', 'json=out.json', '-f', 'text')
  expect(code).toBe(0)
  expect(JSON.parse(space.read('out.json'))).not.toEqual([])
  expect(stdout).toBe(space.run(command).stdout)
})

it('rules says that none is named so', () => {
  expect(space.run('rules', 'nosuch').stderr).toBe('confward: no rule has "nosuch" in its name\n')
})

describe('plan', () => {
  it('is for one host: steps of several would name the same places', () => {
    for (const host of ['a', 'b']) space.write(`hosts/${host}/etc/sysctl.d/9.conf`, 'net.ipv4.tcp_syncookies = 0\n')
    const { code, stdout, stderr } = space.run('plan', '-f', 'sh', 'hosts')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe('confward: a plan is for one host, and here are several: name one (hosts/a, hosts/b)\n')
    expect(space.run('plan', 'hosts/b').stdout).toContain('+net.ipv4.tcp_syncookies = 1')
  })

  it('does not say that there is nothing to do where nothing could be read', () => {
    space.write('odd.conf', '')
    expect(space.run('plan', 'odd.conf')).toMatchObject({ code: 3, stdout: '' })
  })
})

describe('the configuration file', () => {
  it('is written by init, and not over another', () => {
    expect(space.run('init', '-b', 'strict', '--target', 'nginx=1.24.0').code).toBe(0)
    expect(JSON.parse(space.run('etc', '-f', 'json').stdout)).toMatchObject({
      baseline: { name: 'strict' },
      target: { nginx: '1.24.0' },
    })
    expect(space.run('init').code).toBe(2)
    expect(space.run('init', '--force').code).toBe(0)
    expect(JSON.parse(space.run('etc', '-f', 'json').stdout).baseline.name).toBe('balanced')
  })

  it('is the nearest upwards, loses against the command line, and can be left out', () => {
    space.write('confward.yaml', 'baseline: strict\nfail-on: never\n')
    expect(space.run('etc').code).toBe(0)
    expect(space.run('etc', '--fail-on', 'high').code).toBe(1)
    expect(space.run('etc', '--no-config').code).toBe(1)
    const below = space.runWith({ cwd: 'etc/sysctl.d' }, '-f', 'json', '10-ours.conf').stdout
    expect(JSON.parse(below).baseline.name).toBe('strict')
  })

  it('says where it is wrong', () => {
    space.write('confward.yaml', 'baseline: strict\nfial-on: high\n')
    const { code, stderr } = space.run('etc')
    expect(stderr).toContain('confward.yaml:2:1: unknown key fial-on, did you mean fail-on?')
    expect(code).toBe(2)
  })

  it('may name a baseline of the user, whose mistakes are located', () => {
    space.write('confward.yaml', 'baseline: own/base.yaml\n')
    space.write('own/base.yaml', 'name: own\nextends: []\ncontrols:\n  sysctl/tcp-syncookies: { severity: low }\n')
    const report = JSON.parse(space.run('etc', '-f', 'json').stdout)
    expect(report.findings).toMatchObject([{ rule: 'sysctl/tcp-syncookies', severity: 'low' }])
    space.write('own/base.yaml', 'name: own\ncontrols:\n  sysctl/tcp-syncookie: {}\n  nginx/nothing: {}\n')
    const { code, stderr } = space.run('etc')
    expect(stderr).toContain(
      'own/base.yaml:3:3: unknown rule sysctl/tcp-syncookie, did you mean sysctl/tcp-syncookies?',
    )
    expect(stderr.trimEnd().split('\n')).toHaveLength(2)
    expect(code).toBe(2)
  })
})

/** A date that a waiver may end at. */
const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)

describe('waive', () => {
  it('accepts findings in a file that check then reads', () => {
    const { code, stdout } = space.run('waive', 'tcp-syncookies', 'etc', '--reason', 'lab # only', '--until', soon)
    expect(stdout).toContain('sysctl/tcp-syncookies etc/sysctl.d/10-ours.conf:2')
    expect(code).toBe(0)
    const after = space.run('etc')
    expect(after.stdout).toContain('1 waived')
    expect(after.code).toBe(0)
    expect(JSON.parse(space.run('etc', '-f', 'json').stdout).findings[0].waived).toMatchObject({
      reason: 'lab # only',
      until: soon,
    })
  })

  it('keeps what stands in the file', () => {
    space.write(
      'confward.waivers.yaml',
      '# by hand\nwaivers:\n  - rule: nginx/hsts # why not\n    reason: x\n    until: 2026-01-01\n',
    )
    space.run('waive', 'tcp-syncookies', 'etc', '--reason', 'lab', '--until', soon)
    const text = space.read('confward.waivers.yaml')
    expect(text).toContain('# by hand')
    expect(text).toContain('# why not')
    expect(text).toContain('rule: sysctl/tcp-syncookies')
  })

  it.each([
    [['tcp-syncookies', 'etc', '--until', soon], '--reason'],
    [['tcp-syncookies', 'etc', '--reason', 'x'], '--until'],
    [['tcp-syncookies', 'etc', '--reason', 'x', '--until', '2199-01-01'], 'within 180 days'],
    [[], 'needs a rule'],
  ])('refuses %j', (args, message) => {
    const { code, stderr } = space.run('waive', ...args)
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })
})

describe('--since', () => {
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: space.cwd })
  const plain =
    'events {}\nhttp {\n    server_tokens off;\n    server {\n        listen 80;\n        server_name a.example;\n        root /srv;\n    }\n}\n'
  const waivers = (): string =>
    `waivers:\n  - rule: nginx/plaintext-listener\n    path: site/nginx.conf\n    reason: inside the plant only\n    until: ${soon}\n`

  it('a change may bring its own configuration file', () => {
    space.write('site/nginx.conf', plain)
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'one')
    space.write('confward.yaml', 'baseline: strict\n')
    const { stderr, code } = space.run('site', '--since', 'HEAD', '--exit-zero')
    expect(stderr).toContain('findings stood at HEAD already')
    expect(code).toBe(0)
  })

  it.each(['emptied', 'removed'])('brings a finding back when its waiver is %s', how => {
    space.write('site/nginx.conf', plain)
    space.write('confward.waivers.yaml', waivers())
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'one')
    expect(space.run('site', '--since', 'HEAD', '-f', 'compact').stdout).toBe('')
    if (how === 'emptied') space.write('confward.waivers.yaml', 'waivers: []\n')
    else rmSync(join(space.cwd, 'confward.waivers.yaml'))
    expect(space.run('site', '--since', 'HEAD', '-f', 'compact').stdout).toMatch(
      /^site\/nginx.conf:5:\d+: high nginx\/plaintext-listener /,
    )
  })

  it('reports only what the revision did not have', () => {
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'one')
    const nothingNew = space.run('etc', '--since', 'HEAD')
    expect(nothingNew.code).toBe(0)
    expect(nothingNew.stdout).not.toContain('passes')
    space.write('etc/sysctl.d/10-ours.conf', `# moved\n\n${sysctl}kernel.kptr_restrict=0\n`)
    const { code, stdout, stderr } = space.run('etc', '--since', 'HEAD', '-f', 'compact')
    expect(stdout).toMatch(/^etc\/sysctl\.d\/10-ours\.conf:5:1: medium sysctl\/kernel-info-leak [^\n]*\n$/)
    expect(stderr).toContain('1 findings stood at HEAD already')
    expect(code).toBe(1)
    const unknown = space.run('etc', '--since', 'nothing')
    expect([unknown.code, unknown.stderr]).toEqual([2, 'confward: --since nothing: there is no such revision\n'])
  })

  it('tells what was fixed, and what the change accepts of what stood before', () => {
    const server = (more: string): string =>
      `events {}\nhttp {\n    server_tokens off;\n    server {\n        listen 80;\n        server_name a.example;\n        ${more}\n        root /srv;\n    }\n}\n`
    space.write('site/nginx.conf', server('autoindex on;'))
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'one')
    space.write('site/nginx.conf', server('index a.html;'))
    space.write('confward.waivers.yaml', waivers())
    const { stderr, stdout } = space.run('site', '--since', 'HEAD', '-f', 'json', '--exit-zero')
    expect(stderr).toMatch(/1 findings of HEAD are fixed:\n.*nginx\/autoindex site\/nginx.conf:\d/)
    expect(stderr).toMatch(/1 findings are accepted since HEAD:\n.*plaintext-listener .*inside the plant only, 20\d\d-/)
    const { since } = JSON.parse(stdout)
    expect(since).toMatchObject({
      revision: 'HEAD',
      fixed: [{ rule: 'nginx/autoindex' }],
      accepted: [{ rule: 'nginx/plaintext-listener' }],
    })
    const comment = space.run('site', '--since', 'HEAD', '-f', 'markdown', '--exit-zero').stdout
    expect(comment).toMatch(/Fixed since HEAD \(1\):\n\n- nginx\/autoindex/)
    expect(comment).toMatch(/Accepted since HEAD \(1\):\n\n- nginx\/plaintext-listener/)
  })
})

describe('plan', () => {
  it('prints steps in every form', () => {
    space.write('plain.conf', 'events {}\nhttp { server { listen 80; server_name a.example.com; root /var/www; } }\n')
    const { steps } = JSON.parse(space.run('plan', 'plain.conf', '-f', 'json').stdout)
    expect(steps.length).toBeGreaterThan(0)
    expect(space.run('plan', 'plain.conf').stdout).toContain(`1. ${steps[0].title}`)
    expect(space.run('plan', 'plain.conf', '-f', 'markdown').stdout).toContain('## ☐ 1.')
    expect(space.run('plan', 'plain.conf', '-f', 'sh').stdout).toMatch(/^#!\/bin\/sh\n/)
  })
})

describe('a dump of nginx -T on stdin', () => {
  it('is taken apart', () => {
    const input = `nginx: configuration file /etc/nginx/nginx.conf test is successful\n# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp { include /etc/nginx/conf.d/*.conf; }\n\n# configuration file /etc/nginx/conf.d/a.conf:\nserver { listen 80; }\n\n`
    const report = JSON.parse(space.runWith({ input }, '-', '-f', 'json').stdout)
    expect(report.files.map((file: { path: string }) => file.path)).toEqual([
      '/etc/nginx/nginx.conf',
      '/etc/nginx/conf.d/a.conf',
    ])
    expect(report.problems).toEqual([])
  })

  it('gives a patch for the files of the host, where enabled sites are links', () => {
    const input =
      '# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp { server_tokens on; server { listen 127.0.0.1:80; } }\n\n'
    const { stdout, stderr } = space.runWith({ input }, 'fix', '-')
    expect(stdout).toContain('--- a/etc/nginx/nginx.conf\n')
    expect(stderr).toContain('apply on the host with "patch -d / -p1 --follow-symlinks"')
  })

  it('is told apart from one file when a path names it', () => {
    space.write('dump of it.txt', '# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp {}\n')
    for (const command of ['check', 'fix', 'plan', 'inspect']) {
      const { code, stderr } = space.run(command, 'dump of it.txt')
      expect([command, code]).toEqual([command, 2])
      expect(stderr).toContain(
        "dump of it.txt is the output of nginx -T: give it on stdin, as in: confward - < 'dump of it.txt'",
      )
    }
  })
})

describe('a Kubernetes manifest', () => {
  const manifest =
    'kind: ConfigMap\ndata:\n  nginx.conf: |\n    events {}\n    http {\n      server_tokens on;\n      server {\n        listen 127.0.0.1:80;\n      }\n    }\n'
  const seen = (stdout: string): (readonly [string, number])[] =>
    (JSON.parse(stdout).findings as { rule: string; line: number }[]).map(({ rule, line }) => [rule, line])

  it('gives the same findings as a file, in a folder and on stdin, and is patched in place', () => {
    space.write('k8s/web.yaml', manifest)
    const own = seen(space.run('k8s/web.yaml', '-f', 'json').stdout)
    expect(own).toContainEqual(['nginx/version-disclosure', 6])
    expect(seen(space.run('k8s', '-f', 'json').stdout)).toEqual(own)
    expect(seen(space.run('k8s/web.yaml/nginx.conf', '-f', 'json').stdout)).toEqual(own)
    expect(seen(space.runWith({ input: manifest }, '-', '-f', 'json').stdout)).toEqual(own)
    expect(space.run('fix', 'k8s').stdout).toContain('-      server_tokens on;\n+      server_tokens off;\n')
  })
})

describe('--target-from', () => {
  it('reads what nginx -V prints', () => {
    space.write(
      'v.txt',
      'nginx version: nginx/1.18.0 (Ubuntu)\nbuilt with OpenSSL 3.0.2 15 Mar 2022\nTLS SNI support enabled\n',
    )
    const { target } = JSON.parse(space.run('etc', '--target-from', 'v.txt', '-f', 'json').stdout)
    expect(target).toMatchObject({ nginx: '1.18.0', openssl: '3.0.2', distribution: { id: 'ubuntu' } })
    expect(target.assumed).not.toContain('nginx')
  })
})

describe('check', () => {
  const lowered = '  server { listen 80; server_name a; access_log off; }\n'
  const many = `events {}\nhttp {\n${Array.from({ length: 25 }, (_, nth) => lowered.replace('name a', `name a${nth}.example`)).join('')}}\n`
  const frames = (shown: string): number => shown.split('\n').filter(line => line.startsWith('low nginx/access')).length

  it('shows 20 findings of a rule and tells of the others, with --all every one', () => {
    const own = new Workspace({ 'nginx.conf': many })
    const some = own.run('check', '-r', 'nginx/access-log-off', '--exit-zero', 'nginx.conf')
    const all = own.run('check', '-r', 'nginx/access-log-off', '--exit-zero', '--all', 'nginx.conf')
    own.remove()
    expect(frames(some.stdout)).toBe(21)
    expect(some.stdout).toContain('low nginx/access-log-off: 5 more findings in 1 file\n')
    expect(frames(all.stdout)).toBe(25)
    expect(some.stdout.split('\n').slice(-4)).toEqual(all.stdout.split('\n').slice(-4))
  })
})
