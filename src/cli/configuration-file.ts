import { dirname, relative, resolve } from 'node:path'
import { badControls } from '../baseline/controls.ts'
import { readYaml, refuse } from '../baseline/document.ts'
import { validators } from '../baseline/schema.gen.ts'
import type { Baseline, Control } from '../baseline/types.ts'
import { complaints, type Validate } from '../baseline/validate.ts'
import type { PathMap } from '../files/index.ts'
import type { SourceFile } from '../text/index.ts'
import { isBaselineFile } from './option.ts'

/** A `confward.yaml`, its paths as seen from the working directory. The command line wins over everything in it. */
export interface Configuration {
  /** What is checked when nothing is named. */
  readonly paths?: readonly string[]
  /** A name or a path. */
  readonly baseline?: string
  readonly 'fail-on'?: string
  /** As after --target. */
  readonly target?: string
  /** Third-party modules that nginx has. */
  readonly modules?: readonly string[]
  readonly roles?: readonly string[]
  readonly peer?: string
  readonly includes?: PathMap
  readonly waivers?: string
  /** As after --format. */
  readonly output?: readonly string[]
  /** Laid over the baseline. */
  readonly rules?: Baseline['controls']
}

/** As it is written. */
interface Written extends Omit<Configuration, 'target' | 'rules'> {
  readonly target?: Readonly<Record<string, unknown>>
  readonly rules?: Readonly<Record<string, string | Control>>
}

/** Keys of the file, of `target` and of a rule: candidates for a key that nobody knows. */
const keys = [
  ...['paths', 'baseline', 'fail-on', 'target', 'modules', 'roles', 'peer', 'includes', 'waivers', 'output', 'rules'],
  ...['nginx', 'openssl', 'pcre2', 'openvpn', 'kernel', 'systemd', 'distribution', 'severity', 'options', 'why'],
]

/** @throws BaselineError whose message has a line `path:line:column: …` for everything that is wrong. */
export async function parseConfiguration(file: SourceFile, cwd: string): Promise<Configuration> {
  const yaml = await readYaml(file)
  refuse(yaml, complaints(validators.configuration as Validate, yaml.value, keys))
  const { baseline, target, rules, paths, includes, waivers, ...rest } = (yaml.value ?? {}) as Written
  const controls = Object.fromEntries(Object.entries(rules ?? {}).map(([id, each]) => [id, controlOf(each)]))
  refuse(yaml, badControls(controls, ['rules']))
  const seen = (path: string): string =>
    path.startsWith('/') ? path : relative(cwd, resolve(cwd, dirname(file.path), path)) || '.'
  return {
    ...rest,
    ...(paths && { paths: paths.map(seen) }),
    ...(waivers && { waivers: seen(waivers) }),
    ...(includes && { includes: Object.fromEntries(Object.entries(includes).map(([host, own]) => [host, seen(own)])) }),
    ...(rules && { rules: controls }),
    ...(baseline && { baseline: isBaselineFile(baseline) ? seen(baseline) : baseline }),
    ...(target && { target: Object.entries(target).map(versionOf).join(',') }),
  }
}

const versionOf = ([name, version]: readonly [string, unknown]): string => `${name}=${version}`

const controlOf = (written: string | Control): Control =>
  typeof written === 'string' ? { severity: written as NonNullable<Control['severity']> } : written
