import type { Candidate, NeverReadBecause, SysctlModel } from '../../formats/sysctl/model.ts'
import { moveToDropIn } from '../../remedies/sysctl/move.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

/** Left by package managers and editors, or switched off by name: nobody expects them to be read. */
const meant = /(?:~|\.(?:dpkg-\w+|ucf-\w+|rpm(?:new|save|orig)|sw[op]|disabled|off|example|sample|template|j2|erb))$/
const copy = /\.(?:bak|old|orig|save)$/

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { candidate, because } of model.neverRead) {
    const first = candidate.statements.find(each => each.systemd.kind === 'assign')
    if (!first || meant.test(candidate.name)) continue
    yield {
      at: placeOf(first.directive),
      subject: candidate.hostPath,
      ...(copy.test(candidate.name) ? { severity: 'low' as const } : {}),
      message: { id: because, params: { file: candidate.hostPath, count: candidate.statements.length } },
      fixes: fixesOf(model, candidate, because),
    }
  }
}

function fixesOf(model: SysctlModel, candidate: Candidate, because: NeverReadBecause): Fix[] {
  if (because === 'no-link') return [link]
  // A copy of another file is kept for its age, not forgotten.
  const move = copy.test(candidate.name) ? undefined : moveToDropIn(model, candidate)
  return move ? [move] : []
}

/** What Debian up to 12 and Ubuntu ship. */
const link: Fix = {
  title: { en: 'Link /etc/sysctl.conf into /etc/sysctl.d', zh: '把 /etc/sysctl.conf 链接到 /etc/sysctl.d' },
  safety: 'unsafe',
  edits: [],
  changes: ['*'],
  steps: [
    {
      kind: 'command',
      id: 'sysctl/link-main-file',
      title: { en: 'Let the boot read /etc/sysctl.conf again', zh: '让启动过程重新读取 /etc/sysctl.conf' },
      needs: [],
      risk: 'behaviour',
      commands: [{ argv: ['ln', '-s', '../sysctl.conf', '/etc/sysctl.d/99-sysctl.conf'], root: true }],
      creates: ['/etc/sysctl.d/99-sysctl.conf'],
      undo: [{ argv: ['rm', '/etc/sysctl.d/99-sysctl.conf'], root: true }],
      verify: [
        {
          argv: ['systemd-analyze', 'cat-config', 'sysctl.d'],
          expect: { contains: '99-sysctl.conf' },
          says: { en: 'the boot reads the file', zh: '启动过程会读取该文件' },
        },
      ],
    },
  ],
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/never-read',
  format: 'sysctl',
  title: { en: 'Files that the boot passes by', zh: '启动时不会读取的文件' },
  severity: 'high',
  confidence: 'high',
  tags: ['precedence'],
  messages: {
    suffix: { en: '{file} does not end in .conf: no applier reads it', zh: '{file} 不以 .conf 结尾：没有程序会读取' },
    hidden: {
      en: '{file} begins with a dot: systemd does not read it at boot, sysctl --system does',
      zh: '{file} 以点开头：systemd 启动时不读取，sysctl --system 会读取',
    },
    subdirectory: {
      en: '{file} lies in a subdirectory: no applier reads it',
      zh: '{file} 位于子目录中：没有程序会读取',
    },
    'no-link': {
      en: '{file} is not read at boot on this distribution: its {count} settings hold only after sysctl -p or sysctl --system',
      zh: '在该发行版上启动时不读取 {file}：其中 {count} 个设置只在 sysctl -p 或 sysctl --system 之后有效',
    },
    elsewhere: {
      en: '{file} lies in a directory that systemd does not read',
      zh: '{file} 位于 systemd 不读取的目录中',
    },
  },
  defaults: {},
  check: model => findings(model),
})
