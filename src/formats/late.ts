import type { SourceFile } from '../text/index.ts'
import type { Format } from './format.ts'

/**
 * A format whose code runs when a file may be one of it, or when it is named. `plausible`: cheap; false is certain. In
 * the bundle `whole` loads a file of its own (`rolldown.config.ts`): most inputs have one format.
 */
export const late = (id: Format['id'], plausible: (file: SourceFile) => boolean, whole: () => Format): Format => ({
  id,
  detect: file => (plausible(file) ? whole().detect(file) : 0),
  parse: file => whole().parse(file),
  load: (...given) => whole().load(...given),
  resolve: (...given) => whole().resolve(...given),
  filled: (forest, world) => whole().filled?.(forest, world) ?? forest,
  effective: model => whole().effective(model),
  comment: text => whole().comment(text),
})
