import { unreadKeys, unsetIn } from '../files/index.ts'
import type { Forest } from '../formats/format.ts'
import { VariableTable } from '../formats/nginx/tables/variables.ts'
import { defaultTarget } from '../target/index.ts'
import type { SourceFile } from '../text/index.ts'
import { locate } from './location.ts'

import type { FileProblem } from './types.ts'

/** What is to be said of manifests and scripts beside the files that were read in them. */
export function unread(loaded: readonly { readonly forest: Forest }[]): FileProblem[] {
  const wholes = new Set(loaded.flatMap(({ forest }) => forest.trees.flatMap(({ file }) => file.part?.whole ?? [])))
  return [...wholes].flatMap(file => [...keysOf(file), ...lost(file)])
}

/** Keys whose values a template puts in, or which are aliases. */
const keysOf = (file: SourceFile): FileProblem[] =>
  unreadKeys(file).map(span => ({
    ...locate({ file, span }),
    code: 'unread-scalar',
    message: {
      en: 'not read: its value stands elsewhere, is encoded, or is no scalar',
      zh: '未读取：其值位于别处、经过编码或不是标量',
    },
    warning: true,
  }))

/** `$host` without a backslash: the shell has no such variable, and nginx gets nothing. */
function lost(file: SourceFile): FileProblem[] {
  const unset = unsetIn(file)
  if (unset.length === 0) return []
  const variables = new VariableTable('http', defaultTarget.nginx)
  const found = unset.filter(({ name }) => variables.get(name) !== undefined)
  const [first] = found
  if (!first) return []
  const names = found.map(({ name }) => `$${name}`).join(', ')
  return [
    {
      ...locate({ file, span: first.span }),
      code: 'shell-variable',
      message: {
        en: `the shell puts in ${names}, which nothing in this script sets: for nginx they are written with a backslash in front, or the delimiter in quotes`,
        zh: `${names} 会被 shell 展开，而脚本中没有任何地方为其赋值：若是 nginx 的变量，请在前面加反斜杠，或给结束标记加引号`,
      },
      warning: true,
    },
  ]
}
