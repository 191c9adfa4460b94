import { readdirSync } from 'node:fs'
import { join } from 'node:path/posix'
import { decode } from '../text/index.ts'
import { byBytes } from './order.ts'

/**
 * Names of the disk are bytes. They are read as text is: as UTF-8, or else as latin1, so that a file somebody named in GBK
 * is one like the others. Of those that are not UTF-8 this keeps what the disk calls them, by the place they have here.
 */
export type NamesInBytes = Map<string, Buffer>

export interface Named {
  readonly name: string
  readonly link: boolean
}

/** What to give the operating system for a place. */
export const onDisk = (place: string, known: NamesInBytes): string | Buffer => known.get(place) ?? place

/**
 * What a folder holds, in the order of the bytes of its names. A link whose name is not UTF-8 stays unknown: where it leads
 * is not followed here, and must not be left to the system.
 * @throws Error of the operating system.
 */
export function namesIn(place: string, known: NamesInBytes): Named[] {
  if (known.has(place)) return inBytes(place, known)
  const entries = readdirSync(place, { withFileTypes: true })
  if (entries.some(({ name }) => name.includes('\ufffd'))) return inBytes(place, known)
  return entries.map(entry => ({ name: entry.name, link: entry.isSymbolicLink() })).sort(byName)
}

function inBytes(place: string, known: NamesInBytes): Named[] {
  const folder = known.get(place) ?? Buffer.from(place)
  const entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })
  const named = entries.map(entry => ({
    bytes: entry.name,
    name: decode('', entry.name).text,
    link: entry.isSymbolicLink(),
  }))
  for (const { bytes, name, link } of named)
    if (!link) known.set(join(place, name), Buffer.concat([folder, Buffer.from('/'), bytes]))
  return named.sort(byName)
}

const byName = (one: Named, other: Named): number => byBytes(one.name, other.name)
