import type { EffectiveValue } from '../format.ts'
import type { Applier, Effective, SysctlModel } from './model.ts'
import { appliers } from './model.ts'
import { isSecret } from './snapshot.ts'

/** Every key that some line sets, after boot and after `sysctl --system`. Secrets are never shown. */
export function* effective(model: SysctlModel): Generator<EffectiveValue> {
  for (const applier of appliers)
    for (const [key, value] of model.outcomes[applier].values) yield shown(applier, key, value)
}

const scopes: Readonly<Record<Applier, string>> = {
  systemd: 'boot (systemd-sysctl)',
  procps: 'sysctl --system (procps)',
}

const shown = (applier: Applier, key: string, value: Effective): EffectiveValue => ({
  scope: scopes[applier],
  setting: key,
  value: isSecret(key) ? '(secret)' : value.value,
  origin: value.origin,
  shadowed: value.shadowed,
  why: value.losers.map(loser => loser.because),
  ...(value.because === undefined ? {} : { by: value.because }),
})
