import { dirname } from 'node:path'
import type { Disk } from './disk.ts'

/** Directories that a new file needs and that are not there yet, the outermost first. */
export function missingFolders(path: string, disk: Disk): string[] {
  const folder = dirname(path)
  return folder === path || disk.exists(folder) ? [] : [...missingFolders(folder, disk), folder]
}

export function makeFolders(folders: readonly string[], disk: Disk): void {
  for (const folder of folders) {
    disk.makeDirectory(folder, 0o755)
    disk.syncDirectory(dirname(folder))
  }
}

/** What others put into them meanwhile stays, and they with it. */
export function unmakeFolders(folders: readonly string[], disk: Disk): void {
  for (const folder of folders.toReversed()) disk.removeEmpty(folder)
}
