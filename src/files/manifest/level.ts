import type { Scalar } from '../scalar/index.ts'

/** One mapping on the way down to where the reader stands, with the key that is open in it. */
export interface Level {
  readonly column: number
  readonly object: { kind?: string; name?: string; place?: string; coded?: true }
  key: string
  /** Where that stands. */
  at: number
}

/** A value that is text, and the levels it stands in, its own last. */
export interface Found {
  readonly path: readonly Level[]
  /** Where it begins; undefined as a scalar when it cannot be read. */
  readonly at: number
  readonly scalar: Scalar | undefined
}

/** `kind:` says what a mapping is, `metadata: name:` how it is called, `path:` where on a host its content lies. */
export function describe(stack: readonly Level[], value: string): void {
  const top = stack.at(-1)
  const outer = stack.at(-2)
  if (top?.key === 'kind') top.object.kind = value
  if (top?.key === 'name' && outer?.key === 'metadata') outer.object.name = value
  if (top?.key === 'path' || top?.key === 'dest') top.object.place = value
  if (top?.key === 'encoding' && !plainText.test(value)) top.object.coded = true
}

const plainText = /^(?:text\/plain)?$/

/** Nothing in Kubernetes nests like this. */
export const deepest = 64

/** What takes the values of a manifest, each with the levels it stands in, its own last. */
export interface Keeper {
  value(stack: readonly Level[], at: number, scalar: Scalar | undefined): void
  /** One of a list, with the levels that the list stands in. */
  item?(stack: readonly Level[], at: number, scalar: Scalar | undefined): void
  /** One without quotes inside brackets, `1` of `{value: 1}`. */
  word?(stack: readonly Level[], at: number, text: string): void
  /** One of a list in brackets, without quotes: `80:80` of `[80:80]`. */
  listed?(stack: readonly Level[], at: number, text: string): void
}

/** The levels as they are now: the reader goes on with them. */
export const now = (stack: readonly Level[]): Level[] => stack.map(level => ({ ...level }))

/** Keeps the values that stand where configurations do. */
export const keeping = (found: Found[]): Keeper => ({
  value(stack, at, scalar) {
    const folder = stack.at(-2)?.key
    const kept = folder === 'data' || folder === 'annotations' || makesFile(stack)
    if (kept && stack.length < deepest) found.push({ path: now(stack), at, scalar })
  },
})

/** The text of a file that cloud-init, Ansible or Docker Compose writes. */
export function makesFile(path: readonly Level[]): boolean {
  const [outermost, outer, own] = [-3, -2, -1].map(at => path.at(at)?.key ?? '')
  if (own === 'block') return /(?:^|\.)blockinfile$/.test(outer ?? '')
  return own === 'content' && (outer === 'write_files' || outermost === 'configs' || /(?:^|\.)copy$/.test(outer ?? ''))
}
