import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Word } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Place, type Rule } from '../rule.ts'
import { namesOf, type Swallowing, swallowings } from './swallowed.ts'
import { swallowedWitness } from './swallowed-witness.ts'

/** What keeps strangers out where it is in force. */
const guards = /^(?:allow|deny|auth_\w+|satisfy|return|internal|ssl_verify_client|ssl_reject_handshake)$/

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/unterminated-directive',
  format: 'nginx',
  title: {
    en: 'a directive without ; takes the next one for its words',
    zh: '缺少 ; 的指令把下一条指令当作自己的参数',
  },
  severity: 'medium',
  confidence: 'high',
  tags: ['routing'],
  messages: {
    swallows: {
      en: '`{name}` is not terminated by `;` and takes the next lines for arguments: `{swallowed}` is not in force',
      zh: '`{name}` 未以 `;` 结束，把后面的行当作参数：`{swallowed}` 没有生效',
    },
  },
  defaults: {},
  *check(model) {
    const counts = new Map<string, number>()
    for (const found of swallowings(model)) {
      const base = `${found.level.subject} ${found.whole[0]?.value} ${namesOf(found)}`
      const count = (counts.get(base) ?? 0) + 1
      counts.set(base, count)
      yield observation(model, found, count === 1 ? base : `${base} #${count}`)
    }
  },
})

function observation(model: NginxModel, found: Swallowing, subject: string): Observation {
  const { whole, swallowed, file } = found
  const place = (words: readonly Word[]): Place => ({ file, span: spanOf(words) })
  const message = { en: 'read as arguments', zh: '被当作参数' }
  return {
    at: place(whole),
    subject,
    severity: swallowed.some(([name]) => name && guards.test(name.value)) ? 'high' : 'medium',
    message: { id: 'swallows', params: { name: whole[0]?.value ?? '', swallowed: namesOf(found) } },
    related: swallowed.slice(0, manyRelated).map(words => ({ at: place(words), message })),
    witness: () => swallowedWitness(model, found),
    fixes: () => [terminated(found)],
  }
}

function terminated({ whole, swallowed, file }: Swallowing): Fix {
  const edits = [whole, ...swallowed.slice(0, -1)].map(words => {
    const { end } = spanOf(words)
    return { path: file.path, span: { start: end, end }, text: ';' }
  })
  return { title: { en: 'end the line with ;', zh: '在行末加上 ;' }, safety: 'unsafe', edits, changes: ['*'] }
}

const manyRelated = 20

const spanOf = (words: readonly Word[]): Place['span'] => ({
  start: words[0]?.span.start ?? 0,
  end: words.at(-1)?.span.end ?? 0,
})
