import type { Localized } from '../message/index.ts'
import type { Check, Command } from './fix.ts'

/** What systemd knows of unit files is what they were when it read them: after each change, and after each way back. */
export const daemonReload: Command = { argv: ['systemctl', 'daemon-reload'], root: true }

/** Taken back together with the file that it reads. */
export const reloadedByFile: Localized = {
  en: 'nothing by itself: taking back the file reads the units again',
  zh: '无需单独撤销：撤销文件时会重新读取单元',
}

/** What systemd says of a unit: `Restart`, `After`. */
export const property = (unit: string, name: string, holds: string): Check => ({
  argv: ['systemctl', 'show', '-p', name, unit],
  expect: { contains: holds },
  says: { en: `${name} of ${unit} holds ${holds}`, zh: `${unit} 的 ${name} 含 ${holds}` },
})
