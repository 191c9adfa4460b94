import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { type Fix, placeOf, type Rule } from '../rule.ts'
import { directionEdit } from './directions.ts'
import { type Pair, pairRule } from './pair.ts'
import { safe } from './placing.ts'

function repairs({ own, other }: Pair): Fix[] {
  const here = own.wrapping.find(({ kind }) => kind === 'tls-auth')
  const there = other.wrapping.find(({ kind }) => kind === 'tls-auth')?.direction.value
  if (!here || there === undefined) return []
  const number = there === '0' ? '1' : '0'
  const edit = directionEdit(own, here, number)
  const title = { en: `Use direction ${number}: the other end has ${there}`, zh: `使用方向 ${number}：对端为 ${there}` }
  return edit ? [safe({ title, edits: [edit], changes: ['tls-auth', 'key-direction'] })] : []
}

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-key-direction',
  title: { en: 'Directions that do not complement each other', zh: '密钥方向不互补' },
  severity: 'critical',
  messages: {
    equal: {
      en: 'tls-auth has direction "{own}" on both ends: every packet fails its check',
      zh: '两端 tls-auth 方向均为 "{own}"：所有数据包校验失败',
    },
    single: {
      en: 'tls-auth has direction "{own}" here and "{other}" on the other end: every packet fails its check',
      zh: 'tls-auth 本端方向为 "{own}"，对端为 "{other}"：所有数据包校验失败',
    },
  },
  *mismatches(pair) {
    const here = pair.own.wrapping.find(({ kind }) => kind === 'tls-auth')
    const there = pair.other.wrapping.find(({ kind }) => kind === 'tls-auth')
    if (!here || !there) return
    const [own, other] = [here.direction.value, there.direction.value]
    const complementary = own === undefined ? other === undefined : other !== undefined && own !== other
    if (complementary) return
    yield {
      at: here.line.inline
        ? { file: here.line.directive.file, span: here.line.directive.name.span }
        : placeOf(here.line.directive),
      subject: 'direction',
      message: { id: own === other ? 'equal' : 'single', params: { own: own ?? 'none', other: other ?? 'none' } },
      fixes: repairs(pair),
    }
  },
})
