import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { known } from '../../formats/sysctl/table.ts'
import { write } from '../../formats/sysctl/write.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { statement, reading } of sound(model)) {
    if (!reading.ignore) continue
    const { key, value } = reading
    const refused = write(key, value).kind === 'refused'
    if (!refused && known(key) !== 'no') continue
    yield {
      at: placeOf(statement.directive),
      subject: key,
      message: { id: refused ? 'refused' : 'unknown', params: { key, value } },
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/dash-prefix',
  format: 'sysctl',
  title: { en: 'A dash that promises too much', zh: '承诺过多的短横线' },
  severity: 'low',
  confidence: 'high',
  tags: ['life-cycle'],
  messages: {
    refused: {
      en: '-{key} is "{value}": procps exits with 1 all the same, only systemd ignores the error',
      zh: '-{key} 为 "{value}"：procps 仍会以 1 退出，只有 systemd 忽略该错误',
    },
    unknown: {
      en: '-{key} exists nowhere: sysctl -p exits with 1 all the same, only systemd ignores the error',
      zh: '-{key} 不存在：sysctl -p 仍会以 1 退出，只有 systemd 忽略该错误',
    },
  },
  defaults: {},
  check: model => findings(model),
})
