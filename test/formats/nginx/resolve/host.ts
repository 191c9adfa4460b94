import { memoryStore } from '../../../../src/files/index.ts'
import { nginx } from '../../../../src/formats/nginx/index.ts'
import type { Level, Location, NginxModel, Server } from '../../../../src/formats/nginx/model.ts'
import { defaultTarget, parseVersion, type Version } from '../../../../src/target/index.ts'

export interface Question {
  readonly version?: string
  readonly context?: readonly string[]
  readonly root?: string
}

/** The model of one text (`nginx.conf`) or of several files. */
export function modelOf(input: string | Record<string, string>, question: Question = {}): NginxModel {
  const files = typeof input === 'string' ? { 'nginx.conf': input } : input
  const { context, version, root = Object.keys(files)[0] as string } = question
  const forest = nginx.load(root, memoryStore(files), context ? { context } : {})
  const target = version ? { ...defaultTarget, nginx: parseVersion(version) as Version } : defaultTarget
  return nginx.resolve(forest, target)
}

/** A host of servers: `events {}` and `http { … }` around the text. */
export const hostOf = (text: string, version?: string): NginxModel =>
  modelOf(`events {}\nhttp {\n${text}\n}\n`, version ? { version } : {})

export const level = (model: NginxModel, subject: string): Level => {
  for (const one of model.levels()) if (one.subject === subject) return one
  throw new Error(`no level ${subject} among ${[...model.levels()].map(one => one.subject).join(', ')}`)
}

export const server = (model: NginxModel, subject: string): Server => level(model, subject) as Server
export const location = (model: NginxModel, subject: string): Location => level(model, subject) as Location
