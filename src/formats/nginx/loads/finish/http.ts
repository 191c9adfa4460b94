import type { Directive, Word } from '../../../../tree/index.ts'
import { type Line, lineAt, problemAt } from '../problem.ts'
import { type Frame, note, report, type State, type World } from '../state.ts'
import { addName, bucketSize, fitsBucket, keyLength } from '../values/names.ts'
import { parseSize } from '../values/number.ts'
import { checkBuffers } from './buffers.ts'
import { checkCharsets } from './charsets.ts'
import { effective, wordOf } from './effective.ts'
import { checkHashes } from './hashes.ts'
import { checkLocations } from './locations.ts'
import { checkNames } from './names.ts'
import { checkCaches, checkUpstreams, checkVariables } from './references.ts'
import { checkListenTls, checkServerTls, checkUpstreamTls } from './tls.ts'

/** What the daemon checks at the `}` of http{}, in its order: merging, locations, modules, variables, sockets. */
export function finishHttp(frame: Frame, state: State): void {
  const world = frame.world as World
  const directive = frame.directive as Directive
  const line: Line = () => lineAt(directive.file, directive.span.end - 1)
  checkUpstreams(world, state)
  if (world.present.has('connection_pool_size') || world.present.has('large_client_header_buffers'))
    checkHeaderBuffers(world, state, line)
  checkHashes(world, state)
  checkReferers(world, state, line)
  if (tlsNames.some(name => world.present.has(name))) checkServersTls(world, state, line)
  for (const { directive: at, word, error } of world.servers.length > 0 ? world.late : [])
    report(state, problemAt(at, error.id, { variable: error.name }, { word, line }))
  checkBuffers(world, state, line)
  checkCaches(world, state, line)
  checkPassTls(world, state)
  checkSecureLink(world, state, line)
  checkLocations(world, state)
  checkListenTls(world, state)
  checkCharsets(world, state)
  checkVariables(world, state)
  checkNames(world, state)
}

/** Without one of these no server speaks TLS. */
const tlsNames: readonly string[] = ['ssl_certificate', 'ssl', 'ssl_reject_handshake']

/** Servers that write nothing about TLS are all alike: when one of them is in order, all are. */
function checkServersTls({ servers }: World, state: State, line: Line): void {
  const { counts } = state
  let inOrder: Frame | undefined
  for (const server of servers) {
    const silent = !server.seen.hasAny('ssl')
    if (silent && server.parent === inOrder) continue
    const before = counts.open + counts.decided
    checkServerTls(server, state, line)
    if (silent && counts.open + counts.decided === before) inOrder = server.parent
  }
}

function checkHeaderBuffers(world: World, state: State, line: Line): void {
  for (const server of world.servers) {
    const pool = effective(server, 'connection_pool_size')
    const buffers = effective(server, 'large_client_header_buffers')
    const size = buffers ? parseSize(wordOf(buffers, 1) ?? '') : 8192
    const least = pool ? parseSize(wordOf(pool) ?? '') : 512
    const at = buffers ?? pool
    if (!at || size >= least) continue
    report(state, problemAt(at, 'header-buffers', {}, { line }))
    return
  }
}

function checkReferers(world: World, state: State, line: Line): void {
  if (!world.present.has('valid_referers')) return
  for (const frame of world.levels) {
    const found = frame.seen.get('valid_referers')
    const words = frame.seen.all('valid_referers').flatMap(each => each.args)
    const names = words.some(({ value }) => value === 'server_names') ? serverNames(frame) : []
    const twin = nameTwice(frame, names)
    if (found && twin) report(state, problemAt(found, 'map-conflict', { word: twin }, { line }))
    if (found) checkRefererHash({ frame, at: found, names }, state)
    if (!found || !isLonely(words, frame)) continue
    report(state, problemAt(found, 'referers-lonely', {}, { line: null }))
    return
  }
}

/** Patterns are not counted (measured), nor are those among the names of the server; one without names has an empty one. */
function isLonely(words: readonly Word[], frame: Frame): boolean {
  const written = words.map(({ value }) => value)
  if (!written.some(word => word === 'none' || word === 'blocked')) return false
  if (written.some(word => !/^(?:none|blocked|server_names|~.*)$/s.test(word))) return false
  return !written.includes('server_names') || (ownNames(frame).length > 0 && serverNames(frame).length === 0)
}

interface Referers {
  readonly frame: Frame
  readonly at: Directive
  /** Of the server, where they join. */
  readonly names: readonly string[]
}

/** A name that is longer than a bucket of the table. */
function checkRefererHash({ frame, at, names }: Referers, state: State): void {
  const size = bucketSize(parseSize(wordOf(effective(frame, 'referer_hash_bucket_size')) ?? '64'))
  const all = [...(note<Set<string>>(frame, 'referers') ?? []), ...names]
  if (all.every(name => fitsBucket(keyLength(name), size))) return
  report(state, problemAt(at, 'hash-bucket-size', { hash: 'referer_hash', size }, { line: null }))
}

/** The names of the server join those of `valid_referers … server_names` when the level is merged. */
const serverNames = (frame: Frame): readonly string[] => ownNames(frame).filter(name => !name.startsWith('~'))

function ownNames(frame: Frame): readonly string[] {
  let around: Frame | undefined = frame
  while (around && !around.server) around = around.parent
  return (around?.server?.names ?? []).map(({ value }) => value.toLowerCase())
}

function nameTwice(frame: Frame, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const keys = new Set(note<Set<string>>(frame, 'referers'))
  return names.find(name => !addName(keys, name))
}

const passes: readonly (readonly [family: string, test: RegExp])[] = [
  ['proxy', /^https:|\$/i],
  ['grpc', /^grpcs:|\$/i],
  ['uwsgi', /^suwsgi:|\$/i],
]

/** Without one of these nothing is wrong with TLS towards upstreams. */
const passNames = ['ssl_certificate', 'ssl_verify', 'ssl_ciphers', 'ssl_conf_command']

function checkPassTls(world: World, state: State): void {
  for (const [family, test] of passes) {
    if (!passNames.some(name => world.present.has(`${family}_${name}`))) continue
    for (const frame of world.levels) {
      const pass = frame.seen.get(`${family}_pass`)
      if (pass && test.test(wordOf(pass) ?? '')) checkUpstreamTls(frame, family, state)
    }
  }
}

function checkSecureLink(world: World, state: State, line: Line): void {
  if (!world.present.has('secure_link_secret')) return
  for (const frame of world.levels) {
    if (frame === world.frame) continue
    const secret = frame.seen.get('secure_link_secret')
    const other = frame.seen.get('secure_link') ?? frame.seen.get('secure_link_md5')
    if (secret && other) report(state, problemAt(secret, 'secure-link-mixed', {}, { line, other }))
  }
}
