/** Paths that people sign in at, or where personal data is: an option of several rules. Lower case. */
export const sensitiveWords: readonly string[] = [
  ...['login', 'signin', 'logon', 'register', 'signup', 'sms', 'captcha', 'verify', 'reset', 'password', 'passwd'],
  ...['token', 'otp', 'order', 'address', 'denglu', 'zhuce', 'duanxin', 'yanzhengma', 'yanzheng', 'mima'],
  ...['zhaohui', 'dingdan', 'xiadan', 'dizhi', 'zhifu'],
]

/** The same, and paths whose query is a key for some minutes: codes of OAuth, links of invitations. */
export const secretQueries: readonly string[] = [
  ...sensitiveWords,
  ...['oauth', 'oauth2', 'oidc', 'sso', 'callback', 'authorize', 'activate', 'invite', 'invitation', 'unsubscribe'],
]

/** Query parameters that carry personal data or secrets: an option of several rules. Lower case. */
export const personalArguments: readonly string[] = [
  ...['phone', 'mobile', 'tel', 'token', 'access_token', 'password', 'passwd', 'pwd', 'id_card', 'idcard'],
  ...['device_id', 'deviceid', 'imei', 'email', 'ssn', 'card'],
]

/** `/api/sendSms`, `/user-login`, `^/(?:orders|reset)$`: the first word of the list that stands in the path by itself. */
export function sensitiveWord(pattern: string, words: ReadonlySet<string>): string | undefined {
  for (const [part] of pattern.replace(/\\[A-Za-z]/g, ' ').matchAll(/[A-Z]?[a-z0-9]+|[A-Z]+/g)) {
    const lower = part.toLowerCase()
    for (const word of [lower, lower.replace(/s$/, ''), lower.replace(/es$/, '')]) if (words.has(word)) return word
  }
  return undefined
}
