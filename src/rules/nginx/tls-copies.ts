import type { Server } from '../../formats/nginx/model.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'
import type { TlsCause } from './tls-causes.ts'

/**
 * Servers that write the value which the default server of their socket decides: left behind by a fix there they would
 * say something that has no effect.
 */
export function copiesOf({ level, servers, words }: TlsCause, name: string): readonly Server[] {
  const wanted = asSet(words)
  return servers.filter(server => {
    const line = server === level ? undefined : server.written(name)[0]
    return line !== undefined && asSet(valuesOf(line)) === wanted
  })
}

const asSet = (words: readonly string[]): string => [...new Set(words.map(word => word.toLowerCase()))].sort().join(' ')
