import type { Entry } from '../tables/index.ts'

const flags = ['on', 'off']
const starttls = ['off', 'on', 'only']

/** The words that a directive takes, whatever their case (ngx_conf_set_flag_slot, …_enum_slot, …_bitmask_slot). */
function listOf({ name, kind, detail }: Entry): readonly string[] | undefined {
  if (kind === 'flag') return flags
  if (name === 'starttls') return starttls
  return kind === 'enum' || kind === 'bitmask' ? detail : undefined
}

/** Values as the daemon's list has them: `ssl_protocols tlsv1.2` is TLSv1.2. */
export function asListed(words: readonly string[], entry: Entry | undefined): readonly string[] {
  const list = entry && listOf(entry)
  if (!list || words.every(word => list.includes(word))) return words
  return words.map(word => list.find(each => each.toLowerCase() === word.toLowerCase()) ?? word)
}
