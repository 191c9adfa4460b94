import type { Localized } from '../../message/index.ts'

/** What options of the repair may be: each goes into a command, and the folder into a configuration. */

/** Absolute, of characters that neither nginx nor a shell reads as anything else. */
export const webrootPattern = '^/[A-Za-z0-9_./@+-]*$'
/** One, or several with commas, as certbot's -m takes them. */
export const mailPattern = '^(?:[^\\s@,;-][^\\s@,;]*@[^\\s@,;]+(?:,[^\\s@,;-][^\\s@,;]*@[^\\s@,;]+)*)?$'
export const acmeServerPattern = '^(?:https?://[!-~]+)?$'

type Refuse = (words: readonly string[]) => Localized | undefined

const refuser =
  (pattern: string, because: Localized): Refuse =>
  words =>
    new RegExp(pattern).test(words.join(',')) ? undefined : because

export const refuseWebroot: Refuse = refuser(webrootPattern, {
  en: 'an absolute path of letters, digits and . _ - / @ + is required',
  zh: '须为绝对路径，只含字母、数字和 . _ - / @ +',
})
export const refuseMail: Refuse = refuser(mailPattern, { en: 'that is no mail address', zh: '不是邮箱地址' })
export const refuseAcmeServer: Refuse = refuser(acmeServerPattern, {
  en: 'that is no URL (https://…)',
  zh: '不是 URL（https://…）',
})
