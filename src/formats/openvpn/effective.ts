import type { EffectiveValue } from '../format.ts'
import type { ClientFile, OpenvpnModel, OptionLine } from './model.ts'
import { hasLetter } from './options.ts'
import { isPrivate } from './secrets.ts'

/** Every value in force: what is written, then defaults that matter and are not written. */
export function* effective(model: OpenvpnModel): Iterable<EffectiveValue> {
  for (const [name, lines] of model.byName) yield* ofOption(name, lines)
  yield* defaultsOf(model)
  for (const client of model.clientFiles) yield* ofClient(client)
}

/** What one client gets. Pushes are listed where its file has a say in them. */
function* ofClient({ commonName, lines, push }: ClientFile): Iterable<EffectiveValue> {
  const scope = `client ${commonName}`
  const applied = lines.filter(({ effect }) => effect === 'applies')
  const decided = new Map(applied.map(line => [hasLetter(line.name, 'a') ? line : line.name, line]))
  for (const line of decided.values())
    if (!line.name.startsWith('push')) yield { scope, setting: line.name, value: written(line), origin: line.directive }
  if (applied.some(({ name }) => name.startsWith('push')))
    for (const { text, line } of push) yield { scope, setting: 'push', value: text, origin: line.directive }
}

function* ofOption(name: string, lines: readonly OptionLine[]): Iterable<EffectiveValue> {
  const numbers = new Map<object, number>()
  const scopes = new Map<string, OptionLine[]>()
  for (const line of lines) {
    const scope = scopeOf(line, numbers)
    const list = scopes.get(scope)
    if (list) list.push(line)
    else scopes.set(scope, [line])
  }
  for (const [scope, found] of scopes) {
    if (name === 'connection') continue
    const decides = found.at(-1) as OptionLine
    const value = hasLetter(name, 'a') ? found.map(written).join(' | ') : written(decides)
    const shadowed = hasLetter(name, 'a') ? [] : found.slice(0, -1).map(line => line.directive)
    yield { scope, setting: name, value, origin: decides.directive, shadowed }
  }
}

/** `<connection>` blocks are named by their remote, so that edits elsewhere do not rename them. */
function scopeOf({ connection }: OptionLine, numbers: Map<object, number>): string {
  if (!connection) return ''
  const remote = connection.block?.nodes.find(node => node.kind === 'directive' && node.name.value === 'remote')
  const words = remote?.kind === 'directive' ? remote.args.map(word => word.value).join(' ') : ''
  if (words !== '') return `connection ${words}`
  if (!numbers.has(connection)) numbers.set(connection, numbers.size + 1)
  return `connection ${numbers.get(connection)}`
}

function written(line: OptionLine): string {
  if (line.inline) return isPrivate(line.name) ? '[inline, not shown]' : '[inline]'
  return line.name === 'auth-token' ? '[not shown]' : line.params.join(' ')
}

function* defaultsOf(model: OpenvpnModel): Iterable<EffectiveValue> {
  const found: readonly (readonly [string, string | undefined])[] = [
    ['proto', model.transport.value],
    ['port', model.port.value],
    ['topology', model.device.topology.value],
    ['data-ciphers', model.ciphers.negotiated.value.join(':')],
    ['auth', model.ciphers.digest.value],
    ['tls-version-min', model.tls.minimum.value],
    ['reneg-sec', String(model.tls.renegotiation.value)],
    ['script-security', String(model.scripts.security.value)],
    ['allow-compression', model.compression.accepts.value],
  ]
  for (const [setting, value] of found)
    if (value !== undefined && !model.byName.has(setting)) yield { scope: '', setting, value, origin: 'default' }
}
