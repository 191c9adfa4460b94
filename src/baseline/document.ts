import type { Document, Node } from 'yaml'
import type { Localized } from '../message/index.ts'
import type { SourceFile, Span } from '../text/index.ts'
import { position } from '../text/index.ts'
import { BaselineError } from './merge.ts'
import type { Complaint } from './validate.ts'

/** A YAML file of the user's, with the places of its parts. */
export interface YamlFile {
  readonly file: SourceFile
  readonly value: unknown
  /** The part at a path of keys and indexes, else the nearest part around it. */
  place(path: readonly string[], atKey?: boolean): Span
}

/**
 * Parses YAML. The parser is only loaded when a user has such a file.
 * @throws BaselineError with `path:line:column` when it is no YAML.
 */
export async function readYaml(file: SourceFile): Promise<YamlFile> {
  const { isMap, isSeq, isScalar, parseDocument, visit } = await import('yaml')
  // Unique keys are looked for below: the parser compares each with every other.
  const document = parseDocument(file.text, { prettyErrors: false, uniqueKeys: false })
  const [error] = document.errors
  if (error)
    throw new BaselineError(
      inBoth(at(file, error.pos[0]), wordsOf(error.code) ?? (error.message.split('\n')[0] as string)),
    )
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) throw new BaselineError(inBoth(at(file, key.range?.[0] ?? 0), twice))
        seen.add(key.value)
      }
    },
  })
  const step = (node: unknown, key: string): Parts => {
    if (isSeq(node)) return { value: node.items[Number(key)] as Node | undefined }
    if (!isMap(node)) return {}
    const pair = node.items.find(each => isScalar(each.key) && String(each.key.value) === key)
    return pair ? { key: pair.key as Node, value: pair.value as Node | undefined } : {}
  }
  return {
    file,
    value: plainValue(document, file),
    place: (path, atKey) => placeIn(document.contents, path, { step, atKey }),
  }
}

const inBoth = (place: string, words: Localized | string): Localized => {
  const { en, zh } = typeof words === 'string' ? { en: words, zh: words } : words
  return { en: `${place}: ${en}`, zh: `${place}: ${zh}` }
}

const twice: Localized = { en: 'the key stands here twice', zh: '此键重复出现' }

/** In place of words of the parser for those who call it. */
const wordsOf = (code: string): Localized | undefined =>
  code === 'MULTIPLE_DOCS'
    ? { en: 'a second document begins here, only one is read', zh: '此处开始第二个文档，只读取一个' }
    : code === 'RESOURCE_EXHAUSTION'
      ? { en: 'nested too deeply', zh: '嵌套过深' }
      : undefined

interface Parts {
  readonly key?: Node | undefined
  readonly value?: Node | undefined
}

function plainValue(document: Document, file: SourceFile): unknown {
  try {
    return document.toJS()
  } catch (error) {
    throw new BaselineError(`${file.path}:1:1: ${(error as Error).message}`)
  }
}

interface How {
  readonly step: (node: unknown, key: string) => Parts
  readonly atKey: boolean | undefined
}

function placeIn(contents: unknown, path: readonly string[], { step, atKey }: How): Span {
  let node = contents as Node | undefined
  let best = node
  for (const [depth, key] of path.entries()) {
    const { key: keyNode, value } = step(node, key)
    best = (atKey && depth === path.length - 1 ? keyNode : value) ?? keyNode ?? value ?? best
    node = value
  }
  const [start = 0, end = 0] = best?.range ?? []
  return { start, end }
}

/** `baselines/own.yaml:12:5` */
export function at(file: SourceFile, offset: number): string {
  const { line, column } = position(file, offset)
  return `${file.path}:${line}:${column}`
}

/** Each has its place looked up. */
export const mostTold = 100

/** @throws BaselineError with one line for each complaint. */
export function refuse(yaml: YamlFile, complaints: readonly Complaint[]): void {
  if (complaints.length === 0) return
  const told = complaints.slice(0, mostTold).map(({ path, atKey, message }) => {
    const place = at(yaml.file, yaml.place(path, atKey).start)
    return { en: `${place}: ${message.en}`, zh: `${place}: ${message.zh}` }
  })
  const more = complaints.length > mostTold ? ['…'] : []
  const lines = (lang: keyof Localized): string => [...new Set(told.map(each => each[lang])), ...more].join('\n')
  throw new BaselineError({ en: lines('en'), zh: lines('zh') })
}
