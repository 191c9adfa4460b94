import type { Fix, Step } from '../rule.ts'

/** One step for every finding that an upgrade resolves: the same id. */
const step: Step = {
  kind: 'decide',
  id: 'nginx/upgrade',
  title: { en: 'Upgrade nginx', zh: '升级 nginx' },
  why: {
    en: 'The holes are in the program; the configuration only opens the way to them',
    zh: '漏洞在程序之中，配置只是通向漏洞的途径',
  },
  needs: [],
  risk: 'outage',
  question: {
    en: 'Where does nginx come from here: the distribution (install its security updates), or its makers (install the current release)?',
    zh: '这里的 nginx 来自何处：发行版（安装其安全更新），还是官方（安装当前版本）？',
  },
  verify: [
    {
      argv: ['nginx', '-v'],
      says: { en: 'the version that is installed', zh: '已安装的版本' },
    },
  ],
}

export const upgrade: Fix = {
  title: { en: 'upgrade nginx', zh: '升级 nginx' },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps: [step],
}
