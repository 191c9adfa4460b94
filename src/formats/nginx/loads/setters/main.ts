import type { Setter } from '../call.ts'
import { isKnown, neededBy } from '../modules.ts'
import { underPrefix } from '../paths.ts'
import { parseNumber } from '../values/number.ts'

const workerProcesses: Setter = call => {
  if (call.arg(0) !== 'auto' && Number.isNaN(parseNumber(call.arg(0)))) call.failWord('value', 0)
}

const priority: Setter = call => {
  if (Number.isNaN(parseNumber(call.arg(0).replace(/^[-+]/, '')))) call.failWord('number', 0)
}

const affinity: Setter = call => {
  const auto = call.arg(0) === 'auto'
  if (auto && call.count > 2) return call.fail('arguments')
  for (let at = auto ? 1 : 0; at < call.count; at++) {
    // A mask is read from its end.
    const bad = [...call.arg(at)].findLast(character => !'01 '.includes(character))
    if (bad !== undefined) return call.failWord('affinity', at, { character: bad })
  }
}

const loadModule: Setter = call => {
  if (call.state.bound) return call.fail('too-late')
  const file = call.arg(0).split('/').at(-1) ?? ''
  if (!/\.so(?:\.|$)/.test(file))
    return call.fail('module-file', { path: underPrefix(call.arg(0), call.state) }, { word: call.word(0) })
  const module = file.replace(/\.so$/, '')
  if (call.state.modules.has(module)) return call.fail('module-loaded', { module })
  const needed = neededBy(module, call.state)
  const path = underPrefix(call.arg(0), call.state)
  if (needed) call.fail('module-symbol', { path, needed }, { word: call.word(0), open: call.state.unseen })
  call.state.modules.add(module)
  if (isKnown(module)) return
  call.state.foreign = true
  if (call.state.table.isStranger(module)) call.state.stranger = true
}

const connections: Setter = call => {
  if (Number.isNaN(parseNumber(call.arg(0)))) call.failWord('number-word', 0)
}

const use: Setter = call => {
  const method = call.arg(0)
  if (method === 'epoll') return
  // Built only where a switch asks for them, as epoll is there.
  const open = (method === 'select' || method === 'poll') && !call.state.modular
  call.fail('event-type', { word: method }, { word: call.word(0), open })
}

/** Looked up as names: nobody is called by a number, or by nothing. */
const user: Setter = call => {
  const at = [...Array(call.count).keys()].find(each => /^\d*$/.test(call.arg(each)))
  if (at === undefined) return
  const lookup = at === 0 ? 'getpwnam' : 'getgrnam'
  call.fail('no-account', { lookup, word: call.arg(at) }, { word: call.word(at) })
}

export const mainSetters: Record<string, Setter> = {
  set_worker_processes: workerProcesses,
  set_priority: priority,
  set_cpu_affinity: affinity,
  set_user: user,
  set_env: () => undefined,
  load_module: loadModule,
  event_connections: connections,
  event_use: use,
}
