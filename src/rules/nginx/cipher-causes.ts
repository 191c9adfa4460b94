import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { placeOf } from '../rule.ts'
import { gather } from './gather.ts'
import { type LevelCause, levelCauses } from './level-causes.ts'

/** One origin of a cipher string. */
export interface CipherCause extends LevelCause<Server> {
  /** The `ssl_conf_command CipherString …` that says it; undefined for `ssl_ciphers`. */
  readonly command?: Directive
}

/**
 * Cipher strings in force for these servers, less those that refuse every handshake: commands come after `ssl_ciphers`,
 * and the last one counts (measured).
 */
export function cipherCauses(model: NginxModel, all: readonly Server[]): CipherCause[] {
  const servers = all.filter(server => !model.on(server, 'ssl_reject_handshake'))
  if (model.writers('ssl_conf_command').length === 0) return levelCauses(model, 'ssl_ciphers', servers)
  const commands = new Map<Directive, Server[]>()
  const plain: Server[] = []
  for (const server of servers) {
    const command = model.list(server, 'ssl_conf_command').entries.findLast(saysCiphers)
    if (command) gather(commands, command, server)
    else plain.push(server)
  }
  return [
    ...levelCauses(model, 'ssl_ciphers', plain),
    ...[...commands].map(([command, levels]) => ({
      words: [argumentAt(command, 1)],
      unset: false,
      level: levels[0]!,
      at: placeOf(command),
      levels,
      command,
    })),
  ]
}

/** `ssl_conf_command CipherString …` */
export const saysCiphers = (command: Directive): boolean => argumentAt(command, 0).toLowerCase() === 'cipherstring'

/** Edits that put another string in its place. */
export function rewritten({ command, level }: CipherCause, text: string): Edit[] {
  const word = command?.args[1]
  return command && word ? [replaceWord(command.file, word, text)] : setAt(level, 'ssl_ciphers', text)
}
