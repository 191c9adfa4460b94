import { dirname, type FileStore, isUnreadable, join } from '../files/index.ts'
import type { SourceFile } from '../text/index.ts'
import { builtinNames, builtinSource, defaultBaseline } from './builtin.ts'
import { badControls } from './controls.ts'
import { at, readYaml, refuse, type YamlFile } from './document.ts'
import { BaselineError, circle, flatten, settingId } from './merge.ts'
import { validators } from './schema.gen.ts'
import type { Baseline, SettingControl } from './types.ts'
import { type Complaint, complaints, unknown, type Validate } from './validate.ts'

/** Does a word after `--baseline` or in `extends` mean a file? */
export const isBaselinePath = (word: string): boolean => /[/\\]|\.ya?ml$/.test(word)

/**
 * Reads a user's baseline with everything it extends. One that extends nothing extends the default one; `extends: []`
 * starts from nothing.
 * @throws BaselineError whose message has a line `path:line:column: …` for everything that is wrong.
 */
export async function loadBaseline(path: string, store: FileStore): Promise<Baseline> {
  const known = new Map<string, Baseline>()
  const source = await readWithParents(path, { store, known })
  return flatten(source, name => known.get(name) ?? builtinSource(name))
}

/** A file that one of the chain extends, and where it says so. */
interface Mention {
  readonly chain: readonly string[]
  readonly place: string
}

async function readWithParents(
  path: string,
  reading: { readonly store: FileStore; readonly known: Map<string, Baseline> },
  { chain, place }: Mention = { chain: [], place: '' },
): Promise<Baseline> {
  const { store, known } = reading
  const file = store.read(path)
  if (isUnreadable(file)) throw new BaselineError(`${place}${path}: ${file.detail}`)
  const { source, yaml } = await sourceOf(file)
  const parents = source.extends.map(name => (isBaselinePath(name) ? join(dirname(path), name) : name))
  const baseline = { ...source, extends: parents }
  known.set(path, baseline)
  const own = [...chain, path]
  for (const [index, parent] of parents.entries()) {
    const said = `${at(file, yaml.place(['extends', String(index)]).start)}: `
    const { en, zh } = circle([...own, parent])
    if (own.includes(parent)) throw new BaselineError({ en: said + en, zh: said + zh })
    if (isBaselinePath(parent) && !known.has(parent))
      await readWithParents(parent, reading, { chain: own, place: said })
  }
  return baseline
}

/** One file, checked by itself. */
async function sourceOf(file: SourceFile): Promise<{ readonly source: Baseline; readonly yaml: YamlFile }> {
  const yaml = await readYaml(file)
  refuse(yaml, complaints(validators.baseline as Validate, yaml.value, keys))
  const written = yaml.value as Partial<Baseline>
  const controls = Object.entries(written.controls ?? {}).map(([id, control]) => [id, control ?? {}] as const)
  const baseline: Baseline = {
    name: written.name ?? file.path,
    version: String(written.version ?? '1'),
    description: written.description ?? '',
    ...(written['description-zh'] !== undefined && { 'description-zh': written['description-zh'] }),
    extends: written.extends ?? [defaultBaseline],
    ...(written.evidence !== undefined && { evidence: written.evidence }),
    controls: Object.fromEntries(controls),
    settings: written.settings ?? [],
  }
  refuse(yaml, [
    ...unknownParents(baseline),
    ...badControls(baseline.controls, ['controls'], baseline.settings.map(settingId)),
    ...badSettings(baseline),
  ])
  return { source: baseline, yaml }
}

/** Every key the schema knows, for did-you-mean. */
const keys = [
  ...[
    'name',
    'version',
    'description',
    'description-zh',
    'extends',
    'evidence',
    'controls',
    'settings',
    'severity',
    'options',
    'why',
    'refs',
    'id',
  ],
  ...['format', 'setting', 'where', 'equals', 'oneOf', 'minimum', 'maximum', 'absent', 'matches'],
]

const unknownParents = ({ extends: parents }: Baseline): Complaint[] =>
  parents.flatMap((name, index) =>
    isBaselinePath(name) || builtinSource(name)
      ? []
      : [{ path: ['extends', String(index)], atKey: false, message: unknown('baseline', name, builtinNames) }],
  )

const comparators = ['equals', 'oneOf', 'minimum', 'maximum', 'absent', 'matches'] as const

const badSettings = ({ settings }: Baseline): Complaint[] =>
  settings.flatMap((setting, index) => {
    const path = ['settings', String(index)]
    if (!comparators.some(name => setting[name] !== undefined))
      return [{ path, atKey: false, message: comparesNothing }]
    return badPattern(setting) ? [{ path: [...path, 'matches'], atKey: false, message: noPattern }] : []
  })

const comparesNothing = {
  en: `a setting needs one of ${comparators.join(', ')}`,
  zh: `setting 需要以下之一：${comparators.join(', ')}`,
}
const noPattern = { en: 'matches is no regular expression', zh: 'matches 不是正则表达式' }

function badPattern({ matches }: SettingControl): boolean {
  try {
    new RegExp(matches ?? '', 'u')
    return false
  } catch {
    return true
  }
}
