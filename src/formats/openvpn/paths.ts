import { dirname, hostRoot, join, onHost } from '../../files/index.ts'

/** Where relative paths of a daemon start, and which directory stands for `/`. */
export interface Place {
  readonly host: string | undefined
  readonly directory: string
}

/** The working directory is that of the root file, as the shipped units have it. */
export const startPlace = (root: string): Place => ({ host: hostRoot(root), directory: dirname(root) })

/** Where a path of an option lies in the store. */
export const locate = ({ host, directory }: Place, path: string): string =>
  path.startsWith('/') ? onHost(host, path) : join(directory, path)
