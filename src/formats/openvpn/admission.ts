import { atLeast, type Target } from '../../target/index.ts'
import { lookUp } from '../../text/index.ts'
import type { Directive, Problem, Word } from '../../tree/index.ts'
import { problem, warning } from './messages.ts'
import type { OptionLine } from './model.ts'
import { hasLetter, type OptionInfo, optionInfo } from './options.ts'
import { shownName, shownValue } from './secrets.ts'
import { checkBody } from './special-values.ts'
import type { ValueError } from './value-error.ts'
import { checkValues } from './values.ts'

/** What earlier lines have decided about how later ones are taken. */
export interface Admission {
  readonly target: Target
  /** Names of ignore-unknown-option. */
  readonly forgiven: Set<string>
  forwardCompatible: boolean
  /** `<connection>` blocks and remotes seen. */
  blocks: number
  remotes: number
  /** The file of one client: lines that may not stand there are skipped, the rest counts. */
  readonly perClient?: boolean
}

/** The daemon keeps no more words of a line. */
const maximumParameters = 15

/** Judges one line as the daemon's add_option does; problems are added in its order. */
export function admit(state: Admission, directive: Directive, problems: Problem[]): OptionLine {
  const opt = directive.name.value === 'setenv' && directive.args[0]?.value === 'opt'
  const words = directive.args.slice(opt ? 1 : 0, maximumParameters)
  const name = opt ? words.shift() : directive.name
  const line = makeLine(directive, name, words)
  const lenient = opt || state.forwardCompatible || state.forgiven.has(line.name)
  const effect = judge(state, line, lenient, problems)
  if (effect === 'applies') remember(state, line)
  return effect === line.effect ? line : { ...line, effect }
}

const aliases: Readonly<Record<string, string>> = { 'ncp-ciphers': 'data-ciphers', 'udp-mtu': 'link-mtu' }

function makeLine(directive: Directive, name: Word | undefined, words: readonly Word[]): OptionLine {
  const parent = directive.parent
  return {
    directive,
    name: name?.value ?? 'setenv opt',
    params: words.map(word => word.value),
    words,
    inline: directive.block !== undefined,
    ...(parent ? { connection: parent } : {}),
    effect: 'applies',
  }
}

/** The name under which an admitted line counts. */
export const canonical = (name: string, target: Target): string =>
  name === 'ncp-ciphers' && !atLeast(target.openvpn, '2.5') ? name : (lookUp(aliases, name) ?? name)

function judge(state: Admission, line: OptionLine, lenient: boolean, problems: Problem[]): OptionLine['effect'] {
  const { name, directive } = line
  const code = unrecognised(line, state.target)
  if (code !== undefined) {
    const unsure = code === 'build-dependent'
    problems.push((lenient || unsure ? warning : problem)(code, directive, { name: shownName(name) }))
    return unsure ? 'applies' : lenient ? 'forgiven' : 'refused'
  }
  const misplaced = wrongPlace(line, state)
  if (misplaced !== undefined) {
    problems.push(problem(misplaced, directive, { name }))
    return 'refused'
  }
  return judgeValues(state, line, problems)
}

function judgeValues(state: Admission, line: OptionLine, problems: Problem[]): OptionLine['effect'] {
  const { name, directive } = line
  const removed = rejected(name, state.target)
  const error = removed
    ? { param: 0, message: removed }
    : ((directive.open ? undefined : checkWritten(line, state.target)) ?? tooMany(state, line))
  if (error) {
    const word = line.words[error.param - 1]
    const at = word ? { file: directive.file, span: word.span } : directive
    const params = { name, value: shownValue(word?.value ?? name), detail: error.message }
    problems.push(problem(removed ? 'removed-option' : 'invalid-value', at, params))
    return 'refused'
  }
  if (!line.connection && state.blocks > 0 && hasLetter(name, 'c'))
    problems.push(warning('ignored-after-connection', directive, { name }))
  return 'applies'
}

function checkWritten(line: OptionLine, target: Target): ValueError | undefined {
  const { file, block } = line.directive
  const { body } = block ?? {}
  return body ? checkBody(line.name, file.text.slice(body.start, body.end)) : checkValues(line, target)
}

/** Up to 2.5 at most 64 remotes and 64 blocks. */
function tooMany(state: Admission, { name, connection }: OptionLine): { param: number; message: string } | undefined {
  const count = name === 'remote' && !connection ? state.remotes : name === 'connection' ? state.blocks : 0
  return count >= 64 && !atLeast(state.target.openvpn, '2.6')
    ? { param: 0, message: `Maximum number of '${name}' options (64) exceeded` }
    : undefined
}

/** A code when the name is unknown to the target or the number of parameters is not legal. */
function unrecognised(line: OptionLine, { openvpn, distribution }: Target): string | undefined {
  const info = optionInfo(line.name)
  const arity = info?.arity(openvpn)
  if (!info || !arity || info.letters.includes('W')) return info?.gone && !arity ? 'removed-option' : 'unknown-option'
  if (info.letters.includes('G'))
    return distribution.id === 'debian' || distribution.id === 'ubuntu' ? 'unknown-option' : 'build-dependent'
  const count = line.inline ? 1 : line.params.length
  if (line.directive.open) return fixedWords(line) > arity.max ? 'option-arguments' : undefined
  return legalCount(line, count, arity) ? undefined : 'option-arguments'
}

/** Words that are there whatever a template puts in. */
const fixedWords = ({ words }: OptionLine): number => words.filter(({ ink }) => ink === undefined).length

function legalCount({ name, params, inline }: OptionLine, count: number, arity: { min: number; max: number }): boolean {
  if (name === 'crl-verify' && !inline) return params[1] === 'dir' ? count >= 2 : count === 1
  if (name === 'server-bridge') return count === 0 || count === 4 || (count === 1 && params[0] === 'nogw')
  if (name === 'verify-x509-name' && !inline && params[0] === '') return false
  return count >= arity.min && count <= arity.max
}

/** The daemon forgets to ask whether these may stand where they stand. */
const unasked: ReadonlySet<string> = new Set([
  ...['comp-noadapt', 'compat-mode', 'dhcp-release', 'disable-dco', 'max-routes', 'prng', 'providers'],
  ...['route-ipv6-gateway', 'tun-ipv6'],
])

function wrongPlace(line: OptionLine, { target: { openvpn }, perClient }: Admission): string | undefined {
  const letters = (optionInfo(line.name) as OptionInfo).letters
  const admitted = perClient
    ? letters.includes('d') || unasked.has(line.name)
    : line.connection
      ? letters.includes('c')
      : !letters.includes('t')
  if (!admitted) return 'option-context'
  const tooNew = line.name === 'auth-user-pass' && !atLeast(openvpn, '2.6')
  return line.inline && (tooNew || !letters.includes('i')) ? 'option-inline' : undefined
}

/** Options whose name is still known, only to be refused. */
function rejected(name: string, { openvpn }: Target): string | undefined {
  if (name === 'mtu-dynamic') return '--mtu-dynamic has been replaced by --fragment'
  if (name === 'no-replay' && atLeast(openvpn, '2.7')) return '--no-replay was removed in OpenVPN 2.7'
  if (!atLeast(openvpn, '2.5')) return undefined
  if (name === 'client-cert-not-required')
    return "REMOVED OPTION: --client-cert-not-required, use '--verify-client-cert none' instead"
  return name === 'compat-names' || name === 'no-name-remapping' ? `--${name} was removed in OpenVPN 2.5` : undefined
}

function remember(state: Admission, { name, params, inline, connection }: OptionLine): void {
  if (name === 'ignore-unknown-option')
    for (const word of params) state.forgiven.add(word.startsWith('--') ? word.slice(2) : word)
  else if (name === 'setenv' && params[0] === 'FORWARD_COMPATIBLE' && params[1] === '1') state.forwardCompatible = true
  else if (name === 'connection' && inline) state.blocks++
  else if (name === 'remote' && !connection) state.remotes++
}
