import { fill, type Localized, type Params } from '../../message/index.ts'
import type { SourceFile, Span } from '../../text/index.ts'
import type { Problem } from '../../tree/index.ts'

/** What the daemon says while it reads, by problem code. `en` is its own wording up to the place it names. */
const texts: Readonly<Record<string, Localized>> = {
  'line-too-long': {
    en: 'Maximum option line length (256) exceeded',
    zh: '选项行超过最大长度（256 字节）',
  },
  'unclosed-quote': { en: 'No closing quotation (")', zh: '双引号没有结束' },
  'unclosed-single-quote': { en: "No closing single quotation (')", zh: '单引号没有结束' },
  'bad-backslash': { en: "Bad backslash ('\\') usage", zh: '反斜杠用法错误' },
  'dangling-backslash': { en: 'Residual parse state', zh: '行尾残留反斜杠' },
  'inline-unterminated': { en: 'Endtag </{name}> missing', zh: '缺少结束标签 </{name}>' },
  'trailing-after-end-tag': { en: 'Text after </{name}> is lost', zh: '</{name}> 之后的文字被丢弃' },
}

/** A problem of a known code at a place. */
export function problem(code: string, at: { file: SourceFile; span: Span }, params: Params = {}): Problem {
  const text = texts[code] as Localized
  return { file: at.file, span: at.span, code, message: { en: fill(text.en, params), zh: fill(text.zh, params) } }
}
