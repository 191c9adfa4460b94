import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { analyze, plan } from '../../../src/engine/index.ts'
import type { AnalyzeInput, Plan, Report } from '../../../src/engine/types.ts'

export type Files = Record<string, Uint8Array>

/** Every file below a folder, by its path in it. */
export function filesBelow(folder: string, at: string = folder): Files {
  return Object.assign(
    {},
    ...readdirSync(at).map(name => {
      const path = join(at, name)
      return statSync(path).isDirectory()
        ? filesBelow(folder, path)
        : { [relative(folder, path)]: new Uint8Array(readFileSync(path)) }
    }),
  )
}

export function planned(files: Files, rest: Partial<AnalyzeInput> = {}): { report: Report; plan: Plan } {
  const input: AnalyzeInput = { files, ...rest }
  const report = analyze(input)
  return { report, plan: plan(input, report) }
}
