import type { SourceFile } from '../../text/index.ts'
import { dirname, join } from '../path.ts'
import { filledIn } from './compose-port.ts'
import { below, documentsOf, isLeaf, type Mapping, textAt, type Value } from './values.ts'

/** A service as one file has it. */
export interface Written {
  readonly name: string
  /** Where it stands; paths in it count from the folder of that file. */
  readonly file: SourceFile
  readonly folder: string
  readonly own: Mapping
  /** The file that is read, with what services of it may name. */
  readonly main: SourceFile
  readonly document: Mapping
  /** What it takes from elsewhere, where that is not found. */
  readonly lost?: Value
}

type Read = (path: string) => SourceFile | undefined

/** More than anybody writes: longer chains lead nowhere. */
const deepest = 32

/** The services of a file. */
export function* writtenIn(file: SourceFile, folder: string): Iterable<Written> {
  for (const document of documentsOf(file))
    for (const services of below(document, 'services'))
      for (const [name, [own]] of isLeaf(services) ? [] : services.entries)
        if (own && !isLeaf(own)) yield { name, file, folder, own, main: file, document }
}

/**
 * A service behind those that it extends (Compose specification, "extends"), what extends nothing first: each adds to those
 * before it as files do that are read together.
 */
export function withExtended(service: Written, read: Read): Written[] {
  const chain: Written[] = []
  const seen = new Set<string>()
  for (let next: Written | undefined = service; next; ) {
    const [value]: readonly Value[] = below(next.own, 'extends')
    const base: Written | undefined = value && extendedBy(next, value, read)
    const key: string | undefined = base && `${base.file.path}\0${base.name}`
    const isFound: boolean = key !== undefined && !seen.has(key) && chain.length < deepest
    chain.push(value && !isFound ? { ...next, lost: value } : next)
    if (key !== undefined) seen.add(key)
    next = isFound ? base : undefined
  }
  return chain.reverse()
}

function extendedBy(service: Written, value: Value, read: Read): Written | undefined {
  const name = isLeaf(value) ? value.text : textAt(value, 'service')
  const path = isLeaf(value) ? undefined : textAt(value, 'file')
  const { main, document } = service
  const file = path === undefined ? service.file : beside(service.folder, filledIn(path), read)
  const own = name !== undefined && file && servicesOf(file).get(name)
  if (!own) return undefined
  return { name, file, folder: path === undefined ? service.folder : dirname(file.path), own, main, document }
}

/** A file that lies no further out than the folder does. */
function beside(folder: string, path: string, read: Read): SourceFile | undefined {
  const place = join(folder, path)
  return path.startsWith('/') || outside(place) > outside(folder) ? undefined : read(place)
}

const outside = (path: string): number => path.split('/').filter(part => part === '..').length

const known = new WeakMap<SourceFile, ReadonlyMap<string, Mapping>>()

function servicesOf(file: SourceFile): ReadonlyMap<string, Mapping> {
  const services =
    known.get(file) ?? new Map([...writtenIn(file, '')].map(({ name, own }) => [name, own] as const).reverse())
  known.set(file, services)
  return services
}
