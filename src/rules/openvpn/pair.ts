import { isAead, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Localized, Message } from '../../message/index.ts'
import { defineRule, type Fix, type Place, type Rule, type RuleContext, type Severity } from '../rule.ts'
import { lackingAt, roleLine } from './placing.ts'

/** Two ends of one tunnel. `own` is the one that is checked and edited. */
export interface Pair {
  readonly own: OpenvpnModel
  readonly other: OpenvpnModel
  /** The end that dials; of two equal peers the own one. */
  readonly client: OpenvpnModel
  readonly server: OpenvpnModel
}

export function pairOf(own: OpenvpnModel, { peer }: RuleContext): Pair | undefined {
  if (peer?.kind !== 'openvpn' || peer.model.root === own.root) return undefined
  const other = peer.model
  if (own.role === 'server' && other.role === 'server') return undefined
  if (own.role === 'client' && other.role === 'client') return undefined
  const dialled = own.role === 'server' || other.role === 'client'
  return dialled ? { own, other, client: other, server: own } : { own, other, client: own, server: other }
}

export interface Mismatch {
  /** Default: the line that makes the role. */
  readonly at?: Place | undefined
  readonly subject: string
  readonly message: Message
  readonly severity?: Severity
  readonly fixes?: readonly Fix[]
}

export interface PairRule {
  readonly id: string
  readonly title: Localized
  readonly severity: Severity
  readonly messages: Readonly<Record<string, Localized>>
  readonly mismatches: (pair: Pair) => Iterable<Mismatch>
}

/** A rule about what two ends make of each other; silent unless the other end was given. */
export function pairRule({ id, title, severity, messages, mismatches }: PairRule): Rule<OpenvpnModel> {
  return defineRule<OpenvpnModel>({
    id,
    format: 'openvpn',
    title,
    severity,
    confidence: 'high',
    tags: ['pair'],
    messages,
    defaults: {},
    *check(model, _options, context) {
      const pair = pairOf(model, context)
      const line = roleLine(model)
      if (!pair || !line) return
      for (const { at, ...rest } of mismatches(pair)) yield { at: at ?? lackingAt(line), ...rest }
    },
  })
}

/** The cipher that two ends agree on; undefined when there is none. */
export function chosenCipher({ client, server }: Pair): string | undefined {
  if (!client.tls.side || !server.tls.side) return client.ciphers.possible[0]
  const fixed = (model: OpenvpnModel): string | undefined =>
    last(model, 'ncp-disable') ? (model.ciphers.cipher.value ?? 'BF-CBC') : undefined
  const [there, here] = [fixed(server), fixed(client)]
  if (there) return takes(client, there) ? there : undefined
  if (here) return takes(server, here) ? here : undefined
  return server.ciphers.negotiated.value.find(name => client.ciphers.negotiated.value.includes(name))
}

const takes = (model: OpenvpnModel, name: string): boolean => model.ciphers.possible.includes(name)

export const authenticated = (cipher: string | undefined): boolean => cipher !== undefined && isAead(cipher)
