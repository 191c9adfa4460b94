import { canonical } from '../../formats/sysctl/key.ts'
import type { Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { known } from '../../formats/sysctl/table.ts'
import type { SourceFile } from '../../text/index.ts'
import { type Directive, replaceDirective, replaceWord } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { byFile, faultOf } from './lines.ts'

/** Beyond that the file is something else, and one finding says so. */
const most = 20

function* findings(model: SysctlModel): Generator<Observation> {
  const broken = model.statements.filter(each => ['syntax', 'command'].includes(faultOf(each, model) ?? ''))
  for (const [file, lines] of byFile(broken))
    if (lines.length <= most) for (const each of lines) yield found(each)
    else yield whole(file, lines)
}

function found(statement: Statement): Observation {
  const { directive } = statement
  const text = directive.file.text.slice(directive.span.start, directive.span.end).slice(0, 80)
  const kind = kindOf(statement)
  const edit = kind === 'command' ? withoutCommand(directive) : kind === 'separator' ? withEquals(directive) : undefined
  return {
    at: placeOf(directive),
    subject: text,
    message: { id: kind, params: { text } },
    fixes: edit ? [edit] : [],
  }
}

const spaced = /^(-?[a-z][\w./-]*)[ \t]*(?::[ \t]*|[ \t]+)(\S.*)$/

function kindOf({ directive }: Statement): 'line' | 'separator' | 'continuation' | 'command' {
  const { text } = directive.file
  if (directive.name.value === '') return 'line'
  if (directive.args.length > 0) return 'command'
  const before = text.slice(Math.max(0, directive.span.start - 3), directive.span.start).trimEnd()
  if (before.endsWith('\\')) return 'continuation'
  const key = spaced.exec(directive.name.value)?.[1]
  return key !== undefined && known(canonical(key)) === 'yes' ? 'separator' : 'line'
}

function withEquals(directive: Directive): Fix {
  const [, key = '', value = ''] = spaced.exec(directive.name.value) ?? []
  return {
    title: { en: `Write ${key} = ${value}`, zh: `改写为 ${key} = ${value}` },
    safety: 'safe',
    edits: [replaceDirective(directive, [`${key} = ${value}`])],
    changes: ['*'],
  }
}

function withoutCommand(directive: Directive): Fix | undefined {
  const rest = directive.name.value.replace(/^-?sysctl[ \t]+(?:-\w+[ \t]+)*/, '')
  if (rest === directive.name.value || known(canonical(rest)) !== 'yes') return undefined
  return {
    title: { en: 'Delete the command before the key', zh: '删除键之前的命令' },
    safety: 'safe',
    edits: [replaceWord(directive.file, directive.name, rest)],
    changes: ['*'],
  }
}

function whole(file: SourceFile, lines: readonly Statement[]): Observation {
  const first = lines[0] as Statement
  return {
    at: placeOf(first.directive),
    subject: file.path,
    message: { id: 'many', params: { count: lines.length } },
    related: lines.slice(1, most + 1).map(each => ({
      at: placeOf(each.directive),
      message: { en: 'no assignment either', zh: '同样不是赋值语句' },
    })),
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/syntax',
  format: 'sysctl',
  title: { en: 'Lines that set nothing', zh: '不起作用的行' },
  severity: 'high',
  confidence: 'high',
  tags: ['syntax', 'loads'],
  messages: {
    line: { en: '"{text}" is no assignment: the line is skipped', zh: '"{text}" 不是赋值语句：该行会被跳过' },
    separator: { en: '"{text}" has no "=": the line is skipped', zh: '"{text}" 没有 "="：该行会被跳过' },
    continuation: {
      en: '"{text}" is a line of its own: there is no continuation after a backslash',
      zh: '"{text}" 是独立的一行：反斜杠不会续行',
    },
    command: {
      en: '"{text}" begins with a command: the key that is looked for is all of it',
      zh: '"{text}" 以命令开头：整段文字都被当作键',
    },
    many: { en: '{count} lines of this file are no assignments', zh: '该文件有 {count} 行不是赋值语句' },
  },
  defaults: {},
  check: model => findings(model),
})
