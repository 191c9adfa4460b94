import type { Localized } from '../message/index.ts'
import type { Linked } from './write/index.ts'

/** What is said of files that other names keep as they were. */
export const partings = (all: readonly Linked[]): Localized[] =>
  all.map(({ path, others }) => ({
    en: `${path} was a hard link: ${others === 1 ? 'its other name keeps' : `its ${others} other names keep`} the former text`,
    zh: `${path} 曾是硬链接：其另外 ${others} 个名称仍保留原内容`,
  }))
