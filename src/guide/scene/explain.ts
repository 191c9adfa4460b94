import { visibleLines } from '../../report/medium/plain.ts'
import { sectionsFor } from '../../report/page.ts'
import { type Look, type Presented, penOf } from '../look.ts'
import { type Scene, type State, say } from '../state.ts'

type Explain = Scene & { readonly kind: 'explain' }

/** The page of the rule, then back. */
export function presentExplain({ proposal: { finding } }: Explain, look: Look): Presented {
  const draw = penOf(look)
  const title = look.rule(finding.rule)?.title[look.lang] ?? ''
  const sections = sectionsFor(look.page(finding.rule) ?? '', look.lang)
  return {
    lines: [
      '',
      `${draw.link(finding.rule, look.address(finding.rule))}  ${draw(title)}`,
      ...sections.flatMap(({ heading, lines }) => [
        '',
        draw(heading, 'bold'),
        ...visibleLines(lines.join('\n')).trim().split('\n'),
      ]),
    ],
    question: {
      kind: 'key',
      id: `explained ${finding.rule} ${finding.fingerprint}`,
      message: say('Back to the fix?', '返回？'),
      choices: [{ value: 'y', name: say('yes', '是') }],
      usual: 'y',
    },
  }
}

export const answerExplain = ({ proposal }: Explain, state: State): State => ({
  ...state,
  scene: { kind: 'step', proposal },
  said: [],
})
