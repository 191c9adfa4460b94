import type { NginxModel } from '../../formats/nginx/model.ts'
import { type Edit, ownText } from '../../text/index.ts'
import { insertFirst, replaceWord } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import type { UsedFormat } from './log-formats.ts'

/** A table for each, which tells whether there was something: what it was stays out of the log. */
export function masked(model: NginxModel, { directive }: UsedFormat, found: readonly string[]): Fix[] {
  const http = model.http?.directive
  const names = new Map(found.map(name => [name, `${name}_logged`]))
  const taken = [...names.values()].some(name =>
    model.forest.trees.some(({ file }) => ownText(file).includes(`$${name}`)),
  )
  if (!http?.block || taken) return []
  const edits: Edit[] = []
  for (const word of directive.args.slice(1)) {
    const raw = word.raw.replace(/\$(?:\{(\w+)\}|(\w+))/g, (text, braced: string, bare: string) => {
      const name = names.get((braced ?? bare).toLowerCase())
      return name === undefined ? text : text.startsWith('${') ? `\${${name}}` : `$${name}`
    })
    if (raw !== word.raw) edits.push(replaceWord(directive.file, word, raw))
  }
  const maps = found.flatMap(name => [`map $${name} $${name}_logged {`, '    "" -;', '    default present;', '}'])
  return [
    {
      title: { en: 'log only whether they are there', zh: '只记录其是否存在' },
      safety: 'unsafe',
      edits: [insertFirst(http.file, http.block, maps), ...edits],
      changes: ['log_format', 'map'],
    },
  ]
}
