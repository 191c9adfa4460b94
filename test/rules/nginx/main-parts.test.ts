import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** Parts of the main context, which nginx.conf includes. */
it.each([
  ['modules-enabled/50-mod-stream.conf', 'load_module modules/ngx_stream_module.so;\n'],
  ['tcp.conf', 'stream {\n    server { listen 127.0.0.1:53; proxy_pass 127.0.0.1:5353; }\n}\n'],
  ['mail.conf', 'mail {\n    auth_http 127.0.0.1:8000;\n    server { listen 127.0.0.1:143; protocol imap; }\n}\n'],
])('a file of the main context by itself is not said to lack events: %s', (path, text) => {
  const { findings, verdicts } = analyze({ files: { [path]: text } })
  expect(findings.filter(({ rule }) => rule === 'nginx/unmet-requirement')).toEqual([])
  expect(verdicts.map(({ loads }) => loads)).toEqual([null])
  expect(verdicts[0]?.because.join()).toContain('the main file, with its "events" section, is not among the files')
})

it('a whole configuration without events is refused', () => {
  for (const path of ['nginx.conf', 'web.conf']) {
    const { findings, verdicts } = analyze({ files: { [path]: 'http {\n}\n' } })
    expect(findings.map(({ rule }) => rule)).toEqual(['nginx/unmet-requirement'])
    expect(verdicts.map(({ loads }) => loads)).toEqual([false])
  }
})
