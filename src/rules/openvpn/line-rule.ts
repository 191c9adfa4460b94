import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/index.ts'
import type { Localized, Params } from '../../message/index.ts'
import {
  type Confidence,
  defineRule,
  type Fix,
  type Observation,
  placeOf,
  type Rule,
  type RuleContext,
  type Severity,
} from '../rule.ts'
import { removeLines, safe, type unsafe } from './placing.ts'

/** One line that is wrong by itself. */
export interface Fault {
  readonly line: OptionLine
  /** Message id. */
  readonly id: string
  readonly params?: Params
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** Told apart by this when a rule has several causes of one option. Default: the option's name. */
  readonly subject?: string
  readonly related?: Observation['related']
  readonly fixes?: readonly Fix[]
}

export interface LineRule {
  readonly id: string
  readonly title: Localized
  readonly severity: Severity
  readonly confidence?: Confidence
  readonly tags: readonly string[]
  readonly messages: Readonly<Record<string, Localized>>
  readonly faults: (model: OpenvpnModel, context: RuleContext) => Iterable<Fault>
}

/** A rule that points at lines, each wrong by itself. */
export function lineRule({ faults, confidence = 'high', ...rule }: LineRule): Rule<OpenvpnModel> {
  return defineRule<OpenvpnModel>({
    ...rule,
    format: 'openvpn',
    confidence,
    defaults: {},
    *check(model, _options, context) {
      for (const { line, id, params, subject, related, ...more } of faults(model, context)) {
        const { file, name } = line.directive
        yield {
          at: line.inline ? { file, span: name.span } : placeOf(line.directive),
          subject: subject ?? line.name,
          message: { id, params: { name: line.name, text: [line.name, ...line.params].join(' '), ...params } },
          ...(related && { related }),
          ...more,
        }
      }
    },
  })
}

/** Deletes the line, and says so. */
export function deletion(
  line: OptionLine,
  make: typeof safe | typeof unsafe = safe,
  more: readonly string[] = [],
): Fix {
  const title = { en: `Delete ${line.name}`, zh: `删除 ${line.name}` }
  return make({ title, edits: removeLines([line]), changes: [line.name, ...more] })
}
