import { expect, test } from 'vitest'
import { analyze, plan } from '../../../src/engine/index.ts'
import type { Report } from '../../../src/engine/types.ts'
import { memoryStore } from '../../../src/files/index.ts'
import { rotations } from '../../../src/rules/nginx/logrotate.ts'

const conf = (folder: string): string =>
  `pid /run/nginx.pid;\nevents {}\nhttp { access_log ${folder}/a.log; server { listen 127.0.0.1:81; return 403; } }\n`

function planned(files: Record<string, string>): { report: Report; after: Map<string, string | undefined> } {
  const input = { files, baseline: 'strict' }
  const report = analyze(input)
  return { report, after: new Map(plan(input, report).files.map(({ path, after }) => [path, after])) }
}

test('blocks inherit from the main file and from the lines above them; scripts are no settings', () => {
  const store = memoryStore({
    'etc/logrotate.conf': 'weekly\nrotate 4\n/var/log/wtmp {\n monthly\n rotate 1\n}\ninclude /etc/logrotate.d\n',
    'etc/logrotate.d/a': '"/var/log/a b/*.log"\n/srv/*/log {\n rotate 10\n postrotate\n rotate 99\n }\n endscript\n}\n',
    'etc/logrotate.d/b': 'daily\n/var/log/b.log\n{\n rotate 30\n}\n',
    'etc/logrotate.d/c': '/var/log/c.log {\n size 10M\n rotate 9\n}\n/var/log/d.log {\n maxage 5\n}\n',
    'etc/logrotate.d/d.dpkg-old': '/var/log/e.log {\n}\n',
  })
  const found = rotations('', store)?.map(({ patterns, days }) => [patterns.join('|'), days])
  expect(found).toEqual([
    ['/var/log/wtmp', 30],
    ['/var/log/a b/*.log|/srv/*/log', 70],
    ['/var/log/b.log', 30],
    ['/var/log/c.log', undefined],
    ['/var/log/d.log', 5],
  ])
})

test('a folder without a block gets one, and a short one is made longer where it says so', () => {
  const block = '/var/log/nginx/*.log {\n\tdaily\n\trotate 14 # two weeks\n}\n'
  const { after } = planned({ 'etc/nginx/nginx.conf': conf('/var/log/nginx'), 'etc/logrotate.d/nginx': block })
  expect(after.get('etc/logrotate.d/nginx')).toBe(block.replace('14', '180'))
  const other = planned({ 'etc/nginx/nginx.conf': conf('/srv/logs'), 'etc/logrotate.d/nginx': block })
  const [made] = [...other.after.values()].filter(text => text?.startsWith('/srv/logs/*.log {'))
  expect(made).toContain('rotate 180\n')
  expect(made).toContain('[ ! -f /run/nginx.pid ] || kill -USR1 "$(cat /run/nginx.pid)"')
})

test('a folder or pid file with characters of a shell is never written into a script', () => {
  const text = conf('"/srv/$(x)/logs"').replace('/run/nginx.pid', '"/run/$(reboot).pid"')
  const { after } = planned({ 'etc/nginx/nginx.conf': text, 'etc/logrotate.d/x': '/var/log/x { }\n' })
  expect([...after.values()].join('')).not.toContain('reboot).pid ]')
})
