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

const any = [...names.map(([, name]) => name), userData].join('|')
const endings = new RegExp(`(?:${any})$`)
const within = new RegExp(`(?:${any})\\/`)
const languages = names.map(([language, name]) => [language, new RegExp(`(?:${name})$`)] as const)

/** May the file hold other files, as manifests, scripts and Dockerfiles do? */
export const isManifest = (path: string): boolean => endings.test(path)

/** May `kubectl` take it? Of scripts and Terraform it takes what they give it. */
export const isForCluster = (path: string): boolean => languages.find(([, name]) => name.test(path))?.[0] === 'yaml'

/** What a file is read as: by its name, or without an ending by its first line. */
export function languageOf({ path, text }: Pick<SourceFile, 'path' | 'text'>): Language | undefined {
  const named = languages.find(([, name]) => name.test(path))?.[0]
  return named ?? (/(?:^|\/)[^./]+$/.test(path) ? languageByText(text) : undefined)
}

const shebang = /^#![ \t]*\/\S*(?:\/|[ \t])(?:ba|da|a|k|z)?sh\b/

/** A script by its first line, or what cloud-init calls its YAML. */
export const languageByText = (text: string): Language | undefined =>
  shebang.test(text) ? 'shell' : text.startsWith('#cloud-config') ? 'yaml' : undefined

/** The manifest that a path leads into, and what of it is asked for; the whole without a name. */
export function insideManifest(path: string): { readonly file: string; readonly name: string | undefined } | undefined {
  const found = within.exec(path)
  if (!found) return isManifest(path) ? { file: path, name: undefined } : undefined
  const end = found.index + found[0].length
  return { file: path.slice(0, end - 1), name: path.slice(end) || undefined }
}
