import { expect, test } from 'vitest'
import { parseRulePage } from '../../src/dev/rule-page.ts'

const page = (bad: string, good = '```nginx near-miss\nevents {}\n```'): string =>
  [
    '# nginx/some-rule\n',
    '## What\n\nText.\n',
    '## Why\n\nText.\n',
    `## Bad\n\n${bad}\n`,
    `## Good\n\n${good}\n`,
    '## Fix\n\nText.\n',
    '## References\n\n- a\n',
    '## 说明\n\n文。\n',
    '## 修复\n\n文。\n',
  ].join('\n')

test('a single fence is one example with the usual file name', () => {
  const { bad, problems, title } = parseRulePage(page('```nginx context=server\nlisten 80;\n```'))
  expect(problems).toEqual([])
  expect(title).toBe('nginx/some-rule')
  expect(bad).toHaveLength(1)
  expect(bad[0]).toMatchObject({ files: { 'nginx.conf': 'listen 80;\n' }, context: ['http', 'server'], host: false })
})

test('consecutive fences with files make a host, prose or a repeated file starts the next example', () => {
  const fence = (file: string): string => `\`\`\`nginx file=${file}\n# ${file}\n\`\`\``
  const { bad } = parseRulePage(page([fence('a'), fence('b'), fence('a'), 'Prose.', fence('c')].join('\n\n')))
  expect(bad.map(example => Object.keys(example.files))).toEqual([['a', 'b'], ['a'], ['c']])
})

test('attributes: targets, options, other rules, near misses', () => {
  const info =
    'nginx target=nginx=1.29.3 target=openssl=3.5.0 baseline=strict option=limit=3 option=name="a b" also=nginx/x,nginx/y'
  const { bad, good } = parseRulePage(page(`\`\`\`${info}\nevents {}\n\`\`\``))
  expect(bad[0]).toMatchObject({
    target: { nginx: '1.29.3', openssl: '3.5.0' },
    baseline: 'strict',
    options: { limit: 3, name: 'a b' },
    also: ['nginx/x', 'nginx/y'],
    nearMiss: false,
  })
  expect(good[0]?.nearMiss).toBe(true)
})

test('a list as the value of an option keeps its items apart', () => {
  const { bad } = parseRulePage(
    page('```nginx option=paths=["/login","/sms"] option=fields=["a"] near-miss\nevents {}\n```'),
  )
  expect(bad[0]).toMatchObject({ options: { paths: ['/login', '/sms'], fields: ['a'] }, nearMiss: true })
})

test('headings and fences inside a fence are text; line ends and marks can be asked for', () => {
  const { bad, problems } = parseRulePage(page('````openvpn bom crlf\n## not a heading\n```\ndev tun\n````'))
  expect(problems).toEqual([])
  expect(bad[0]?.files).toEqual({ 'openvpn.conf': '\uFEFF## not a heading\r\n```\r\ndev tun\r\n' })
})

test('what is missing is said', () => {
  const { problems } = parseRulePage('# x\n\n## What\n\nText.\n\n## Bad\n\n```yaml\na: b\n')
  expect(problems).toContain('line 9: the fence is not closed')
  expect(problems).toContain('line 9: the fence names no format (nginx, openvpn, sysctl) but "yaml"')
  expect(problems).toContain('section "修复" is missing or empty')
})
