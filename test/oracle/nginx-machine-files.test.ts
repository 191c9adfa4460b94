import { afterAll, describe, expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { load } from '../../src/formats/nginx/load.ts'
import { verdict } from '../../src/formats/nginx/loads/index.ts'
import { defaultTarget, type Target } from '../../src/target/index.ts'
import { position } from '../../src/text/index.ts'
import { certificates, Host, needs } from './daemons.ts'
import { opened, present, unopened } from './nginx-machine-files-cases.ts'

const path = '/etc/nginx/nginx.conf'
const target: Target = { ...defaultTarget, assumed: [] }

let host: Host | undefined

/** `nginx -t` on a host without the file, as `[message, line]`; undefined: accepted. */
function asked(text: string): [string, string | undefined] | undefined {
  host ??= new Host(['nginx'], {
    '/etc/ssl/here.pem': certificates().chain,
    '/etc/ssl/here.key': certificates().key,
  })
  host.write(path, text)
  const { status, output } = host.run(['/usr/sbin/nginx', '-t', '-c', path])
  if (status === 0) return undefined
  const [, message = output, line] = /\[emerg\] (?:\d+#\d+: )?(.*?)(?: in \S+:(\d+))?$/m.exec(output) ?? []
  return [message, line]
}

/** The same, foretold for a host of which all is known. */
function foretold(text: string): [string, string | undefined] | undefined {
  const files = { [path]: text, ...Object.fromEntries(present.map(each => [each, ''])) }
  const { loads, because } = verdict(load(path, memoryStore(files, true)), target)
  const [first] = because
  if (loads !== false || !first) return undefined
  const line = first.line === undefined ? position(first.file, first.span.start).line : first.line
  return [first.message.en, line === null ? undefined : String(line)]
}

describe('files that nginx -t opens', () => {
  const test = needs('nginx', 'openssl', 'root')
  afterAll(() => host?.remove())

  test('a missing one is refused, in the same words and at the same line', () => {
    for (const text of opened) expect(foretold(text), text).toEqual(asked(text) ?? 'accepted')
  })

  test('others are not opened', () => {
    for (const text of unopened) {
      expect(asked(text), text).toBeUndefined()
      expect(foretold(text), text).toBeUndefined()
    }
  })
})
