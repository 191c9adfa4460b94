import type { Entry } from '../tables/index.ts'
import type { Setter } from './call.ts'
import { kindSetters } from './kinds.ts'
import { posts, setterNamed } from './setters/index.ts'

/** What is done with every statement of one record. */
export interface Plan {
  readonly set: Setter | undefined
  readonly post: Setter | undefined
  /** Variables are expanded in arguments that no setter has looked at. */
  readonly scripts: boolean
  /** Bit n = argument n + 1. */
  readonly expands: number
  readonly remember: boolean
  readonly keep: boolean
  /** A statement that has fixed the value already, as far as nginx can tell. */
  readonly fixed: string | undefined
}

/** Kinds whose values always hold variables: in which arguments. */
const expanding: Partial<Record<Entry['kind'], number>> = { complex: 1, 'predicate[]': 15 }

const plans = new WeakMap<Entry, Plan>()

/** Worked out once for each record: a host has a million statements of some hundred kinds. */
export function planOf(entry: Entry): Plan {
  const known = plans.get(entry)
  if (known) return known
  const { name, kind, once, variables } = entry
  const set = kind === 'custom' ? setterNamed(entry.detail[0] ?? '') : kindSetters[kind]
  const certificate = name === 'ssl_certificate' || name === 'ssl_certificate_key'
  const expands = variables | (expanding[kind] ?? 0)
  const plan: Plan = {
    set,
    post: posts[name],
    expands,
    scripts: expands !== 0 && kind !== 'complex-size' && !certificate && !(kind === 'custom' && set),
    remember: once || remembered.has(name),
    keep: keptNames.has(name),
    fixed: name.startsWith('map_hash_') ? 'map' : undefined,
  }
  plans.set(entry, plan)
  return plan
}

/** Lists of which every statement matters when the level is merged. */
const keptNames: ReadonlySet<string> = new Set([
  'ssl_certificate',
  'ssl_certificate_key',
  'ssl_conf_command',
  'ssl_session_ticket_key',
  'ssl_ech_file',
  'proxy_ssl_conf_command',
  'grpc_ssl_conf_command',
  'uwsgi_ssl_conf_command',
  'valid_referers',
])

/** Statements that may be repeated and that later checks ask for. */
const remembered: ReadonlySet<string> = new Set([
  ...keptNames,
  'types',
  'map',
  'events',
  'proxy_set_header',
  'protocol',
  'auth_http',
  'zone',
  'ssl_protocols',
  'return',
  'js_access',
  'js_preread',
  'content_by_lua',
  'mqtt',
])
