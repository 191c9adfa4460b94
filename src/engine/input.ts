import { type FileStore, memoryStore } from '../files/index.ts'
import type { LoadOptions } from '../formats/format.ts'
import { defaultTarget, type Target } from '../target/index.ts'
import type { AnalyzeInput } from './types.ts'

/** The store behind `input.files`. No roots stated: whatever can be recognised among values, everything of a store. */
export function openInput(input: AnalyzeInput): { store: FileStore; roots: readonly string[] | undefined } {
  if (isStore(input.files)) return { store: input.files, roots: input.roots ?? ['.'] }
  return { store: memoryStore(input.files), roots: input.roots }
}

const isStore = (files: AnalyzeInput['files']): files is FileStore => typeof files.read === 'function'

/** What the caller stated over what is assumed. `assumed` names what is left. */
export function targetOf(stated: Partial<Target> = {}): Target {
  const known = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined))
  const assumed = stated.assumed ?? defaultTarget.assumed.filter(name => !(name in known))
  return { ...defaultTarget, ...known, assumed }
}

export const loadOptions = ({ context, live }: AnalyzeInput): LoadOptions => ({
  ...(context && { context }),
  ...(live !== undefined && { live }),
})
