import type { SourceFile } from '../text/index.ts'
import { memoryStore } from './memory.ts'
import type { FileStore } from './store.ts'

/** What `nginx -T` prints: every file of a configuration, the main one first. */
export interface Dump {
  /** Holds the files under the absolute paths they have on the host. */
  readonly store: FileStore
  /** The main configuration file. */
  readonly root: string
  readonly files: readonly SourceFile[]
}

const marker = /^# configuration file (\/[^\n]*):\r?$/gm

/** What the daemon says on stderr, which `2>&1` puts between the files. */
const said =
  /^nginx: (?:\[\w+\] |the configuration file |configuration file |using the )|^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\] \d+#\d+: /

/** Is a text the output of `nginx -T`? Lines of stderr may stand in front. */
export function isDump(text: string): boolean {
  const at = text.includes('# configuration file /') ? text.search(marker) : -1
  return (
    at !== -1 &&
    text
      .slice(0, at)
      .split('\n')
      .every(line => line.trim() === '' || said.test(line))
  )
}

/** Takes a dump apart. The text of each file is exactly that on the host, so that edits fit there. */
export function readDump(dump: SourceFile): Dump {
  const sections = [...dump.text.matchAll(marker)]
  const files = new Map<string, SourceFile>()
  for (const [at, found] of sections.entries()) {
    const path = found[1] as string
    const start = dump.text.indexOf('\n', found.index) + 1 || dump.text.length
    const text = dump.text.slice(start, sections[at + 1]?.index)
    if (!files.has(path))
      files.set(path, { path, text: content(text, found[0].endsWith('\r')), encoding: dump.encoding })
  }
  return {
    store: memoryStore(Object.fromEntries(files)),
    root: (sections[0]?.[1] as string | undefined) ?? '/etc/nginx/nginx.conf',
    files: [...files.values()],
  }
}

/** Without what the daemon said, and without the line end that it prints behind each file. */
function content(text: string, crlf: boolean): string {
  const own = /\[|nginx: /.test(text) ? withoutMessages(text) : text
  const end = crlf && own.endsWith('\r\n') ? 2 : own.endsWith('\n') ? 1 : 0
  return own.slice(0, own.length - end)
}

function withoutMessages(text: string): string {
  const lines = text.split('\n')
  return lines.filter(line => !said.test(line)).join('\n')
}
