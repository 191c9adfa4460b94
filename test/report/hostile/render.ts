import { analyzeHost, plan } from '../../../src/engine/index.ts'
import type { Analysis, AnalyzeInput, Plan } from '../../../src/engine/types.ts'
import { reports } from '../../../src/report/index.ts'
import { plans } from '../../../src/report/plans.ts'
import { redactReport } from '../../../src/report/redact-report.ts'
import type { Behind, View } from '../../../src/report/view.ts'
import { rules } from '../../../src/rules/registry.gen.ts'
import type { SourceFile } from '../../../src/text/index.ts'

const byId = new Map(rules.map(rule => [rule.id, rule]))

export interface Rendered {
  readonly name: string
  readonly text: string
}

/** The host in every format there is, as the command line makes them; in those named, in colour, when some are. */
export async function everyReport(input: AnalyzeInput, inColor: readonly string[] = []): Promise<Rendered[]> {
  const analysis = analyzeHost(input)
  const behind: Behind = {
    hosts: analysis.hosts,
    models: analysis.host.models,
    plan: () => noPlan,
    today: input.today,
  }
  const view = { ...viewOf(analysis, inColor.length > 0), behind }
  const safe = redactReport(analysis.report, view.source)
  const out: Rendered[] = []
  for (const [name, load] of Object.entries(reports))
    if (inColor.length === 0 || inColor.includes(name)) out.push({ name, text: (await load()).render(safe, view) })
  return out
}

/** Plans are judged by themselves: they take many analyses. */
const noPlan: Plan = { steps: [], open: [], left: [], files: [] }

/** What is planned for the host in every form there is. */
export async function everyPlan(input: AnalyzeInput): Promise<Rendered[]> {
  const analysis = analyzeHost(input)
  const made = plan(input, analysis.report)
  const out: Rendered[] = []
  for (const [name, load] of Object.entries(plans))
    out.push({ name: `plan ${name}`, text: (await load())(made, viewOf(analysis, false)) })
  return out
}

function viewOf({ store }: Analysis, color: boolean): View {
  return {
    lang: 'en',
    color,
    columns: 80,
    source: (path): SourceFile | undefined => {
      const entry = store.read(path)
      return 'text' in entry ? entry : undefined
    },
    rule: id => byId.get(id),
    page: () => undefined,
    address: () => undefined,
    failOn: 'medium',
  }
}
