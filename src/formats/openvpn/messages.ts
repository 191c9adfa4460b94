import { type Localized, localize, type Params } from '../../message/index.ts'
import type { SourceFile, Span } from '../../text/index.ts'
import type { Problem } from '../../tree/index.ts'

/** What the daemon says about a file, by problem code. `en` is its own wording as far as it does not name the place. */
const texts: Readonly<Record<string, Localized>> = {
  'line-too-long': {
    en: 'Maximum option line length (256) exceeded',
    zh: '选项行超过最大长度（256 字节）',
  },
  'unclosed-quote': { en: 'No closing quotation (")', zh: '双引号没有结束' },
  'unclosed-single-quote': { en: "No closing single quotation (')", zh: '单引号没有结束' },
  'bad-backslash': { en: "Bad backslash ('\\') usage", zh: '反斜杠用法错误' },
  'dangling-backslash': { en: 'Residual parse state: a backslash ends the file', zh: '文件以反斜杠结束' },
  'inline-unterminated': { en: 'Endtag </{name}> missing', zh: '缺少结束标签 </{name}>' },
  'unknown-option': {
    en: 'Unrecognized option or missing or extra parameter(s): {name}',
    zh: '未知选项，或参数个数不对：{name}',
  },
  'removed-option': {
    en: 'Unrecognized option or missing or extra parameter(s): {name}',
    zh: '该版本已移除的选项：{name}',
  },
  'option-arguments': {
    en: 'Unrecognized option or missing or extra parameter(s): {name}',
    zh: '选项 {name} 的参数个数不对',
  },
  'option-context': { en: "option '{name}' cannot be used in this context", zh: '选项 “{name}” 不能用在此处' },
  'option-inline': { en: "option '{name}' is not expected to be inline", zh: '选项 “{name}” 不能写成内联块' },
  'invalid-value': { en: '{detail}', zh: '选项 {name} 的值 “{value}” 被拒绝' },
  'option-conflict': { en: '{detail}', zh: '选项互相冲突：{detail}' },
  'missing-requirement': { en: '{detail}', zh: '缺少必需的选项：{detail}' },
  'invalid-crypto-name': { en: '{detail}', zh: '目标上的加密库不认识该名称：{detail}' },
  'connection-remote': {
    en: "Each 'connection' block must contain exactly one 'remote' directive",
    zh: '每个 connection 块必须且只能有一个 remote',
  },
  'include-depth': { en: 'Maximum recursive include levels exceeded', zh: 'config 嵌套超过最大层数' },
  'include-size': { en: 'The included files add up to too many lines', zh: '包含的文件展开后行数过多' },
  'missing-file': {
    en: "--{name} fails with '{path}': No such file or directory",
    zh: '--{name} 指定的文件不存在：“{path}”',
  },
  unfinished: {
    en: 'It names no certificate and no key: by its name, others are made from it that have both',
    zh: '其中没有证书和密钥：从名称看，其他文件由它加上证书和密钥生成',
  },
  'inline-certificate': { en: 'Cannot load the certificate in <{name}>', zh: '无法读取 <{name}> 中的证书' },
  'wrong-material': { en: 'Cannot load what {name} holds: {found}', zh: '无法读取 {name} 的内容：{found}' },
  'ignored-option': { en: "Option '{name}' is ignored", zh: '选项 “{name}” 不起作用' },
  'ignored-after-connection': {
    en: "Option '{name}' is ignored by previous <connection> blocks",
    zh: '选项 “{name}” 写在 <connection> 块之后，不起作用',
  },
  'build-dependent': {
    en: "Option '{name}' is only known to builds with the part it belongs to",
    zh: '选项 “{name}” 只有带相应组件的构建才认识',
  },
}

interface At {
  readonly file: SourceFile
  readonly span: Span
}

/** A problem of a known code at a place. */
export function problem(code: string, at: At, params: Params = {}): Problem {
  return { file: at.file, span: at.span, code, message: localize(texts[code] as Localized, params) }
}

/** The same, where the daemon only warns. */
export const warning = (code: string, at: At, params: Params = {}): Problem => ({
  ...problem(code, at, params),
  warning: true,
})
