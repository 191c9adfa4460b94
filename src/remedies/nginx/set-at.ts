import type { Level, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Edit } from '../../text/index.ts'
import { deleteDirective, insertAfter, insertBefore, insertFirst, replaceArguments } from '../../tree/index.ts'

/**
 * Edits that make a level say `name value;` exactly once: the first line gets the value and further lines go;
 * nothing written yet: a new line beside its family (`ssl_…`), behind `server_name` or `listen`, else first in the block.
 * What stands around the servers of a fragment may say it already, and nginx takes it once: then each server says it.
 */
export function setAt(level: Level, name: string, value: string): Edit[] {
  const [first, ...more] = level.written(name)
  if (first) return [replaceArguments(first, value), ...more.map(deleteDirective)]
  if (!level.directive && isProtocol(level)) return level.children.flatMap(server => ownValue(server, name, value))
  return insertAt(level, name, [`${name} ${value};`])
}

const isProtocol = ({ context }: Level): boolean => /^(?:http|stream|mail)$/.test(context)

function ownValue(level: Level, name: string, value: string): Edit[] {
  if (!level.directive || !isServer(level) || level.writes(name)) return []
  const speaksTls = level.world === 'mail' || level.listeners.some(({ tls }) => tls)
  return name.startsWith('ssl_') && !speaksTls ? [] : setAt(level, name, value)
}

const isServer = (level: Level): level is Server => 'listeners' in level

/**
 * Inserts lines about `name` at a level, beside statements of the same family when there are any. A level of a
 * fragment (no block of its own) takes them before its first statement; an empty one gives no edit.
 */
export function insertAt(level: Level, name: string, lines: readonly string[]): Edit[] {
  const family = `${name.split('_')[0]}_`
  const block = level.directive?.block
  const file = (level.directive ?? level.own[0])?.file
  const here = level.own.filter(one => one.file === file && !one.block)
  const beside =
    here.findLast(one => nameOf(one).startsWith(family)) ??
    here.findLast(one => nameOf(one) === 'server_name' || nameOf(one) === 'listen')
  if (beside) return [insertAfter(beside, lines)]
  if (level.directive && block) return [insertFirst(level.directive.file, block, lines)]
  return level.own[0] ? [insertBefore(level.own[0], lines)] : []
}
