import { analyzeHost } from '../../engine/index.ts'
import type { EffectiveValue, Model } from '../../formats/format.ts'
import { formats } from '../../formats/index.ts'
import type { Localized } from '../../message/index.ts'
import { json } from '../../report/medium/json.ts'
import { type Pen, pen } from '../../report/medium/terminal.ts'
import { redactText } from '../../report/redact.ts'
import { amongThese, isNotHere, notHere, shownScope, shownValue } from '../../report/shown-value.ts'
import { position } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { formatsOf } from '../formats.ts'
import { readInput, sourceOf } from '../input.ts'
import { ofNamed } from '../named-values.ts'
import { readOutputs, writeOutput } from '../output.ts'
import { complain } from '../problems.ts'
import { selection } from '../selection.ts'
import { type Session, say } from '../session.ts'
import type { Selection } from '../url-selection.ts'

/** Prints every value in force with the line it comes from, or those of one server or address. */
export async function run(words: Arguments, session: Session): Promise<number> {
  const given = withAddress(words)
  const outputs = readOutputs(given.values('format'), formatsOf('inspect'))
  const input = await readInput(given, session)
  const { report, host } = analyzeHost(input)
  const views = host.models.map(model => viewOf(model, selection(model, given, ofNamed(model, report))))
  for (const { format, file } of outputs)
    writeOutput(file, [format === 'json' ? json(views.flatMap(values)) : asText(asked(views, given), session)], session)
  return complain(report, session, path => sourceOf(input.files, path)) ? exit.unreadable : exit.clean
}

/** `inspect https://host/path FILE`: an operand that is an address means --url. */
function withAddress(words: Arguments): Arguments {
  const address = words.operands.find(word => /^https?:\/\//i.test(word))
  if (address === undefined || words.value('url') !== undefined) return words
  return {
    ...words,
    operands: words.operands.filter(word => word !== address),
    value: name => (name === 'url' ? address : words.value(name)),
  }
}

/** Where something is asked for, what has nothing of it is not mentioned, unless that is all of them. */
function asked(views: readonly ModelView[], given: Arguments): readonly ModelView[] {
  const having = views.filter(({ effective, selected }) => effective.length + selected.way.length > 0)
  return (given.value('url') ?? given.value('server')) !== undefined && having.length > 0 ? having : views
}

interface ModelView {
  readonly model: Model
  readonly selected: Selection
  readonly effective: readonly EffectiveValue[]
}

function viewOf(model: Model, selected: Selection): ModelView {
  const format = formats.find(each => each.id === model.format)
  const effective = format ? [...format.effective(model)].filter(selected.wants) : []
  return { model, selected, effective }
}

const values = ({ model, effective }: ModelView): object[] =>
  effective.map(each => ({
    format: model.format,
    root: model.root,
    scope: shownScope(each),
    setting: each.setting,
    value: shownValue(each),
    origin: isNotHere(each) ? 'unseen' : each.origin === 'default' ? 'default' : placeOf(each.origin),
    ...(each.unseen && { unseen: true }),
    shadowed: (each.shadowed ?? []).map((line, at) => ({
      ...placeOf(line),
      ...(each.why && { because: each.why[at] }),
    })),
    ...(each.by !== undefined && { by: each.by }),
  }))

function placeOf({ file, span }: Directive): object {
  return { path: file.path, ...position(file, span.start) }
}

function asText(views: readonly ModelView[], session: Session): string {
  const draw = pen(session.stdout.color)
  const blocks = views.flatMap(view => [
    `${draw(`${view.model.format} ${view.model.root}`, 'bold')}\n`,
    ...view.selected.way.map(line => `  ${draw(redactText(say(session, line)))}\n`),
    ...scopes(view.effective, { draw, session }),
  ])
  return blocks.join('')
}

interface Look {
  readonly draw: Pen
  readonly session: Session
}

function scopes(effective: readonly EffectiveValue[], look: Look): string[] {
  const grouped = new Map<string, EffectiveValue[]>()
  for (const each of effective) {
    const group = grouped.get(each.scope)
    if (group) group.push(each)
    else grouped.set(each.scope, [each])
  }
  return [...grouped.values()].map(group => scopeText(group, look))
}

function scopeText(group: readonly EffectiveValue[], { draw, session }: Look): string {
  const written = group.find(({ origin }) => origin !== 'default') ?? group[0]
  const scope = written ? shownScope(written) : ''
  const width = Math.min(32, Math.max(...group.map(({ setting }) => setting.length)))
  const lines = group.map(each => {
    const origin = say(session, originOf(each))
    const hidden = (each.shadowed ?? []).map((line, at) => place(line) + (each.why ? ` (${each.why[at]})` : ''))
    const shadowed =
      hidden.length > 0 ? say(session, { en: `, hides ${hidden.join(', ')}`, zh: `，覆盖 ${hidden.join('、')}` }) : ''
    const by = each.by ?? takenBy(each)
    const brought = by === undefined ? '' : say(session, { en: ` by ${by}`, zh: `（由 ${by} 带来）` })
    const value = takenBy(each) === undefined ? shownValue(each) : say(session, { en: 'none', zh: '无' })
    const shown = value === '' ? '' : `${draw(value, 'bold')}  `
    return `    ${draw(each.setting.padEnd(width))} ${shown}${draw(`${origin}${brought}${shadowed}`, 'dim')}\n`
  })
  // A format whose files have no blocks has nothing to say above its values.
  return `${scope === '' ? '' : `  ${draw(scope, 'cyan')}\n`}${lines.join('')}`
}

function originOf(each: EffectiveValue): Localized {
  if (isNotHere(each)) return notHere
  if (each.origin === 'default') return { en: 'default', zh: '默认值' }
  const at = place(each.origin)
  return each.unseen ? { en: at + amongThese.en, zh: at + amongThese.zh } : { en: at, zh: at }
}

/** A directive of another name that leaves the setting without a value: "alias" of "root". */
const takenBy = ({ setting, value, origin }: EffectiveValue): string | undefined =>
  value === '' && origin !== 'default' && origin.name.value !== setting ? origin.name.value : undefined

const place = ({ file, span }: Directive): string => `${file.path}:${position(file, span.start).line}`
