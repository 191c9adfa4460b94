/** Second levels under which countries register names: `example.co.uk`, `example.com.cn`. */
const secondLevel = /^(?:ac|co|com|edu|gob|gov|gouv|go|ne|net|or|org|nom)$/

/** The domain that somebody registered, by the habits of registries: the last two labels, three below `co.uk`. */
export function registrable(host: string): string {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  const [second = '', top = ''] = labels.slice(-2)
  const country = top.length === 2 && secondLevel.test(second)
  return labels.slice(country ? -3 : -2).join('.')
}
