import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { isSecret } from '../../formats/sysctl/snapshot.ts'
import type { Step } from '../rule.ts'
import { defineRule, type Observation, type Rule } from '../rule.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { directive, systemd } of model.statements) {
    if (systemd.kind !== 'assign' || systemd.value === '' || !isSecret(systemd.key)) continue
    yield {
      at: { file: directive.file, span: directive.name.span },
      subject: systemd.key,
      message: { id: 'file', params: { key: systemd.key } },
      fixes: [
        { title: { en: 'Rotate the secret', zh: '更换机密' }, safety: 'unsafe', edits: [], changes: [], steps: rotate },
      ],
    }
  }
}

const rotate: readonly Step[] = [
  {
    kind: 'decide',
    id: 'sysctl/rotate-secret',
    title: { en: 'Move the secret out of the file and replace it', zh: '把机密移出文件并更换' },
    needs: [],
    risk: 'low',
    question: {
      en: 'Which program gives the new value to the kernel: a unit with mode 0600, or a secret store?',
      zh: '由哪个程序把新值交给内核：权限为 0600 的单元，还是机密存储?',
    },
  },
]

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/secret-value',
  format: 'sysctl',
  title: { en: 'Secrets in sysctl files', zh: 'sysctl 文件中的机密' },
  severity: 'high',
  confidence: 'high',
  tags: ['secrets'],
  messages: {
    file: {
      en: '{key} stands in this file: whoever reads it can use the secret',
      zh: '{key} 写在该文件中：能读取文件的人都能使用该机密',
    },
  },
  defaults: {},
  check: model => findings(model),
})
