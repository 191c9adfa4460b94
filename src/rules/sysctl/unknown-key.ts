import { expand } from '../../formats/sysctl/glob.ts'
import { isPattern } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { doesNothing, gone, goneFrom, isDirectory, known, template } from '../../formats/sysctl/table.ts'
import { lookUp, nearest } from '../../text/index.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { similar, sound } from './lines.ts'

/** A file with more typos than this is something else, and each search looks at every key. */
const mostSearches = 100

function* findings(model: SysctlModel): Generator<Observation> {
  let searches = 0
  for (const { statement, reading } of sound(model)) {
    const { key } = reading
    const { directive } = statement
    if (isDirectory(key)) yield { at: placeOf(directive), subject: key, message: { id: 'directory', params: { key } } }
    if (exists(key, model)) continue
    const suggestion = searches++ < mostSearches ? similar(key, nearest) : undefined
    yield {
      at: placeOf(directive),
      subject: key,
      ...(reading.ignore ? { severity: 'low' as const } : {}),
      message: suggestion ? { id: 'similar', params: { key, suggestion } } : { id: 'unknown', params: { key } },
      fixes: suggestion ? [rename(directive, suggestion)] : [],
    }
  }
}

const rename = (directive: Directive, suggestion: string): Fix => ({
  title: { en: `Write ${suggestion}`, zh: `改为 ${suggestion}` },
  safety: 'unsafe',
  edits: [
    replaceWord(directive.file, directive.name, directive.name.value.startsWith('-') ? `-${suggestion}` : suggestion),
  ],
  changes: ['*'],
})

/** Known, of a family that comes with a module, seen live, or reported as removed. */
function exists(key: string, model: SysctlModel): boolean {
  if (lookUp(gone, template(key)) !== undefined || lookUp(goneFrom, key) !== undefined) return true
  if (doesNothing.has(key) || model.snapshot?.values.has(key)) return true
  return known(key) !== 'no' || (isPattern(key) && expand(key, model.names).some(each => known(each) !== 'no'))
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/unknown-key',
  format: 'sysctl',
  title: { en: 'Keys that no kernel has', zh: '内核没有的键' },
  severity: 'high',
  confidence: 'high',
  tags: ['keys'],
  messages: {
    directory: {
      en: '{key} is a folder of keys, not a key: writing it fails',
      zh: '{key} 是键的目录而不是键：写入会失败',
    },
    unknown: {
      en: '{key} is no key of the Linux kernel: the line does nothing and nobody is told',
      zh: '{key} 不是 Linux 内核的键：该行不起作用且没有任何提示',
    },
    similar: {
      en: '{key} is no key of the Linux kernel, {suggestion} is: the line does nothing and nobody is told',
      zh: '{key} 不是 Linux 内核的键，{suggestion} 才是：该行不起作用且没有任何提示',
    },
  },
  defaults: {},
  check: model => findings(model),
})
