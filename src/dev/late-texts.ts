import type { Plugin } from 'rolldown'
import { parseSync } from 'rolldown/utils'

/** Properties that every rule has from the start, in the order in which the class below takes them. */
const own = ['id', 'format', 'severity', 'confidence', 'tags', 'defaults', 'check'] as const

/** Properties that a function gives when one of them is first read. */
const texts = ['title', 'messages', 'schema'] as const

const helper = '\0late-texts'

const made = `export class LateRule {
  constructor(${own.join(', ')}, texts) {
${own.map(name => `    this.${name} = ${name}`).join('\n')}
    this.texts = texts
    this.made = undefined
  }
${texts.map(name => `  get ${name}() { return (this.made ??= this.texts()).${name} }`).join('\n')}
}`

/**
 * In the sources a rule is one literal, from top to bottom. In the bundle it is made without its texts: most rules have
 * nothing to say about most files, and making the texts of them all would take longer than checking a small one.
 */
export const lateTexts: Plugin = {
  name: 'late-texts',
  resolveId: id => (id === helper ? id : null),
  load: id => (id === helper ? made : null),
  transform: (code, id) => {
    if (!/\/src\/rules\/\w+\/[\w-]+\.ts$/.test(id) || !code.includes('defineRule')) return null
    const rule = ruleIn(code)
    if (!rule) return null
    const { properties } = rule
    const names: readonly string[] = [...own, ...texts]
    const whole = names.every(name => name === 'schema' || properties.has(name))
    if (!whole || [...properties.keys()].some(name => !names.includes(name))) return null
    const later = texts.filter(name => properties.has(name)).map(name => `${name}: ${properties.get(name)}`)
    const values = [...own.map(name => properties.get(name)), `() => ({ ${later.join(', ')} })`]
    const start = `import { LateRule } from ${JSON.stringify(helper)}\n${code.slice(0, rule.start)}`
    return `${start}new LateRule(${values.join(', ')})${code.slice(rule.end)}`
  },
}

interface Found {
  readonly start: number
  readonly end: number
  /** Expressions by property, as written. */
  readonly properties: ReadonlyMap<string, string>
}

/** `export const rule = defineRule({ … })`, where each property has a plain name. */
function ruleIn(code: string): Found | undefined {
  for (const statement of parseSync('rule.ts', code).program.body) {
    const { declaration } = statement.type === 'ExportNamedDeclaration' ? statement : {}
    const call = declaration?.type === 'VariableDeclaration' ? declaration.declarations[0]?.init : undefined
    if (call?.type !== 'CallExpression' || code.slice(call.callee.start, call.callee.end) !== 'defineRule') continue
    const properties = propertiesOf(call.arguments[0] as unknown as Node, code)
    return properties && { start: call.start, end: call.end, properties }
  }
  return undefined
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

interface Property extends Node {
  readonly kind: string
  readonly method: boolean
  readonly key: Node & { readonly name: string }
  readonly value: Node & { readonly generator?: boolean }
}

/** Undefined unless it is a literal, and unless its properties stand for nothing but their values. */
function propertiesOf(
  literal: Node & { readonly properties?: readonly Property[] },
  code: string,
): Map<string, string> | undefined {
  const properties = new Map<string, string>()
  for (const property of literal.properties ?? []) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.kind !== 'init') return undefined
    const { key, value, method } = property
    const star = value.generator ? '*' : ''
    properties.set(key.name, `${method ? `function${star} ` : ''}${code.slice(value.start, value.end)}`)
  }
  return properties
}
