import type { Report, ReportWithin } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'

/** Files that something is told of: of the others only named files are judged in them. */
export const judgedFiles = ({ files }: Report): Report['files'] => files.filter(({ context }) => !context)

/** One line for each main file that was not named, in which named files were judged. */
export const withinLines = ({ within = [] }: Report): Localized[] => within.map(line)

const shown = 2

function line({ root, files, untold }: ReportWithin): Localized {
  const more = files.length - shown
  const [others, rest] = more > 0 ? [` and ${more} more`, `等 ${files.length} 个文件`] : ['', '']
  const named = files.slice(0, shown)
  const [en, zh] =
    untold === 0 ? ['', ''] : [`; ${findings(untold)} in its other files`, `；其余文件中另有 ${untold} 个发现`]
  return {
    en: `judged in ${root}, which includes ${named.join(', ')}${others}${en}`,
    zh: `在包含 ${named.join('、')}${rest} 的 ${root} 中判断${zh}`,
  }
}

const findings = (count: number): string => (count === 1 ? '1 finding' : `${count} findings`)
