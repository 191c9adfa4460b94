import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../../../src/engine/problems.ts'
import { type FileStore, memoryStore } from '../../../../src/files/index.ts'
import { nginx } from '../../../../src/formats/nginx/index.ts'
import { load } from '../../../../src/formats/nginx/load.ts'
import { type LoadVerdict, verdict } from '../../../../src/formats/nginx/loads/index.ts'
import type { ContextName } from '../../../../src/formats/nginx/tables/index.ts'
import { defaultTarget } from '../../../../src/target/index.ts'

const path = '/etc/nginx/nginx.conf'
const denied = /\/conf\.d\/secret/

/** The files and, in their folder, two that may not be read. */
function store(text: string, complete: boolean): FileStore {
  const files = { [path]: text, '/etc/nginx/conf.d/secret.conf': '', '/etc/nginx/conf.d/secret2.conf': '' }
  const base = memoryStore(files, complete)
  const read: FileStore['read'] = path =>
    denied.test(path) ? { path, code: 'denied', detail: 'Permission denied' } : base.read(path)
  return { ...base, read }
}

const ask = (text: string, complete = true): LoadVerdict => verdict(load(path, store(text, complete)), defaultTarget)
const http = (text: string): string => `events {}\nhttp {\n${text}\n}\n`

describe('included files that are there and may not be read', () => {
  it.each(['conf.d/secret.conf', 'conf.d/*.conf'])(
    'leave the verdict open: the daemon starts as root (%s)',
    argument => {
      for (const complete of [true, false]) {
        const { loads, because } = ask(http(`include ${argument};`), complete)
        expect([loads, because.map(({ code, message }) => [code, message.en])]).toEqual([
          null,
          [['machine-file', 'open() "/etc/nginx/conf.d/secret.conf" failed (Permission denied)']],
        ])
      }
    },
  )

  it('are told each, where a pattern matches several', () => {
    const model = nginx.resolve(load(path, store(http('include conf.d/*.conf;'), true)), defaultTarget)
    expect(problemsOf([model], []).map(({ message }) => message.en)).toEqual([
      'open() "/etc/nginx/conf.d/secret.conf" failed (Permission denied)',
      'open() "/etc/nginx/conf.d/secret2.conf" failed (Permission denied)',
    ])
  })

  it('may define what others use', () => {
    const { because } = ask(http('include conf.d/secret.conf;\nadd_header A $own;'))
    expect(because.map(({ id, open }) => [id, open])).toContainEqual(['variable-unknown', true])
  })
})

describe('what the daemon opens', () => {
  it('is refused in a fragment too, and where only some files are given', () => {
    const at = (text: string, context: readonly ContextName[] = []): LoadVerdict =>
      verdict(load('a.conf', memoryStore({ 'a.conf': text })), defaultTarget, { context })
    const ids = ({ loads, because }: LoadVerdict): unknown => [loads, because.map(({ id }) => id)]
    expect(ids(at('access_log /run/;', ['http']))).toEqual([false, ['opened-folder']])
    expect(ids(at(http('access_log /run/;')))).toEqual([false, ['opened-folder']])
    expect(ids(at(http('access_log /run;')))).toEqual([true, []])
  })

  it('is a folder where the host shows one', () => {
    const files = { 'srv/etc/nginx/nginx.conf': http('access_log /var/log/own;'), 'srv/var/log/own/x': '' }
    const found = verdict(load('srv/etc/nginx/nginx.conf', memoryStore(files)), defaultTarget)
    expect(found.because.map(({ message }) => message.en)).toEqual([
      'open() "/var/log/own" failed (21: Is a directory)',
    ])
  })
})
