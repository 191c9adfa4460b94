import type { SourceFile } from '../../text/index.ts'
import type { Language } from './text.ts'

const filledIn = '(?:\\.(?:j2|tftpl|tpl|tmpl|gotmpl|erb))?'

/** By the ends of names. Templates of manifests and scripts are read like them. */
const names: readonly (readonly [language: Language, name: string])[] = [
  ['yaml', `\\.(?:ya?ml|json)${filledIn}`],
  ['shell', `\\.(?:sh|bash)${filledIn}`],
  ['dockerfile', '\\.dockerfile|(?:^|\\/)(?:Docker|Container)file(?:\\.[\\w-]+)?'],
  ['hcl', '\\.(?:tf|tofu|hcl|nomad)'],
  ['vagrantfile', '(?:^|\\/)Vagrantfile'],
  ['jenkinsfile', '(?:^|\\/)Jenkinsfile(?:\\.[\\w-]+)?|\\.jenkinsfile'],
  ['makefile', '(?:^|\\/)(?:GNUm|[Mm])akefile|\\.mk'],
]
/** What cloud-init calls its file is a script or YAML. */
const userData = '(?:^|\\/)user-data'

/** Where scripts lie that have no ending: the first line says whether it is one. */
const scripts = [
  '(?:^|\\/)(?:docker-)?entrypoint',
  '(?:^|\\/)(?:scripts|hooks|debian\\/tests)\\/[\\w-]+',
  '(?:^|\\/)(?:DEBIAN\\/|debian\\/(?:[\\w+-]+\\.)?)(?:pre|post)(?:inst|rm)',
]

const any = [...names.map(([, name]) => name), userData, ...scripts].join('|')
const endings = new RegExp(`(?:${any})$`)
const within = new RegExp(`(?:${any})(?=\\/)`, 'g')
const languages = names.map(([language, name]) => [language, new RegExp(`(?:${name})$`)] as const)

/** May the file hold other files, as manifests, scripts and Dockerfiles do? */
export const isManifest = (path: string): boolean => endings.test(path)

/** May `kubectl` take it? Of scripts and Terraform it takes what they give it. */
export const isForCluster = (path: string): boolean => languages.find(([, name]) => name.test(path))?.[0] === 'yaml'

/** What a file is read as: by its name, or without an ending by its first line. */
export function languageOf({ path, text }: Pick<SourceFile, 'path' | 'text'>): Language | undefined {
  const named = languages.find(([, name]) => name.test(path))?.[0]
  return named ?? (/(?:^|\/)[^./]+$|\.(?:pre|post)(?:inst|rm)$/.test(path) ? languageByText(text) : undefined)
}

const shebang = /^#![ \t]*\/\S*(?:\/|[ \t])(?:ba|da|a|k|z)?sh\b/

/** A script by its first line, or what cloud-init calls its YAML. */
export const languageByText = (text: string): Language | undefined =>
  shebang.test(text) ? 'shell' : text.startsWith('#cloud-config') ? 'yaml' : undefined

/** Is it a script, if anything? What has no such name, as standard input has none, may be a manifest. */
export const isScript = (path: string): boolean => isManifest(path) && !userDataFile.test(path)

const userDataFile = new RegExp(`${userData}$`)

export interface InManifest {
  readonly file: string
  /** What of it is asked for; the whole without a name. */
  readonly name: string | undefined
}

/** The manifests that a path may lead into, the outermost first: some names are those of folders too. */
export function insideManifest(path: string): InManifest[] {
  const found = [...path.matchAll(within)].map(({ 0: name, index }) => {
    const end = index + name.length
    return { file: path.slice(0, end), name: path.slice(end + 1) || undefined }
  })
  return isManifest(path) ? [...found, { file: path, name: undefined }] : found
}
