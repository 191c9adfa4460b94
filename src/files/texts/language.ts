import type { SourceFile } from '../../text/index.ts'
import type { Language } from './text.ts'

const languages = (lines: string): ReadonlyMap<string, Language> =>
  new Map(
    lines.split('\n').flatMap(line => {
      const [language = '', ...names] = line.trim().split(' ')
      return names.map((name): [string, Language] => [name, language as Language])
    }),
  )

/** By what names end in. */
const byEnding: ReadonlyMap<string, Language> = languages(`yaml yaml yml json
  shell sh bash
  dockerfile dockerfile
  hcl tf tofu hcl nomad
  jenkinsfile jenkinsfile
  makefile mk`)

/** By whole names. */
const byName: ReadonlyMap<string, Language> = languages(`dockerfile Dockerfile Containerfile
  vagrantfile Vagrantfile
  jenkinsfile Jenkinsfile
  makefile GNUmakefile Makefile makefile`)

/** There may be several: `Dockerfile.prod`. */
const inStages: ReadonlySet<Language> = new Set<Language>(['dockerfile', 'jenkinsfile'])
/** Templates of manifests and scripts are read like them: `nginx.yaml.j2`. */
const inTemplates: ReadonlySet<Language> = new Set<Language>(['yaml', 'shell'])
const filledIn: ReadonlySet<string> = new Set(['j2', 'tftpl', 'tpl', 'tmpl', 'gotmpl', 'erb'])

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** What a name says. Asked of every path: one pattern for all of them takes a millisecond to compile. */
function byPath(path: string): Language | undefined {
  const name = nameOf(path)
  return byEndings(name.split('.')) ?? byWhole(name)
}

/** The last word of a name, or the last but one of a template. */
function byEndings(words: readonly string[]): Language | undefined {
  const last = words.length > 1 ? words.at(-1) : undefined
  if (last === undefined || !filledIn.has(last)) return byEnding.get(last ?? '')
  const language = words.length > 2 ? byEnding.get(words.at(-2) ?? '') : undefined
  return language && inTemplates.has(language) ? language : undefined
}

function byWhole(name: string): Language | undefined {
  const known = byName.get(name)
  if (known) return known
  const dot = name.indexOf('.')
  const language = dot === -1 ? undefined : byName.get(name.slice(0, dot))
  return language && inStages.has(language) && /^[\w-]+$/.test(name.slice(dot + 1)) ? language : undefined
}

/** What cloud-init calls its file is a script or YAML. */
const isUserData = (path: string): boolean => nameOf(path) === 'user-data'

/** Where scripts lie that have no ending: the first line says whether it is one. */
const entrypoints: ReadonlySet<string> = new Set(['entrypoint', 'docker-entrypoint'])
const scripts = /(?:^|\/)(?:scripts|hooks|debian\/tests)\/[\w-]+$/
const ofPackage = /(?:^|\/)(?:DEBIAN\/|debian\/(?:[\w+-]+\.)?)(?:pre|post)(?:inst|rm)$/

/** Where `scripts` finds something one of these stands. */
const around = ['scripts/', 'hooks/', 'tests/']

function isLikeScript(path: string): boolean {
  if (path.endsWith('inst') || path.endsWith('rm')) if (ofPackage.test(path)) return true
  return entrypoints.has(nameOf(path)) || (around.some(folder => path.includes(folder)) && scripts.test(path))
}

/** May the file hold other files, as manifests, scripts and Dockerfiles do? */
export const isManifest = (path: string): boolean =>
  byPath(path) !== undefined || isUserData(path) || isLikeScript(path)

/** May `kubectl` take it? Of scripts and Terraform it takes what they give it. */
export const isForCluster = (path: string): boolean => byPath(path) === 'yaml'

/** What a file is read as: by its name, or without an ending by its first line. */
export function languageOf({ path, text }: Pick<SourceFile, 'path' | 'text'>): Language | undefined {
  return byPath(path) ?? (/(?:^|\/)[^./]+$|\.(?:pre|post)(?:inst|rm)$/.test(path) ? languageByText(text) : undefined)
}

const shebang = /^#![ \t]*\/\S*(?:\/|[ \t])(?:ba|da|a|k|z)?sh\b/

/** A script by its first line, or what cloud-init calls its YAML. */
export const languageByText = (text: string): Language | undefined =>
  shebang.test(text) ? 'shell' : text.startsWith('#cloud-config') ? 'yaml' : undefined

/** Is it a script, if anything? What has no such name, as standard input has none, may be a manifest. */
export const isScript = (path: string): boolean => isManifest(path) && !isUserData(path)

export interface InManifest {
  readonly file: string
  /** What of it is asked for; the whole without a name. */
  readonly name: string | undefined
}

/** The manifests that a path may lead into, the outermost first: some names are those of folders too. */
export function insideManifest(path: string): InManifest[] {
  const found: InManifest[] = []
  for (let end = path.indexOf('/', 1); end !== -1; end = path.indexOf('/', end + 1)) {
    const file = path.slice(0, end)
    if (isManifest(file)) found.push({ file, name: path.slice(end + 1) || undefined })
  }
  return isManifest(path) ? [...found, { file: path, name: undefined }] : found
}
