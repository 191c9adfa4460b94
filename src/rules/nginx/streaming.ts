import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { locationAround } from './browser-pages.ts'
import { headerName } from './header-name.ts'

/** Words in paths of answers or uploads that go on for long: an option of several rules. */
export const streamingWords: readonly string[] = [
  ...['sse', 'ws', 'wss', 'websocket', 'websockets', 'socket', 'stream', 'streams', 'streaming', 'event', 'events'],
  ...['live', 'poll', 'longpoll', 'subscribe', 'upload', 'uploads', 'download', 'downloads', 'export', 'logs', 'tail'],
]

/** The path says so, or the connection is handed on as it is (`proxy_set_header Upgrade …`). */
export function isStreaming(model: NginxModel, level: Level, words: readonly string[]): boolean {
  const path = locationAround(level)?.match.pattern.toLowerCase() ?? ''
  if (path.split(/[^a-z0-9]+/).some(part => words.includes(part))) return true
  return model
    .list(level, 'proxy_set_header')
    .entries.some(entry => headerName(entry) === 'upgrade' && argumentAt(entry, 1) !== '')
}
