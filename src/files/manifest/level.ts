import type { Scalar } from '../scalar/index.ts'

/** One mapping on the way down to where the reader stands, with the key that is open in it. */
export interface Level {
  readonly column: number
  readonly object: { kind?: string; name?: string; place?: string; coded?: true }
  key: string
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
const deepest = 64

/** Keeps a value that stands where configurations do. */
export function keep(found: Found[], stack: readonly Level[], value: Omit<Found, 'path'>): void {
  const folder = stack.at(-2)?.key
  const kept = folder === 'data' || folder === 'annotations' || makesFile(stack)
  if (kept && stack.length < deepest) found.push({ path: stack.map(level => ({ ...level })), ...value })
}

/** The text of a file that cloud-init, Ansible or Docker Compose writes. */
export function makesFile(path: readonly Level[]): boolean {
  const [outermost, outer, own] = [-3, -2, -1].map(at => path.at(at)?.key ?? '')
  if (own === 'block') return /(?:^|\.)blockinfile$/.test(outer ?? '')
  return own === 'content' && (outer === 'write_files' || outermost === 'configs' || /(?:^|\.)copy$/.test(outer ?? ''))
}
