import { readYaml, refuse } from '../../baseline/document.ts'
import { validators } from '../../baseline/schema.gen.ts'
import { complaints, type Validate } from '../../baseline/validate.ts'
import type { SourceFile } from '../../text/index.ts'
import type { WaiverEntry } from '../types.ts'

const keys = ['waivers', 'rule', 'path', 'subject', 'reason', 'owner', 'until']

/**
 * The entries of a `confward.waivers.yaml`, each with its place. Unknown rules and dates that have passed are not
 * errors here: they become findings.
 * @throws BaselineError whose message has a line `path:line:column: …` for everything that is wrong.
 */
export async function loadWaivers(file: SourceFile): Promise<WaiverEntry[]> {
  const yaml = await readYaml(file)
  refuse(yaml, complaints(validators.waivers as Validate, yaml.value, keys))
  const { waivers } = yaml.value as { waivers: readonly Omit<WaiverEntry, 'at'>[] }
  return waivers.map((entry, index) => ({
    ...entry,
    at: { file, span: yaml.place(['waivers', String(index), 'rule']) },
  }))
}
