import { closeSync, openSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Report } from '../engine/index.ts'
import type { FileStore } from '../files/index.ts'
import { reports } from '../report/index.ts'
import { redactReport } from '../report/redact-report.ts'
import type { Behind, View } from '../report/view.ts'
import { ruleNamed } from '../rules/by-format.gen.ts'
import type { Severity } from '../rules/rule.ts'
import { unknownChoice } from './arguments.ts'
import { sourceOf } from './input.ts'
import { pageAddress } from './page-address.ts'
import { reasonOf } from './reason.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

interface Output {
  readonly format: string
  /** Undefined: standard output. */
  readonly file: string | undefined
}

/** @throws UsageError for unknown formats and two outputs to the same place. */
export function readOutputs(
  wanted: readonly string[],
  known: readonly string[] = Object.keys(reports),
): readonly Output[] {
  const asked = wanted.map(text => readOutput(text, known))
  const outputs = asked.length > 0 ? asked : [{ format: 'text', file: undefined }]
  const places = outputs.map(output => output.file)
  const twice = places.find((file, at) => places.indexOf(file) !== at)
  if (new Set(places).size === places.length) return outputs
  const place = twice ?? 'stdout'
  throw new UsageError({
    en: `--format: two outputs to ${place}; give one a file, as in sarif=out.sarif`,
    zh: `--format：两个输出都写到 ${place}；请为其中一个指定文件，如 sarif=out.sarif`,
  })
}

function readOutput(text: string, known: readonly string[]): Output {
  const at = text.indexOf('=')
  const format = at === -1 ? text : text.slice(0, at)
  if (!known.includes(format)) throw unknownChoice('--format', format, known)
  const file = at === -1 ? undefined : text.slice(at + 1)
  if (file === '')
    throw new UsageError({
      en: `--format ${text}: no file is named; sarif=out.sarif names one`,
      zh: `--format ${text}：没有写文件名，应如 sarif=out.sarif`,
    })
  const page = format === 'evidence' && /\.html?$/i.test(file ?? '')
  return { format: page ? 'evidence-html' : format, file: file === '-' ? undefined : file }
}

/** Evidence tells everything, also what stood before `--since`, and names files by their hashes. */
export const isEvidence = (format: string): boolean => format.startsWith('evidence')

interface Context {
  readonly session: Session
  readonly files: FileStore
  readonly failOn?: Severity | undefined
  readonly all?: boolean
  readonly passes?: () => readonly string[]
  readonly behind?: Behind
}

/** Formats that quote the pages of the rules. */
const quoting: ReadonlySet<string> = new Set(['sarif', 'html'])

/** Renders the report in every format asked for, each to its file or to stdout. */
export async function emit(outputs: readonly Output[], report: Report, context: Context): Promise<void> {
  const part = { report: safeReport(report, context), context }
  for (const output of outputs) {
    const told = isEvidence(output.format) ? wholeOf(report, context) : part
    const { render, chunks } = await (reports[output.format] as (typeof reports)[string])()
    const pages = quoting.has(output.format) ? (await import('../rules/pages.gen.ts')).pages : {}
    const view: View = { ...viewOf(told.context, output), page: id => pages[id] }
    writeOutput(output.file, chunks?.(told.report, view) ?? [render(told.report, view)], context.session)
  }
}

/** The report and the plan without the limits of `--since`. */
function wholeOf(report: Report, context: Context): { readonly report: Report; readonly context: Context } {
  const { behind } = context
  if (!behind?.whole) return { report: safeReport(report, context), context }
  const { report: whole, plan } = behind.whole
  return { report: safeReport(whole, context), context: { ...context, behind: { ...behind, plan } } }
}

const safeReport = (report: Report, { files }: Context): Report => redactReport(report, path => sourceOf(files, path))

/** Colours only where somebody looks: never in a file. */
export function viewOf(
  { session, files, failOn, all = false, passes = () => [], behind }: Context,
  { file }: Output,
): View {
  return {
    lang: session.lang,
    color: file === undefined && session.stdout.color,
    columns: session.stdout.columns,
    all,
    source: path => sourceOf(files, path),
    resolve: path => files.resolveLink?.(path),
    rule: ruleNamed,
    page: () => undefined,
    address: pageAddress,
    failOn,
    passes,
    ...(behind && { behind }),
  }
}

/** @throws UsageError when the file cannot be written. */
export function writeOutput(file: string | undefined, texts: Iterable<string>, session: Session): void {
  if (file === undefined) {
    for (const text of batches(texts)) session.stdout.write(text)
    return
  }
  try {
    writeFile(resolve(session.cwd, file), texts)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    const { en, zh } = reasonOf(code)
    throw new UsageError({ en: `cannot write ${file}: ${en}`, zh: `无法写入 ${file}：${zh}` })
  }
}

function writeFile(path: string, texts: Iterable<string>): void {
  const descriptor = openSync(path, 'w')
  try {
    for (const text of batches(texts)) writeFileSync(descriptor, text)
  } finally {
    closeSync(descriptor)
  }
}

const batchSize = 1 << 16

/** Short texts together, so that each is worth a call of the system. */
function* batches(texts: Iterable<string>): Generator<string> {
  let batch = ''
  for (const text of texts) {
    batch += text
    if (batch.length < batchSize) continue
    yield batch
    batch = ''
  }
  if (batch !== '') yield batch
}
