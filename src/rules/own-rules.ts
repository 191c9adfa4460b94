import type { Localized } from '../message/index.ts'
import type { Severity } from './rule.ts'

/** What the engine itself objects to: ignores and waivers that do not do what their author thinks. */
export interface OwnRule {
  readonly id: string
  readonly title: Localized
  readonly severity: Severity
  readonly message: Localized
}

const own = (id: string, severity: Severity, title: Localized, message: Localized): OwnRule => ({
  id: `confward/${id}`,
  severity,
  title,
  message,
})

type Name =
  | 'unusedIgnore'
  | 'expiredIgnore'
  | 'unknownIgnore'
  | 'withoutReason'
  | 'unusedWaiver'
  | 'expiredWaiver'
  | 'unknownWaiver'
  | 'invalidWaiver'

export const ownRules: Readonly<Record<Name, OwnRule>> = {
  unusedIgnore: own(
    'unused-ignore',
    'low',
    { en: 'Ignore without a finding', zh: '无对应结果的忽略注释' },
    { en: 'ignore of {rule} has nothing to ignore', zh: '对 {rule} 的忽略没有可忽略的结果' },
  ),
  expiredIgnore: own(
    'expired-ignore',
    'medium',
    { en: 'Ignore that has expired', zh: '已过期的忽略注释' },
    { en: 'ignore of {rule} expired on {until}', zh: '对 {rule} 的忽略已于 {until} 过期' },
  ),
  unknownIgnore: own(
    'unknown-ignore',
    'medium',
    { en: 'Ignore of a rule that does not exist', zh: '忽略了不存在的规则' },
    { en: 'ignore names {rule}, which is no rule{hint}', zh: '忽略注释中的 {rule} 不是规则{hint}' },
  ),
  withoutReason: own(
    'ignore-without-reason',
    'medium',
    { en: 'Ignore without a reason', zh: '没有理由的忽略注释' },
    {
      en: 'ignore of {rule} has no reason and does not hold: write "-- why" behind it',
      zh: '对 {rule} 的忽略没有理由，不生效：请在其后写明 "-- 原因"',
    },
  ),
  unusedWaiver: own(
    'unused-waiver',
    'low',
    { en: 'Waiver without a finding', zh: '无对应结果的豁免' },
    { en: 'waiver of {rule} matches no finding', zh: '对 {rule} 的豁免没有匹配的结果' },
  ),
  expiredWaiver: own(
    'expired-waiver',
    'medium',
    { en: 'Waiver that has expired', zh: '已过期的豁免' },
    { en: 'waiver of {rule} expired on {until}', zh: '对 {rule} 的豁免已于 {until} 过期' },
  ),
  unknownWaiver: own(
    'unknown-waiver',
    'medium',
    { en: 'Waiver of a rule that does not exist', zh: '豁免了不存在的规则' },
    { en: 'waiver names {rule}, which is no rule{hint}', zh: '豁免中的 {rule} 不是规则{hint}' },
  ),
  invalidWaiver: own(
    'invalid-waiver',
    'medium',
    { en: 'Waiver that does not hold', zh: '无效的豁免' },
    {
      en: 'waiver of {rule} does not hold: it needs a reason and a date at most 180 days ahead',
      zh: '对 {rule} 的豁免不生效：需要理由，且期限不得超过 180 天',
    },
  ),
}

/** Rules that stand in no registry, for `explain`, for rule lists and for baselines that silence them. */
export const engineRules: readonly OwnRule[] = Object.values(ownRules)
