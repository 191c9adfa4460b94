import type { SourceFile } from '../../text/index.ts'

/** Templates of manifests are read like them. `user-data` is what cloud-init calls its file. */
const endings =
  /\.(?:(?:ya?ml|json)(?:\.(?:j2|tftpl|tpl|tmpl|gotmpl|erb))?|sh|bash|dockerfile)$|(?:^|\/)(?:user-data|(?:Docker|Container)file(?:\.[\w-]+)?)$/
const within =
  /(?:\.(?:(?:ya?ml|json)(?:\.(?:j2|tftpl|tpl|tmpl|gotmpl|erb))?|sh|bash|dockerfile)|(?:^|\/)(?:user-data|(?:Docker|Container)file(?:\.[\w-]+)?))\//

/** May the file hold other files, as manifests, scripts and Dockerfiles do? */
export const isManifest = (path: string): boolean => endings.test(path)

const dockerfile = /\.dockerfile$|(?:^|\/)(?:Docker|Container)file(?:\.[\w-]+)?$/
const script = /\.(?:sh|bash|dockerfile)$|(?:^|\/)(?:Docker|Container)file(?:\.[\w-]+)?$/

/** What is run or built, not read as YAML: by its name, or without one by its first line. */
export const isScript = ({ path, text }: SourceFile): boolean =>
  script.test(path) || (/(?:^|\/)[^./]+$/.test(path) && /^#![ \t]*\/\S*(?:\/|[ \t])(?:ba|da|a|k|z)?sh\b/.test(text))

/** Builds an image: kernel settings made there are those of no host. */
export const isDockerfile = (path: string): boolean => dockerfile.test(path)

/** The manifest that a path leads into, and what of it is asked for; the whole without a name. */
export function insideManifest(path: string): { readonly file: string; readonly name: string | undefined } | undefined {
  const found = within.exec(path)
  if (!found) return isManifest(path) ? { file: path, name: undefined } : undefined
  const end = found.index + found[0].length
  return { file: path.slice(0, end - 1), name: path.slice(end) || undefined }
}
