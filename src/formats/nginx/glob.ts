import { type FileStore, join } from '../../files/index.ts'

/** As the daemon decides it: with any of these the argument of `include` is a pattern, even when a file is called so. */
export const isPattern = (path: string): boolean => /[*?[]/.test(path)

/** Paths that a glob(3) pattern matches, in byte order. Names that start with a dot only match a written dot. */
export function glob(pattern: string, store: FileStore): string[] {
  const parts = pattern.split('/').filter(part => part !== '')
  let found = [pattern.startsWith('/') ? '/' : '']
  for (const [at, part] of parts.entries()) {
    const last = at === parts.length - 1
    found = found.flatMap(folder =>
      isPattern(part) ? matching(folder, part, store) : [join(folder, withoutEscapes(part))],
    )
    if (!last && isPattern(part)) found = found.filter(path => store.list(path) !== undefined)
  }
  const exists = isPattern(parts.at(-1) ?? '') ? found : found.filter(path => isThere(path, store))
  return exists.sort(byBytes)
}

/** A name as the daemon compares it: one character per byte. */
const bytes = (text: string): string =>
  /^[\x00-\x7f]*$/.test(text) ? text : String.fromCharCode(...new TextEncoder().encode(text))

function byBytes(a: string, b: string): number {
  const [left, right] = [bytes(a), bytes(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function isThere(path: string, store: FileStore): boolean {
  const at = path.lastIndexOf('/')
  const folder = at === -1 ? '.' : path.slice(0, at) || '/'
  return store.list(folder)?.includes(path.slice(at + 1)) ?? false
}

const withoutEscapes = (part: string): string => part.replace(/\\(.)/g, '$1')

function matching(folder: string, part: string, store: FileStore): string[] {
  const names = store.list(folder === '' ? '.' : folder) ?? []
  const tokens = compile(bytes(part))
  const hidden = part.startsWith('.') || part.startsWith('\\.')
  return names
    .filter(name => (hidden || !name.startsWith('.')) && matches(tokens, bytes(name)))
    .map(name => (folder === '' ? name : join(folder, name)))
}

type Token = '*' | ((character: string) => boolean)

function compile(pattern: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string
    const bracket = character === '[' ? readBracket(pattern, at) : undefined
    if (bracket) {
      tokens.push(bracket.test)
      at = bracket.end
    } else if (character === '*') tokens.push('*')
    else if (character === '?') tokens.push(() => true)
    else {
      const literal = character === '\\' && at + 1 < pattern.length ? (pattern[++at] as string) : character
      tokens.push(other => other === literal)
    }
  }
  return tokens
}

/** `[abc]`, `[a-z]`, `[!0-9]`; undefined when no `]` closes it: then `[` stands for itself. */
function readBracket(pattern: string, from: number): { test: (character: string) => boolean; end: number } | undefined {
  const negated = pattern[from + 1] === '!' || pattern[from + 1] === '^'
  const start = from + (negated ? 2 : 1)
  const end = pattern.indexOf(']', start + 1)
  if (end === -1) return undefined
  const ranges: [string, string][] = []
  for (let at = start; at < end; at++) {
    const low = pattern[at] as string
    if (pattern[at + 1] === '-' && at + 2 < end) {
      ranges.push([low, pattern[at + 2] as string])
      at += 2
    } else ranges.push([low, low])
  }
  return { test: character => negated !== ranges.some(([low, high]) => low <= character && character <= high), end }
}

/** Goes back to the last star only, so that no text takes longer than pattern × name. */
function matches(tokens: readonly Token[], name: string): boolean {
  let at = 0
  let token = 0
  let star = -1
  let mark = 0
  while (at < name.length) {
    const test = tokens[token]
    if (test === '*') {
      star = token++
      mark = at
    } else if (test?.(name[at] as string)) {
      token++
      at++
    } else if (star >= 0) {
      token = star + 1
      at = ++mark
    } else return false
  }
  while (tokens[token] === '*') token++
  return token === tokens.length
}

/** Would the pattern find a file of that path, whether or not it exists? */
export function matchesPath(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length) return false
  return wanted.every((part, nth) => {
    const name = given[nth] as string
    const hidden = part.startsWith('.') || !name.startsWith('.')
    return hidden && matches(compile(bytes(part)), bytes(name))
  })
}
