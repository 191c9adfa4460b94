import { expect } from 'vitest'
import { analyze, fix } from '../../src/index.ts'
import { needs } from './needs.ts'
import { type Answer, RunningNginx } from './nginx-running.ts'

const test = needs('nginx', 'openssl', 'root')

const rule = 'nginx/redirect-drops-body'

/** Each line in an API path of its own, so that every redirect of it is told. */
const configuration = (lines: readonly string[]): string => `events {}
http {
    server {
        listen 80;
        server_name a.example;
${lines.map((line, at) => `        location /api/v${at}/ {\n            ${line}\n        }\n`).join('')}
    }
}
`

const listening = (text: string): string => text.replace('listen 80;', 'listen unix:/run/test/clear;')

const redirected = ({ status, headers }: Answer): string => `${status} ${headers.get('location')?.join()}`

async function answers(text: string, targets: readonly string[]): Promise<string[]> {
  const nginx = new RunningNginx({ 'nginx.conf': listening(text) })
  try {
    const found: string[] = []
    for (const target of targets) found.push(redirected(await nginx.get('clear', 'a.example', target)))
    return found
  } finally {
    nginx.stop()
  }
}

function repaired(text: string, unsafe: boolean): string {
  const input = { files: { 'nginx.conf': text }, unsafe }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? ''
}

/** Path and query of requests below a location. */
const asked = ['a', 'a?x=1', 'a%20b?x=%2F&y', '?', 'a/b/?x=1?y=2']
const targets = (lines: readonly string[]): string[] => lines.flatMap((_, at) => asked.map(one => `/api/v${at}/${one}`))

const keeping = (answer: string): string => answer.replace(/^301/, '308').replace(/^302/, '307')

test('the redirect that takes the place of another leads to the same URL', async () => {
  const lines = [
    'rewrite ^ https://a.example$request_uri? permanent;',
    'rewrite ^.*$ https://a.example/x redirect;',
    'rewrite ^ "https://a.example/x?y=1?";',
    'error_page 404 =301 https://a.example$request_uri; return 404;',
    'error_page 404 =200 https://a.example/x; return 404;',
    'error_page 403 https://a.example$request_uri; deny all;',
  ]
  const text = configuration(lines)
  const after = repaired(text, false)
  expect(after).not.toMatch(/rewrite|=301|=200/)
  const before = await answers(text, targets(lines))
  expect(before.every(one => /^30[12] https:/.test(one))).toBe(true)
  expect(await answers(after, targets(lines))).toEqual(before.map(keeping))
})

test('a path from a group comes back as it was sent, a query only once', async () => {
  const lines = ['rewrite ^(.*)$ https://a.example$1 permanent;', 'rewrite ^/(.*) https://a.example/$1 permanent;']
  const text = configuration(lines)
  const before = await answers(text, targets(lines))
  expect(await answers(repaired(text, true), targets(lines))).toEqual(
    before.map((one, at) => keeping(one).replace(/(?<=example).*/, targets(lines)[at] as string)),
  )
  const twice = configuration(['rewrite ^ https://a.example$request_uri permanent;'])
  expect(await answers(twice, ['/api/v0/?x=1'])).toEqual(['301 https://a.example/api/v0/?x=1?x=1'])
  expect(await answers(repaired(twice, true), ['/api/v0/?x=1'])).toEqual(['308 https://a.example/api/v0/?x=1'])
})
