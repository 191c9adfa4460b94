import { fileURLToPath } from 'node:url'
import { buildIfStale } from '../../src/dev/build.ts'

/** End-to-end tests run the program as it is shipped. */
export default function setup(): void {
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
  buildIfStale()
}
