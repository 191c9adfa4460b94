import type { FileProblem, Finding, Report, Waiver } from '../../engine/types.ts'
import type { Fix } from '../../rules/rule.ts'
import { type Edit, editsByPath, position, type SourceFile } from '../../text/index.ts'
import { curlCommands } from '../curl.ts'
import { jsonPieces } from '../medium/json.ts'
import { visible } from '../medium/plain.ts'
import { say, type View } from '../view.ts'
import { lineHashes } from './line-hash.ts'
import { locationOf, uriOf, type Value } from './place.ts'
import { level, ruleOf } from './rule.ts'

const schema = 'https://json.schemastore.org/sarif-2.1.0.json'
/** GitHub refuses more; it keeps the first 5,000, and ours are sorted by weight. */
const mostResults = 25_000

/** SARIF 2.1.0 for code scanning. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

/** The same result by result. */
export function chunks(report: Report, view: View): Iterable<string> {
  const findings = report.findings.slice(0, mostResults)
  const ids = [...new Set(findings.map(finding => finding.rule))].sort()
  const context: Context = { ids, view, hashes: new Map() }
  const run = {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: ids.map(id => ruleOf(id, view)),
      },
    },
    automationDetails: { id: 'confward/' },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report, view)],
    results: [],
  }
  const place = { name: 'results', depth: 3, indent: 1 }
  return jsonPieces({ $schema: schema, version: '2.1.0', runs: [run] }, place, results(findings, context))
}

function* results(findings: readonly Finding[], context: Context): Generator<Value> {
  for (const finding of findings) yield result(finding, context)
}

function invocation({ problems }: Report, view: View): Value {
  return {
    executionSuccessful: !problems.some(problem => !problem.warning),
    toolExecutionNotifications: problems.map(problem => notification(problem, view)),
  }
}

const notification = (problem: FileProblem, view: View): Value => ({
  descriptor: { id: problem.code },
  level: problem.warning ? 'warning' : 'error',
  message: { text: messageText(say(view, problem.message)) },
  locations: [locationOf(problem, view)],
})

interface Context {
  readonly ids: readonly string[]
  readonly view: View
  readonly hashes: Map<string, readonly string[]>
}

function result(finding: Finding, context: Context): Value {
  const { view, ids } = context
  const hash = lineHash(finding, context)
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: level[finding.severity],
    message: { text: message(finding, view) },
    locations: [locationOf(finding, view)],
    partialFingerprints: {
      ...(hash ? { primaryLocationLineHash: hash } : {}),
      'confward/v1': finding.fingerprint,
    },
    ...related(finding, view),
    ...fixes(finding, view),
    ...(finding.waived ? { suppressions: [suppression(finding.waived)] } : {}),
    properties: {
      severity: finding.severity,
      subject: visible(finding.subject),
      ...(finding.witness && { witness: curlCommands(finding.witness).map(visible) }),
    },
  }
}

/** Brackets are escaped where they would make a link. */
const messageText = (text: string): string => visible(text).replace(/[[\]\\]/g, '\\$&') || '?'

const mostLinks = 5

/** The message, with links to the first related places. */
function message(finding: Finding, view: View): string {
  const links = finding.related
    .slice(0, mostLinks)
    .map((each, at) => `[${messageText(`${each.path}:${each.line}`)}](${at + 1})`)
  const text = messageText(say(view, finding.message))
  return links.length > 0 ? `${text} (${links.join(', ')})` : text
}

const mostRelated = 1000

function related(finding: Finding, view: View): Value {
  if (finding.related.length === 0) return {}
  const relatedLocations = finding.related.slice(0, mostRelated).map((each, at) => ({
    id: at + 1,
    ...locationOf(each, view),
    message: { text: messageText(say(view, each.message)) },
  }))
  return { relatedLocations }
}

function fixes(finding: Finding, view: View): Value {
  const own = finding.fixes.filter(fix => fix.edits.length > 0).map(fix => fixValue(fix, view))
  return own.length > 0 ? { fixes: own } : {}
}

const fixValue = (fix: Fix, view: View): Value => ({
  description: { text: messageText(say(view, fix.title)) },
  artifactChanges: [...editsByPath(fix.edits)].map(([path, edits]) => ({
    artifactLocation: { uri: uriOf(path, view) },
    replacements: edits.map(edit => replacement(edit, view.source(path))),
  })),
})

function replacement({ span, text }: Edit, file: SourceFile | undefined): Value {
  const from = file ? position(file, span.start) : { line: 1, column: 1 }
  const to = file ? position(file, span.end) : from
  return {
    deletedRegion: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
    ...(text === '' ? {} : { insertedContent: { text } }),
  }
}

const suppression = ({ kind, reason }: Waiver): Value => ({
  kind: kind === 'inline' ? 'inSource' : 'external',
  status: 'accepted',
  justification: visible(reason) || '-',
})

function lineHash({ path, line }: Finding, { hashes, view }: Context): string | undefined {
  const file = view.source(path)
  if (!file) return undefined
  const known = hashes.get(path) ?? lineHashes(file)
  hashes.set(path, known)
  return known[line]
}
