import { type Localized, localize, type Params } from '../../message/index.ts'
import type { SourceFile, Span } from '../../text/index.ts'
import type { Problem } from '../../tree/index.ts'

export type ProblemCode =
  | 'unexpected-character'
  | 'unexpected-end-in-statement'
  | 'unexpected-end-in-block'
  | 'unexpected-end-in-lua'
  | 'too-long'
  | 'too-long-unclosed'
  | 'include-missing'
  | 'include-unreadable'
  | 'include-directory'
  | 'include-cycle'
  | 'opaque-code'

/** English is the daemon's own wording, where it has one. */
const texts: Readonly<Record<ProblemCode, Localized>> = {
  'unexpected-character': { en: 'unexpected "{character}"', zh: '意外的字符 "{character}"' },
  'unexpected-end-in-statement': {
    en: 'unexpected end of file, expecting ";" or "}"',
    zh: '文件意外结束，此处需要 ";" 或 "}"',
  },
  'unexpected-end-in-block': {
    en: 'unexpected end of file, expecting "}"',
    zh: '文件意外结束，此处需要 "}"',
  },
  'too-long': { en: 'too long parameter "{start}..." started', zh: '参数过长，开头为 "{start}..."' },
  'too-long-unclosed': {
    en: 'too long parameter, probably missing terminating "{character}" character',
    zh: '参数过长，可能缺少结尾的 "{character}" 字符',
  },
  'unexpected-end-in-lua': {
    en: 'unexpected end of file, expecting terminating characters for lua code block',
    zh: '文件意外结束，Lua 代码块没有结束',
  },
  'include-missing': {
    en: 'open() "{path}" failed (2: No such file or directory)',
    zh: '无法打开 "{path}"（2: No such file or directory）',
  },
  'include-unreadable': { en: 'open() "{path}" failed ({detail})', zh: '无法打开 "{path}"（{detail}）' },
  'include-directory': {
    en: 'pread() "{path}" failed (21: Is a directory)',
    zh: '无法读取 "{path}"（21: Is a directory）',
  },
  'include-cycle': {
    en: 'include of "{path}" leads back to itself: {chain}',
    zh: '包含 "{path}" 形成循环：{chain}',
  },
  'opaque-code': {
    en: '{languages} code in {count} statements: not analysed, what it does to requests is not judged',
    zh: '{count} 条语句中含有 {languages} 代码：未作分析，不判断其对请求的处理',
  },
}

export const syntaxProblem = (file: SourceFile, span: Span, code: ProblemCode, params: Params = {}): Problem => ({
  file,
  span,
  code,
  message: localize(texts[code], params),
})
