import type { Setting } from '../../../tree/index.ts'
import { lexLine } from '../lexer.ts'
import type { Compression, OptionLine, PushedOption, Transport, Wrapping } from '../model.ts'
import { every } from '../query.ts'
import type { Situation } from '../situation.ts'
import { as, settingOf } from './setting.ts'

/** Protocol and port outside `<connection>` blocks. */
export function channelOf(facts: Situation): { transport: Setting<Transport>; port: Setting<string> } {
  const transport = facts.entries[0]?.block ? undefined : facts.entries[0]?.proto
  const side = facts.server ? 'port' : facts.line('rport') ? 'rport' : 'port'
  return {
    transport: settingOf(facts, 'proto', line => transport ?? plain(line)),
    port: settingOf(facts, side, line => line?.params[0] ?? '1194'),
  }
}

const plain = (line: OptionLine | undefined): Transport => (line?.params[0]?.startsWith('tcp') ? 'tcp' : 'udp')

const kinds: readonly Wrapping['kind'][] = ['tls-auth', 'tls-crypt', 'tls-crypt-v2', 'secret']

/** Every key that wraps the control channel, those inside `<connection>` included. */
export function wrappingOf(facts: Situation): Wrapping[] {
  return kinds.flatMap(kind => {
    const lines = every(facts, kind)
    const deciding = lines.filter(
      (line, at) => line.connection || !lines.slice(at + 1).some(later => !later.connection),
    )
    return deciding.map(line => ({ kind, line, direction: directionOf(facts, line) }))
  })
}

function directionOf(facts: Situation, line: OptionLine): Wrapping['direction'] {
  const own = line.params[1]
  if (own === '0' || own === '1') return { value: own, origin: line.directive, shadowed: [] }
  const direction = settingOf(facts, 'key-direction', found => found?.params[0])
  return as(direction, direction.value === '0' || direction.value === '1' ? direction.value : undefined)
}

/** Every `push "…"`, split as the client will split it. */
export function pushedOptions(facts: Situation): PushedOption[] {
  return every(facts, 'push').map(pushedOption)
}

export function pushedOption(line: OptionLine): PushedOption {
  const text = line.params[0] ?? ''
  const words = lexLine(text, 0, text.length).words.map(word => word.value)
  const name = (words[0] ?? '').replace(/^--(?=.)/, '')
  return { line, text, name, params: words.slice(1) }
}

const compressors = new Set(['comp-lzo', 'compress'])

/** The later of `comp-lzo` and `compress` decides. */
export function compressionOf(facts: Situation, push: readonly PushedOption[]): Compression {
  const lines = [...every(facts, 'comp-lzo'), ...every(facts, 'compress')]
  const [lzo, compress] = [facts.line('comp-lzo'), facts.line('compress')]
  const decides = lzo && compress ? facts.later(lzo, compress) : (lzo ?? compress)
  const allow = settingOf(facts, 'allow-compression', line => line?.params[0])
  const standard = facts.since('2.6') && !decides ? 'stub-only' : 'asym'
  return {
    framing: {
      value: framing(decides),
      origin: decides?.directive ?? 'default',
      shadowed: lines.filter(line => line !== decides).map(line => line.directive),
    },
    accepts: as(
      allow,
      allow.value === 'yes' || allow.value === 'no' || allow.value === 'asym' ? allow.value : standard,
    ),
    pushed: push.filter(option => compressors.has(option.name)),
  }
}

function framing(line: OptionLine | undefined): Compression['framing']['value'] {
  if (!line) return 'none'
  const how = line.params[0]
  if (line.name === 'comp-lzo') return how === 'no' ? 'stub' : 'lzo'
  if (how === 'lzo' || how === 'lz4' || how === 'lz4-v2' || how === 'stub-v2' || how === 'migrate') return how
  return 'stub'
}
