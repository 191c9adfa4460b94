import type { NginxModel } from '../../formats/nginx/model.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertFirst, replaceWord } from '../../tree/index.ts'
import { formatNamed } from './log-formats.ts'

/** The built-in format as it would be written (ngx_http_log_module). */
export const combinedText =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'

interface Instead {
  readonly name: string
  readonly text: string
  /** What the format needs beside it, in http{}. */
  readonly lines?: readonly string[]
}

/** The log of a line in a format of its own; nothing where the name means another format already. */
export function insteadOfCombined(model: NginxModel, line: Directive, { name, text, lines = [] }: Instead): Edit[] {
  const http = model.http?.directive
  if (!http?.block) return []
  const same = formatNamed(model, name)
  const known = same?.args.slice(1).map(({ value }) => value)
  if (known && known.join('') !== text) return []
  const [, second] = line.args
  const named =
    second?.value.toLowerCase() === 'combined' ? [replaceWord(line.file, second, name)] : insertAfterWord(line, 0, name)
  return known ? named : [insertFirst(http.file, http.block, [...lines, `log_format ${name} '${text}';`]), ...named]
}
