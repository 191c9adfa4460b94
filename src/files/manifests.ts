import { type Edit, leading, lineSpan, type Part, position, type SourceFile, type Span } from '../text/index.ts'
import type { Inset } from './scalar/index.ts'
import { settingKeys } from './settings/keys.ts'
import type { Key } from './texts/text.ts'
import { textsIn } from './texts/texts.ts'

const known = new WeakMap<SourceFile, readonly SourceFile[]>()

/**
 * Configurations inside a manifest: values under `data` of ConfigMaps, the snippets of ingress-nginx, and files that
 * cloud-init, Ansible, Docker Compose, shell scripts and Dockerfiles write, however they are written;
 * and the kernel settings that Ansible and scripts make one by one. Templates (Helm)
 * are read like other text. Offsets of such a file lie behind those of the manifest, in no other part: `inWhole` and `writtenIn` lead back.
 */
export function partsOf(file: SourceFile): readonly SourceFile[] {
  const found = known.get(file)
  if (found) return found
  const parts = laidOut(file, named([...keysIn(file), ...settingKeys(file)]))
  known.set(file, parts)
  return parts
}

const keysIn = (file: SourceFile): readonly Key[] => textsIn(file).flatMap(({ keys }) => keys)

/** Keys that by their names hold nginx configuration, whose values are not in the manifest or no scalars. */
export const unreadKeys = (file: SourceFile): readonly Span[] =>
  keysIn(file)
    .filter(({ inset, name, context }) => !inset && (context || /nginx|\.(?:conf|ovpn)$/.test(name)))
    .map(({ at }) => ({ start: at, end: lineSpan(file, position(file, at).line).end }))

/** The edit as one of the manifest; undefined when the style of the scalar cannot hold it. Other edits stay as they are. */
export function writtenIn(file: SourceFile, edit: Edit): Edit | undefined {
  if (edit.span.start <= file.text.length) return edit
  const part = partAt(partsOf(file), edit.span.start)
  const written = part?.inlay?.write(edit.span, edit.text)
  return written && { path: edit.path, ...written }
}

/** The style of the scalar that holds an offset of a part. */
export const styleAt = (file: SourceFile, offset: number): string | undefined =>
  partAt(partsOf(file), offset)?.inlay?.style

/** The last part that begins at or before an offset. */
const partAt = (parts: readonly SourceFile[], offset: number): Part | undefined =>
  parts[
    Math.max(
      1,
      leading(parts, each => (each.part?.start ?? 0) <= offset),
    ) - 1
  ]?.part

interface Named {
  readonly part: Omit<Part, 'whole' | 'start' | 'inlay'>
  readonly inset: Inset
}

/** Of several with the same key, each has the name of its object in front, else a number. */
function named(keys: readonly Key[]): Named[] {
  const texts = keys.filter(isText)
  const counts = new Map<string, number>()
  for (const { name } of texts) counts.set(name, (counts.get(name) ?? 0) + 1)
  const numbers = new Map<string, number>()
  return texts.map(({ name: key, owner, inset, context, modules, placed }) => {
    const full = counts.get(key) === 1 ? key : `${owner}/${key}`
    const number = (numbers.get(full) ?? 0) + 1
    numbers.set(full, number)
    const name = number === 1 ? full : `${owner}-${number}/${key}`
    return { part: { name, context, ...(modules && { modules }), ...(placed && { placed }) }, inset }
  })
}

/** Blocks are texts; of what stands on a line only what has the marks of a configuration is, not `debug: "true"`. */
const isText = (key: Key): key is Key & { readonly inset: Inset } =>
  key.inset !== undefined &&
  key.inset.value.text !== '' &&
  (/^(?:literal|here-document|settings|printed)$/.test(key.inset.style) ||
    key.context !== undefined ||
    /[;{]|\n./.test(key.inset.value.text))

/** One text holds the manifest and, line by line behind it, the values: those of all parts are pieces of it. */
function laidOut(whole: SourceFile, parts: readonly Named[]): SourceFile[] {
  const text = [whole.text, ...parts.map(({ inset }) => inset.value.text)].join('\n')
  const { path, encoding } = whole
  let start = whole.text.length + 1
  return parts.map(({ part, inset }) => {
    const own = start
    const end = own + inset.value.text.length
    start = end + 1
    const inlay: Part['inlay'] = {
      style: inset.style,
      at: offset => inset.value.at(offset - own),
      write: (span, replacement) =>
        inset.write({ span: { start: span.start - own, end: span.end - own }, text: replacement }),
    }
    return { path, encoding, text: text.slice(0, end), part: { whole, start: own, ...part, inlay } }
  })
}
