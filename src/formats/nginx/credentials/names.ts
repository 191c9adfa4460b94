/** Headers by which somebody proves who he is. */
const headers: ReadonlySet<string> = new Set([
  ...['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'api-key', 'apikey', 'x-auth-token'],
  ...['x-access-token', 'x-csrf-token', 'private-token', 'x-vault-token', 'x-amz-security-token'],
])

export const isCredentialHeader = (name: string): boolean => headers.has(name.toLowerCase())

const keys = ['api', 'secret', 'access', 'private'].flatMap(kind => [`${kind}key`, `${kind}-key`, `${kind}_key`])

/** What names of parameters and variables that hold credentials end in: a word of its own, or behind `_` or `-`. */
const words = ['passwd', 'password', 'passphrase', 'pwd', 'secret', 'token', 'credential', 'credentials', ...keys]

/** Does a name of a parameter or variable say that a credential is in it? */
export function isCredential(name: string): boolean {
  const lower = name.toLowerCase()
  const standsAlone = (word: string): boolean => '_-'.includes(lower.charAt(lower.length - word.length - 1))
  return words.some(word => lower.endsWith(word) && standsAlone(word))
}
