import { argumentAt } from '../../formats/nginx/syntax.ts'
import { lookUp } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { headerName } from './header-name.ts'

/** A header that protects browsers: which values they act upon, and the one that is proposed. */
export interface Expected {
  /** In lower case. */
  readonly name: string
  /** As people write it. */
  readonly title: string
  readonly accepts: (value: string) => boolean
  /** Scripts, styles and images need it too, not pages alone. */
  readonly assets: boolean
  /** As an argument in the file; undefined: no value is right for everybody. */
  readonly value: string | undefined
  readonly safety: Fix['safety']
}

const policies =
  /^(?:no-referrer|no-referrer-when-downgrade|same-origin|origin|strict-origin|origin-when-cross-origin|strict-origin-when-cross-origin)$/i

const known: Readonly<Record<string, Omit<Expected, 'name'>>> = {
  'x-content-type-options': {
    title: 'X-Content-Type-Options',
    accepts: value => /^\s*nosniff\s*$/i.test(value),
    assets: true,
    value: 'nosniff',
    safety: 'safe',
  },
  'x-frame-options': {
    title: 'X-Frame-Options',
    accepts: value => /^\s*(?:deny|sameorigin)\s*$/i.test(value),
    assets: false,
    value: 'SAMEORIGIN',
    safety: 'unsafe',
  },
  'content-security-policy': {
    title: 'Content-Security-Policy',
    accepts: value => value.trim() !== '',
    assets: false,
    value: "\"default-src 'self'; frame-ancestors 'self'\"",
    safety: 'unsafe',
  },
  'referrer-policy': {
    title: 'Referrer-Policy',
    // Of a list a browser takes the last word it knows (W3C Referrer Policy, 8.1); `unsafe-url` sends everything.
    accepts: value => policies.test(value.split(',').at(-1)?.trim() ?? ''),
    assets: false,
    value: 'strict-origin-when-cross-origin',
    safety: 'safe',
  },
  'permissions-policy': {
    title: 'Permissions-Policy',
    accepts: value => /^\s*[a-z][a-z-]*\s*=/i.test(value),
    assets: false,
    value: undefined,
    safety: 'unsafe',
  },
}

/** Of a header that is not known by its values any value will do. */
export const expectedHeader = (name: string): Expected => {
  const lower = name.toLowerCase()
  const about = lookUp(known, lower) ?? {
    title: lower.replace(/(?:^|-)[a-z]/g, letter => letter.toUpperCase()),
    accepts: value => value.trim() !== '',
    assets: false,
    value: undefined,
    safety: 'unsafe',
  }
  return { name: lower, ...about }
}

/** A value with variables in it is decided elsewhere, in a map for instance. */
const accepted = (entry: Directive, { accepts }: Expected): boolean => {
  const value = argumentAt(entry, 1)
  return value.includes('$') || accepts(value)
}

/** Does the list send the header with a value that works? `frame-ancestors` stands for X-Frame-Options. */
export const isSatisfied = (entries: readonly Directive[], header: Expected): boolean =>
  entries.some(
    entry =>
      (headerName(entry) === header.name && accepted(entry, header)) ||
      (header.name === 'x-frame-options' &&
        headerName(entry) === 'content-security-policy' &&
        /frame-ancestors|\$/i.test(argumentAt(entry, 1))),
  )

/** An entry of the header with a value of no use; an empty one is not even sent. */
export const wrongEntry = (entries: readonly Directive[], header: Expected): Directive | undefined =>
  entries.find(entry => headerName(entry) === header.name)
