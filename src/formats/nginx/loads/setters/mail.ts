import type { Directive } from '../../../../tree/index.ts'
import type { Call, Setter } from '../call.ts'

const starttls: Setter = call => {
  if (!['off', 'on', 'only'].includes(call.arg(0).toLowerCase())) return call.failWord('bad-value', 0)
  const ssl = call.frame.seen.get('ssl')
  if (isOn(ssl) && !isOff(call.directive))
    call.fail('ssl-starttls', { first: 'ssl', second: 'starttls' }, { other: ssl })
}

const isOn = (directive: Directive | undefined): directive is Directive => switchOf(directive) === 'on'
const isOff = (directive: Directive): boolean => switchOf(directive) === 'off'
const switchOf = (directive: Directive | undefined): string | undefined => directive?.args[0]?.value.toLowerCase()

/** `ssl on` in mail, behind a `starttls` of the same block. */
export const mailSsl = (call: Call): void => {
  const starttls = call.frame.seen.get('starttls')
  if (call.world.name === 'mail' && starttls && !isOff(starttls) && isOn(call.directive))
    call.fail('ssl-starttls', { first: 'starttls', second: 'ssl on' }, { other: starttls })
}

const protocol: Setter = call => {
  if (!['pop3', 'imap', 'smtp'].includes(call.arg(0))) call.failWord('mail-protocol', 0)
}

export const mailSetters: Record<string, Setter> = {
  mail_ssl_starttls: starttls,
  mail_core_protocol: protocol,
}
