import type { Localized } from '../../message/index.ts'

/** Where no file says what runs the daemon. */
export const restartQuestion: Localized = {
  en: 'Nothing in the files says how the daemon is started: restart it, then go on',
  zh: '文件中没有说明守护进程如何启动：请重启后继续',
}
