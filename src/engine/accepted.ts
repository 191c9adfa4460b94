import { settingId } from '../baseline/index.ts'
import { isUnreadable, normalize } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import { ruleIds } from '../rules/by-format.gen.ts'
import { engineRules } from '../rules/own-rules.ts'
import { distinct } from './observe.ts'
import { changed } from './seen.ts'
import type { Session } from './session.ts'
import { complaintFinding, suppress } from './suppress/index.ts'
import type { Finding, Waiver } from './types.ts'
import { expressible } from './written.ts'

/** Findings with what is waived marked, and the engine's own findings about waivers and ignores. */
export function accepted(session: Session, models: readonly Model[], checked: readonly Finding[]): Accepted {
  const { input, rules: active, baseline } = session
  const known = new Set([...ruleIds, ...engineRules.map(rule => rule.id), ...baseline.settings.map(settingId)])
  const read = new Set(models.flatMap(({ forest }) => forest.trees.map(({ file }) => normalize(file.path))))
  const { findings, waivers, complaints } = suppress(checked, {
    trees: models.flatMap(model => model.forest.trees),
    waivers: input.waivers ?? [],
    today: input.today,
    known,
    active: new Set(active.map(({ rule }) => rule.id)),
    unread: path => !read.has(path) && !isUnreadable(session.store.read(path)),
  })
  const own = complaints
    .map(complaint => complaintFinding(complaint, known))
    .map(each => ({ ...each, ...expressible(each.fixes, session.store) }))
    .flatMap(each => byBaseline(each, session))
  return { findings: [...findings, ...distinct(own)], waivers }
}

export interface Accepted {
  readonly findings: Finding[]
  readonly waivers: readonly Waiver[]
}

/** The engine's own findings are always on, unless the baseline says otherwise. */
function byBaseline(finding: Finding, { baseline }: Session): Finding[] {
  const severity = baseline.controls[finding.rule]?.severity
  if (severity === 'off') return []
  return [severity ? changed(finding, { severity }) : finding]
}
