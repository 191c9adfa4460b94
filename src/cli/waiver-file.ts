import { dirname, relative, resolve } from 'node:path'
import { isSeq, parseDocument } from 'yaml'
import type { Finding } from '../engine/index.ts'
import { loadWaivers } from '../engine/suppress/load.ts'
import { decode } from '../text/index.ts'
import { machineDisk, replace } from './write/disk.ts'

interface Terms {
  readonly reason: string
  readonly until: string
  readonly owner?: string
}

/** Adds an entry for each finding; comments and order of the file stay. Paths are as seen from the file. */
export async function addWaivers(
  at: { readonly path: string; readonly cwd: string },
  findings: readonly Pick<Finding, 'rule' | 'path' | 'subject'>[],
  terms: Terms,
): Promise<void> {
  const file = resolve(at.cwd, at.path)
  const former = machineDisk.read(file)
  const document = parseDocument(former ? Buffer.from(former).toString() : 'waivers: []\n')
  if (former) await loadWaivers(decode(at.path, former))
  const list = document.get('waivers')
  if (!isSeq(list)) throw new Error(`${at.path} has no list of waivers`)
  list.flow = false
  for (const { rule, path, subject } of findings) {
    const own = path.startsWith('/') ? path : relative(dirname(file), resolve(at.cwd, path))
    list.add(document.createNode({ rule, path: own, subject, ...terms }))
  }
  replace(machineDisk, file, Buffer.from(document.toString({ lineWidth: 0 })))
}
