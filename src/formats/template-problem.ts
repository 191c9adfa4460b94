import { localize } from '../message/index.ts'
import type { SourceFile } from '../text/index.ts'
import type { Problem, Tree } from '../tree/index.ts'

/** What every report says about a template. */
export function templateProblem({ file, placeholders = [] }: Pick<Tree, 'file' | 'placeholders'>): Problem {
  const span = placeholders[0] ?? { start: 0, end: 0 }
  const count = placeholders.length
  const message = localize(count === 0 ? empty : count === 1 ? single : text, { count })
  return { file: file as SourceFile, span, code: 'template', message, warning: true }
}

const text = {
  en: 'template with {count} placeholders: not judged where they stand, nor whether it loads',
  zh: '含有 {count} 个占位符的模板：占位符所在之处以及能否加载均不作判断',
}

const single = {
  en: 'template with 1 placeholder: not judged where it stands, nor whether it loads',
  zh: text.zh,
}

const empty = {
  en: 'template without a placeholder: whether it loads is not judged',
  zh: '不含占位符的模板：能否加载不作判断',
}
