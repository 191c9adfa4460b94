import { shownCommands } from '../report/curl.ts'
import { pen } from '../report/medium/terminal.ts'
import { witnesses } from '../rules/witnesses.gen.ts'
import { type Session, say } from './session.ts'

/** The request that shows the first bad example of a rule, to be sent to a daemon that runs it. */
export function witnessText(id: string, session: Session): string[] {
  const witness = witnesses[id]
  if (!witness) return []
  const draw = pen(session.stdout.color)
  const heading = say(session, { en: 'Shown by', zh: '验证请求' })
  const commands = shownCommands(witness).map(command => `    ${draw(command, 'cyan')}`)
  return [`${draw(heading, 'bold')}\n\n${commands.join('\n')}\n\n→ ${say(session, witness.provokes.summary)}\n`]
}
