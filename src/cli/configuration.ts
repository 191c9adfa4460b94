import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { WaiverEntry } from '../engine/index.ts'
import { type FileStore, isUnreadable } from '../files/index.ts'
import type { Arguments } from './arguments.ts'
import type { Configuration } from './configuration-file.ts'
import { note, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'

export const configurationName = 'confward.yaml'
export const waiversName = 'confward.waivers.yaml'

/** The nearest file of that name, from the working directory upwards, relative to it. The first one only. */
export function nearestFile(cwd: string, name: string): string | undefined {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const path = join(directory, name)
    if (existsSync(path)) return relative(cwd, path)
    if (directory === dirname(directory)) return undefined
  }
}

/** What the configuration file says; nothing when there is none or none is wanted. YAML is only loaded for a file. */
export async function readConfiguration(given: Arguments, session: Session, files: FileStore): Promise<Configuration> {
  if (given.flag('no-config')) return {}
  const stated = given.value('config')
  const path = stated ?? nearestFile(session.cwd, configurationName)
  if (path === undefined) return {}
  const entry = files.read(path)
  if (isUnreadable(entry)) throw new UsageError({ en: `${path}: ${entry.detail}`, zh: `${path}：${entry.detail}` })
  const { parseConfiguration } = await import('./configuration-file.ts')
  return parseConfiguration(entry, session.cwd)
}

/** The accepted findings of the waiver file that is named, else of the nearest one, their paths as seen from the working directory. */
export async function readWaivers(
  given: Arguments,
  session: Session,
  { files, named }: { readonly files: FileStore; readonly named: string | undefined },
): Promise<WaiverEntry[]> {
  const path = given.flag('no-config') ? undefined : (named ?? nearestFile(session.cwd, waiversName))
  if (path === undefined) return []
  const entry = files.read(path)
  if (isUnreadable(entry) && entry.code === 'missing') {
    // A configuration names it before anything is accepted: `waive` makes it.
    note(session, {
      en: `${path} is not there: nothing is accepted ("confward waive" writes it)`,
      zh: `${path} 不存在：没有任何豁免（由 "confward waive" 写入）`,
    })
    return []
  }
  if (isUnreadable(entry)) throw new UsageError({ en: `${path}: ${entry.detail}`, zh: `${path}：${entry.detail}` })
  const { loadWaivers } = await import('../engine/suppress/load.ts')
  const folder = dirname(resolve(session.cwd, path))
  const seen = (own: string): string => (own.startsWith('/') ? own : relative(session.cwd, join(folder, own)))
  return (await loadWaivers(entry)).map(each => ({
    ...each,
    ...(each.path !== undefined && { path: seen(each.path) }),
  }))
}
