import type { Localized } from '../message/index.ts'
import { nearest } from '../text/index.ts'

/** One complaint of a compiled JSON Schema. */
export interface SchemaError {
  /** `/controls/nginx~1hsts/options/minAge` */
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** A validator that ajv compiled at build time. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}

/** A complaint with the path that leads to it and, where a word is unknown, the nearest known one. */
export interface Complaint {
  readonly path: readonly string[]
  /** The key itself is wrong, not its value. */
  readonly atKey: boolean
  readonly message: Localized
}

/** Runs a validator. `anyOf` gives one complaint instead of one per alternative. */
export function complaints(validate: Validate, value: unknown, known: readonly string[] = []): Complaint[] {
  if (validate(value)) return []
  const errors = validate.errors ?? []
  const alternatives = errors.filter(error => error.keyword === 'anyOf').map(error => error.instancePath)
  return errors
    .filter(error => error.keyword === 'anyOf' || !alternatives.includes(error.instancePath))
    .map(error => complaint(error, known))
}

const pointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))

function complaint(error: SchemaError, known: readonly string[]): Complaint {
  const path = pointer(error.instancePath)
  if (error.keyword !== 'additionalProperties') return { path, atKey: false, message: wrongValue(error, path.at(-1)) }
  const key = String(error.params.additionalProperty)
  return { path: [...path, key], atKey: true, message: unknown('key', key, known) }
}

function wrongValue({ keyword, params, message }: SchemaError, name = 'the file'): Localized {
  if (keyword === 'required')
    return { en: `${name} lacks ${params.missingProperty}`, zh: `${name} 缺少 ${params.missingProperty}` }
  if (keyword === 'enum') {
    const values = (params.allowedValues as readonly unknown[]).join(', ')
    return { en: `${name} is none of ${values}`, zh: `${name} 不是以下之一：${values}` }
  }
  if (keyword === 'type')
    return { en: `${name} is not of type ${params.type}`, zh: `${name} 的类型不是 ${params.type}` }
  return { en: `${name} ${message ?? keyword}`, zh: `${name} 不合要求：${message ?? keyword}` }
}

const kinds = { key: '键', rule: '规则', baseline: '基线' } as const

/** "unknown rule nginx/hst, did you mean nginx/hsts?" */
export function unknown(kind: keyof typeof kinds, word: string, candidates: Iterable<string>): Localized {
  const close = nearest(word, candidates)
  return {
    en: `unknown ${kind} ${word}${close ? `, did you mean ${close}?` : ''}`,
    zh: `未知的${kinds[kind]} ${word}${close ? `,是否指 ${close}?` : ''}`,
  }
}
