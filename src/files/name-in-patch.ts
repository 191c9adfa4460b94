import type { SourceFile } from '../text/index.ts'
import type { FileStore } from './store.ts'

const slash = 0x2f

/**
 * The bytes that a patch has to name a file by, where its text alone would not say them: a name that is no UTF-8, or one
 * that is more than ASCII above lines in another encoding. `place`: the path behind links.
 */
export function nameInPatch(
  files: FileStore,
  place: string,
  { path, encoding = 'utf8' }: Partial<SourceFile>,
): Uint8Array | undefined {
  const whole = files.nameInBytes?.(path ?? place)
  if (whole) return lastParts(whole, place.split('/').filter(part => part !== '' && part !== '.').length)
  return encoding !== 'utf8' && /[^\x00-\x7f]/.test(place) ? new TextEncoder().encode(place) : undefined
}

function lastParts(bytes: Uint8Array, count: number): Uint8Array {
  let at = bytes.length
  for (let left = count; left > 0 && at > 0; left--) at = bytes.lastIndexOf(slash, at - 1)
  return bytes.subarray(at + 1)
}
