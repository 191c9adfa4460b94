import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { ownText, type SourceFile } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { faultOf, invisible } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const seen = new Set<SourceFile>()
  for (const statement of model.statements) {
    if (faultOf(statement, model) !== 'invisible') continue
    const { directive, procps } = statement
    const broken = procps.kind === 'lost' && procps.because === 'broken-line'
    if (!broken) yield inLine(directive)
    else if (!seen.has(directive.file)) {
      seen.add(directive.file)
      yield lineEnds(directive)
    }
  }
}

const everyone = new RegExp(invisible, 'g')

function inLine(directive: Directive): Observation {
  const { file, span } = directive
  const text = file.text.slice(span.start, span.end)
  const first = invisible.exec(text)?.[0] ?? ''
  const bom = first === '\ufeff' && span.start === 0
  const code = `U+${first.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  const key = directive.name.value.replace(everyone, '').trim()
  return {
    at: placeOf(directive),
    subject: key,
    message: bom ? { id: 'bom' } : { id: 'blank', params: { code, key } },
    fixes: [
      {
        title: { en: 'Delete the invisible characters', zh: '删除不可见字符' },
        safety: 'safe',
        edits: [{ path: file.path, span, text: cleaned(text) }],
        changes: ['*'],
      },
    ],
  }
}

/** Blanks around `=` and at the ends; nothing where the character stood inside the key. */
const cleaned = (text: string): string =>
  text
    .replace(/[\u200b-\u200f\u2060\ufeff\u0000]/g, '')
    .replace(everyone, ' ')
    .trim()

function lineEnds(directive: Directive): Observation {
  const { file } = directive
  return {
    at: placeOf(directive),
    subject: 'line ends',
    message: { id: 'ends' },
    fixes: [
      {
        title: { en: 'End the lines with LF', zh: '改为以 LF 结尾' },
        safety: 'safe',
        edits: [
          {
            path: file.path,
            span: { start: file.part?.start ?? 0, end: file.text.length },
            text: ownText(file).replace(/\r\n?|\0/g, '\n'),
          },
        ],
        changes: ['*'],
      },
    ],
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/invisible-character',
  format: 'sysctl',
  title: { en: 'Characters that nobody sees', zh: '看不见的字符' },
  severity: 'high',
  confidence: 'high',
  tags: ['syntax'],
  messages: {
    bom: {
      en: 'A byte order mark stands before the first key: that line is lost',
      zh: '第一个键之前有字节顺序标记：该行会丢失',
    },
    blank: {
      en: 'An invisible character {code} stands in the line of {key}: it becomes part of the key or the value',
      zh: '{key} 所在行含有不可见字符 {code}：它会成为键或值的一部分',
    },
    ends: {
      en: 'The lines of this file end in CR alone: procps reads them as one line',
      zh: '该文件的行仅以 CR 结尾：procps 会把它们读成一行',
    },
  },
  defaults: {},
  check: model => findings(model),
})
