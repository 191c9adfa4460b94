import type { Server } from '../../formats/nginx/model.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'
import type { TlsCause } from './tls-causes.ts'

/**
 * Servers that write the value which the default server of their socket decides: left behind by a fix there they would
 * say something that has no effect. One of those that include the same line stands for all.
 */
export function copiesOf({ level, servers, words }: TlsCause, name: string): readonly Server[] {
  const wanted = asSet(words)
  const seen = new Set(level.written(name))
  return servers.filter(server => {
    const [line] = server.written(name)
    if (!line || seen.has(line) || asSet(valuesOf(line)) !== wanted) return false
    seen.add(line)
    return true
  })
}

const asSet = (words: readonly string[]): string => [...new Set(words.map(word => word.toLowerCase()))].sort().join(' ')
