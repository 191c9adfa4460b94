import { isForTerraform, type SourceFile } from '../../text/index.ts'
import { inDockerfile } from '../dockerfile/held.ts'
import { inHcl } from '../hcl/keys.ts'
import { keysInYaml } from '../manifest/keys.ts'
import { inJenkinsfile } from '../programs/groovy.ts'
import { inMakefile } from '../programs/make.ts'
import { inVagrantfile } from '../programs/ruby.ts'
import type { Inset } from '../scalar/index.ts'
import { inShell } from '../shell/held.ts'
import { readIn } from './dialect.ts'
import { isScript, languageByText, languageOf } from './language.ts'
import { scriptsInYaml } from './scripts.ts'
import { terraform } from './terraform.ts'
import { type Held, type Key, type Language, type Nested, whole, within } from './text.ts'

/** A text of a file that is read for what stands in it, the file itself first. */
export interface Text extends Nested {
  /** The files that it holds; those that are read as texts themselves are not among them. */
  readonly keys: readonly Key[]
}

const readers: Readonly<Record<Language, (text: string) => Held>> = {
  shell: inShell,
  dockerfile: inDockerfile,
  hcl: inHcl,
  vagrantfile: inVagrantfile,
  jenkinsfile: inJenkinsfile,
  makefile: inMakefile,
  yaml: text => ({ keys: keysInYaml(text), texts: scriptsInYaml(text) }),
}

/** Nobody writes scripts in scripts in scripts deeper than this. */
const deepest = 5

const known = new WeakMap<SourceFile, readonly Text[]>()

/** The texts in a file, however deep: a script in a manifest, a file that it writes and that is a script … */
export function textsIn(file: SourceFile): readonly Text[] {
  const found = known.get(file)
  if (found) return found
  const language = languageOf(file) ?? (isScript(file.path) ? undefined : 'yaml')
  const texts =
    language === undefined
      ? []
      : read({ language, inset: contentOf(file), ...(language === 'dockerfile' && { container: true }) }, 0)
  known.set(file, texts)
  return texts
}

/** What a file holds; of a template of Terraform with its tags as other templates have them. */
function contentOf(file: SourceFile): Inset {
  const own = whole(file.text)
  const filled = isForTerraform(file) ? readIn(terraform, file.text, own.style) : undefined
  return filled ?? own
}

function read(text: Nested, depth: number): Text[] {
  const { keys, texts } = readers[text.language](text.inset.value.text)
  const scripts = keys.map(key => ({ key, nested: asText(key) }))
  const files = scripts.flatMap(({ key, nested }) => (nested ? [] : [key]))
  const nested = depth < deepest ? once([...texts, ...scripts.flatMap(each => each.nested ?? [])]) : []
  const placed = files.map(key => ({
    ...key,
    at: text.inset.value.at(key.at),
    inset: key.inset && within(text.inset, key.inset),
  }))
  const inside = nested.map(each => ({
    ...each,
    inset: within(text.inset, each.inset),
    ...(text.container && { container: true as const }),
  }))
  return [{ ...text, keys: placed }, ...inside.flatMap(each => read(each, depth + 1))]
}

/** A text may be one by its key and by what it looks like. */
function once(texts: readonly Nested[]): Nested[] {
  const places = new Set<number>()
  return texts.filter(({ inset }) => places.size < places.add(inset.value.at(0)).size)
}

/** A file that is a script or a manifest itself. Of a ConfigMap it is run in a container. */
function asText({ name, inset, placed }: Key): Nested | undefined {
  if (!inset) return undefined
  const { text } = inset.value
  const language = languageOf({ path: name, text }) ?? languageByText(text)
  return language && { language, inset, ...(!placed && { container: true }) }
}
