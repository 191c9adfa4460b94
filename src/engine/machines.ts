import { hostRoot } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import type { Report } from './types.ts'

const shown = 6

/** Why there is no plan for all of it: steps of several machines name the same places, units and reloads. */
export function severalHosts({ files }: Report): Localized | undefined {
  const roots = new Set(files.flatMap(({ path }) => hostRoot(path) ?? []))
  // What a tree includes from the machine this runs on.
  roots.delete('/')
  if (roots.size < 2) return undefined
  const all = [...roots].map(root => (root === '' ? '.' : root)).sort()
  const named = all.slice(0, shown)
  const more = all.length > named.length
  return {
    en: `a plan is for one host, and here are several: name one (${named.join(', ')}${more ? ', …' : ''})`,
    zh: `计划只针对一台主机，此处有多台：请指定其中一台（${named.join('、')}${more ? '…' : ''}）`,
  }
}
