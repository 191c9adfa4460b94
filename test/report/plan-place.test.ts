import { expect, test } from 'vitest'
import { analyze, plan } from '../../src/engine/index.ts'
import { renderPlan as markdown } from '../../src/report/plan-markdown.ts'
import { placeOfFiles } from '../../src/report/plan-place.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { renderPlan as text } from '../../src/report/plan-text.ts'
import { view } from './sample.ts'

const nginx = 'events {}\nhttp { server { listen 127.0.0.1:81; autoindex on; } }\n'

const planOf = (path: string, content = nginx): ReturnType<typeof plan> => {
  const input = { files: { [path]: content } }
  return plan(input, analyze(input))
}
const script = (path: string): string => planSh(planOf(path)).split('set -u')[0] as string

test.each([
  ['hosts/web/etc/nginx/nginx.conf', /copy of a host.*: hosts\/web\/etc\/… is \/etc\/… there/],
  ['etc/nginx/nginx.conf', /copy of a host.*: etc\/… is \/etc\/… there/],
  ['/home/ann/repo/etc/nginx/nginx.conf', /copy of a host.*: \/home\/ann\/repo\/etc\/… is/],
  ['nginx/nginx.conf', /do not tell where a host reads these files/],
])('a plan for %s says where its files belong before anything else', (path, says) => {
  const made = planOf(path)
  expect(text(made, view()).split('\n')[0]).toMatch(says)
  expect(markdown(made, view()).split('\n')[2]?.replaceAll('\\', '')).toMatch(says)
})

test('of files of this machine, and of those that no command of a host follows, nothing is said', () => {
  const chart =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  nginx.conf: |\n    events {}\n    http { server { listen 127.0.0.1:8080; autoindex on; } }\n'
  for (const made of [planOf('/etc/nginx/nginx.conf'), planOf('/opt/nginx/nginx.conf'), planOf('web.yaml', chart)]) {
    expect(made.steps.length).toBeGreaterThan(1)
    expect(placeOfFiles(made)).toBeUndefined()
  }
})

test('a script says which files it means', () => {
  expect(script('hosts/web/etc/nginx/nginx.conf')).toContain(
    '# It was made from a copy of the host: hosts/web/etc/nginx/nginx.conf is /etc/nginx/nginx.conf there. On any other',
  )
  expect(script('nginx.conf')).toContain('# Paths such as nginx.conf count from the folder it is run in.')
  expect(script('/etc/nginx/nginx.conf')).not.toMatch(/made from a copy|count from/)
})
