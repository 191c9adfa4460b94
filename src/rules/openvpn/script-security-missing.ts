import { hasLetter, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { setLine, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/script-security-missing',
  format: 'openvpn',
  title: { en: 'Script that must not run', zh: '不被允许运行的脚本' },
  severity: 'critical',
  confidence: 'high',
  tags: ['scripts', 'availability'],
  messages: {
    refused: {
      en: '{name} runs a script while script-security is {level}: the file loads and the daemon ends when the script is due',
      zh: '{name} 要运行脚本，而 script-security 为 {level}：文件可加载，但到运行脚本时守护进程终止',
    },
  },
  defaults: {},
  *check(model) {
    const level = model.scripts.security.value
    const [first, ...rest] = model.scripts.lines.filter(line => hasLetter(line.name, 'u') && line.name !== 'dns-updown')
    if (!first || level >= 2) return
    yield {
      at: placeOf(first.directive),
      subject: 'scripts',
      message: { id: 'refused', params: { name: first.name, level } },
      related: rest.slice(0, 20).map(line => ({
        at: placeOf(line.directive),
        message: { en: `${line.name} is concerned too`, zh: `${line.name} 同样受影响` },
      })),
      fixes: [
        unsafe({
          title: { en: 'Allow scripts: script-security 2', zh: '允许脚本：script-security 2' },
          edits: [setLine(model, 'script-security', 'script-security 2', [first.name])],
          changes: ['script-security'],
        }),
      ],
    }
  },
})
