import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Problem } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { safe } from './placing.ts'
import { refusalRule } from './refusals.ts'

/** Characters per line when a comment is split: also with four bytes each it stays below the limit. */
const width = 60

function splitComment({ file, span }: Problem): Fix[] {
  const text = file.text.slice(span.start, span.end)
  const sign = /^[ \t]*[#;]+ ?/.exec(text)?.[0]
  if (sign === undefined || sign.length > 20) return []
  const body = text.slice(sign.length).replace(/\r$/, '')
  const parts: string[] = []
  for (let at = 0; at < body.length; at += width) parts.push((sign + body.slice(at, at + width)).trimEnd())
  const end = text.endsWith('\r') ? '\r' : ''
  return [
    safe({
      title: { en: 'Split the comment', zh: '拆分注释' },
      edits: [{ path: file.path, span, text: parts.join(`${end}\n`) + end }],
      changes: [],
    }),
  ]
}

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/line-too-long',
  title: { en: 'Line of more than 255 bytes', zh: '超过 255 字节的行' },
  codes: ['line-too-long'],
  messages: {
    long: {
      en: 'Line has {length} characters: the daemon refuses lines of 256 bytes or more, comments included',
      zh: '该行有 {length} 个字符：守护进程拒绝 256 字节及以上的行，注释也不例外',
    },
  },
  message: problem => ({ id: 'long', params: { length: problem.span.end - problem.span.start } }),
  fixes: splitComment,
})
