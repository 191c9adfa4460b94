import { afterAll, describe, expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { load } from '../../src/formats/nginx/load.ts'
import { verdict } from '../../src/formats/nginx/loads/index.ts'
import { defaultTarget, type Target } from '../../src/target/index.ts'
import { position } from '../../src/text/index.ts'
import { Host, needs } from './daemons.ts'
import { folderCases, folderFiles, includeCases } from './nginx-folders-cases.ts'

const path = '/etc/nginx/nginx.conf'
const target: Target = { ...defaultTarget, nginxPackage: '1.22.1-9+deb12u11', assumed: [] }

type Answer = readonly [message: string, line: string | undefined] | 'accepted'

let host: Host | undefined

/** `nginx -t` on a host with the files of the cases. */
function asked(text: string): Answer {
  host ??= new Host(['nginx'], folderFiles)
  host.write(path, text)
  const { status, output } = host.run(['/usr/sbin/nginx', '-t', '-c', path])
  if (status === 0) return 'accepted'
  const [, message = output, line] = /\[(?:emerg|crit)\] (?:\d+#\d+: )?(.*?)(?: in \S+:(\d+))?$/m.exec(output) ?? []
  return [message, line]
}

function foretold(text: string): Answer {
  const { loads, because } = verdict(load(path, memoryStore({ ...folderFiles, [path]: text }, true)), target)
  const [first] = because
  if (loads !== false || !first) return 'accepted'
  const line = first.line === undefined ? position(first.file, first.span.start).line : first.line
  return [first.message.en, line === null ? undefined : String(line)]
}

describe('folders where files are expected, and patterns of includes', () => {
  const test = needs('nginx', 'root')
  afterAll(() => host?.remove())

  test.each(folderCases.map(text => [text]))('logs and the file of the process id: %j', text => {
    expect(foretold(text)).toEqual(asked(text))
  })

  test.each(includeCases.map(text => [text]))('includes in blocks of their own: %j', text => {
    expect(foretold(text)).toEqual(asked(text))
  })
})
