import { nearest } from '../text/index.ts'
import { UsageError } from './usage-error.ts'

const blocks = ['http', 'server', 'location', 'if', 'upstream', 'stream', 'mail', 'events']

/**
 * The blocks that `--context http,server` names, outermost first.
 * @throws UsageError when one of them is none that a fragment can stand in.
 */
export const readContext = (stated: string): readonly string[] =>
  stated.split(',').map(each => {
    const block = each.trim()
    if (blocks.includes(block)) return block
    throw unknown(block)
  })

function unknown(block: string): UsageError {
  const close = nearest(block, blocks)
  const [en, zh] = close ? [`, did you mean "${close}"?`, `，是否指 "${close}"？`] : ['', '']
  return new UsageError({
    en: `--context: "${block}" is no block of nginx${en}; blocks are named from the outermost on: http,server`,
    zh: `--context："${block}" 不是 nginx 的块${zh}；块名从最外层写起：http,server`,
  })
}
