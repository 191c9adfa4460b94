/** Headers by which somebody proves who he is. */
export const credentialHeader: RegExp =
  /^(?:authorization|proxy-authorization|cookie|x-api-key|api-key|apikey|x-auth-token|x-access-token|x-csrf-token|private-token|x-vault-token|x-amz-security-token)$/
/** Names of parameters and variables that hold credentials, in lower case. */
export const credentialName: RegExp =
  /(?:^|[_-])(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|secret[_-]?key|access[_-]?key|private[_-]?key|credentials?)$/

/** One of these ends every name that the pattern finds; few names have one. */
const ends = ['passwd', 'password', 'passphrase', 'pwd', 'secret', 'token', 'key', 'credential', 'credentials']

/** Does a name of a parameter or variable say that a credential is in it? */
export function isCredential(name: string): boolean {
  const lower = name.toLowerCase()
  return ends.some(end => lower.endsWith(end)) && credentialName.test(lower)
}
