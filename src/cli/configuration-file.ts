import { readYaml, refuse } from '../baseline/document.ts'
import type { Complaint } from '../baseline/validate.ts'
import { unknown } from '../baseline/validate.ts'
import { dirname, join } from '../files/index.ts'
import type { SourceFile } from '../text/index.ts'
import { isBaselineFile, roleNames } from './option.ts'

/** A `confward.yaml`. The command line wins over everything in it. */
export interface Configuration {
  /** A name, or a path as seen from the working directory. */
  readonly baseline?: string
  readonly 'fail-on'?: string
  /** As after --target. */
  readonly target?: string
  readonly roles?: readonly string[]
  readonly peer?: string
}

const severities = ['critical', 'high', 'medium', 'low', 'info', 'never']

/** What each key must be; the text is the complaint when it is not. */
const keys: Readonly<Record<string, { readonly fits: (value: unknown) => boolean; readonly wanted: string }>> = {
  baseline: { fits: value => typeof value === 'string', wanted: 'the name or path of a baseline' },
  'fail-on': { fits: value => severities.includes(String(value)), wanted: severities.join(', ') },
  target: { fits: isVersions, wanted: 'versions by name, as in nginx: 1.22.1' },
  roles: { fits: value => Array.isArray(value) && value.every(isRole), wanted: `a list of ${roleNames.join(', ')}` },
  peer: { fits: value => typeof value === 'string', wanted: 'a file, or mikrotik[:release]' },
}

const isRole = (value: unknown): boolean => roleNames.includes(String(value))

function isVersions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(each => typeof each === 'string' || typeof each === 'number')
}

/** @throws BaselineError whose message has a line `path:line:column: …` for everything that is wrong. */
export async function parseConfiguration(file: SourceFile): Promise<Configuration> {
  const yaml = await readYaml(file)
  const value = (yaml.value ?? {}) as Record<string, unknown>
  refuse(yaml, complaintsAbout(value))
  const { baseline, target, ...rest } = value as { baseline?: string; target?: Record<string, unknown> }
  return {
    ...(rest as Configuration),
    ...(baseline && { baseline: isBaselineFile(baseline) ? join(dirname(file.path), baseline) : baseline }),
    ...(target && {
      target: Object.entries(target)
        .map(([name, version]) => `${name}=${version}`)
        .join(','),
    }),
  }
}

function complaintsAbout(value: Record<string, unknown>): Complaint[] {
  if (typeof value !== 'object' || Array.isArray(value))
    return [{ path: [], atKey: false, message: { en: 'the file is no mapping', zh: '文件不是映射' } }]
  return Object.entries(value).flatMap(([key, each]): Complaint[] => {
    const known = keys[key]
    if (!known) return [{ path: [key], atKey: true, message: unknown('key', key, Object.keys(keys)) }]
    if (known.fits(each)) return []
    const message = { en: `${key} is not ${known.wanted}`, zh: `${key} 应为：${known.wanted}` }
    return [{ path: [key], atKey: false, message }]
  })
}
