import type { Directive } from '../../../../tree/index.ts'
import { problemAt } from '../problem.ts'
import { type Frame, goesOn, report, type State, type World } from '../state.ts'
import { bucketSize, fitsBucket, largestBucket } from '../values/names.ts'
import { parseNumber, parseSize } from '../values/number.ts'
import { effective, wordOf } from './effective.ts'

/** Hash tables that cannot be built: sizes where the table is made anew, and keys that are too long for it. */
export function checkHashes(world: World, state: State): void {
  for (const [hash, madeAnew] of Object.entries(hashes))
    for (const suffix of ['max_size', 'bucket_size'] as const) {
      if (!world.present.has(`${hash}_${suffix}`)) continue
      for (const frame of world.levels) if (madeAnew(frame, world) && isRefused({ frame, hash, suffix }, state)) return
    }
  checkLongKeys(world, state)
}

/** Does a level build the table of its own? Others share that of the level above. */
const hashes: Readonly<Record<string, (frame: Frame, world: World) => boolean>> = {
  types_hash: (frame, world) =>
    (frame.seen.has('types') && (frame !== world.frame || world.servers.length > 0)) ||
    (frame.context === 'server' && !world.frame.seen.has('types')),
  variables_hash: (frame, world) => frame === world.frame,
  proxy_headers_hash: frame =>
    frame.context === 'server' || (frame.context === 'location' && frame.seen.has('proxy_set_header')),
  referer_hash: frame => frame.seen.has('valid_referers'),
  server_names_hash: (frame, world) => frame === world.frame && [...world.sockets.values()].some(isHashed),
}

const isHashed = (socket: World['sockets'] extends Map<string, infer S> ? S : never): boolean =>
  socket.servers.length > 1 || socket.default.server?.captures === true

/** No extension is listed: nothing has to fit into a bucket. */
const withoutTypes = ({ seen }: Frame): boolean =>
  seen.has('types') &&
  seen.all('types').every(({ block }) => block?.nodes.every(each => each.kind !== 'directive' || isWithout(each)))

const isWithout = ({ name, args }: Directive): boolean => name.value !== 'include' && args.length === 0

interface Setting {
  readonly frame: Frame
  readonly hash: string
  readonly suffix: 'max_size' | 'bucket_size'
}

function isRefused({ frame, hash, suffix }: Setting, state: State): boolean {
  const found = effective(frame, `${hash}_${suffix}`)
  const text = wordOf(found)
  if (!found || text === undefined) return false
  const options = { word: found.args[0], line: null }
  const size = bucketSize(parseSize(text))
  if (size <= largestBucket && suffix === 'bucket_size' && hash === 'types_hash' && withoutTypes(frame)) return false
  if (parseSize(text) === 0 || parseNumber(text) === 0) {
    const id = suffix === 'max_size' ? 'hash-max-size' : 'hash-bucket-size'
    report(state, problemAt(found, id, { hash, size: 0 }, options))
  } else if (suffix === 'bucket_size' && size > largestBucket)
    report(state, problemAt(found, 'hash-bucket-large', { hash, size }, options))
  else return false
  return true
}

function checkLongKeys({ longKeys, frame: outermost, servers }: World, state: State): void {
  for (const { frame, directive, hash, setting, length } of longKeys) {
    if (frame === outermost && servers.length === 0) continue
    const written = setting === undefined ? undefined : wordOf(effective(frame, setting))
    const size = bucketSize(parseSize(written ?? '64'))
    if (fitsBucket(length, size)) continue
    const open = setting !== undefined && written === undefined && goesOn(frame)
    report(state, problemAt(directive, 'hash-bucket-size', { hash, size }, { line: null, open }))
    return
  }
}
