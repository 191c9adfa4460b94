import type { NginxModel } from '../../formats/nginx/model.ts'
import { between, type Edit, editsByPath } from '../../text/index.ts'

/** What leads from the files as `first` leaves them to those that `final` makes. The model's are what both count in. */
export function secondStage(model: NginxModel, first: readonly Edit[], final: readonly Edit[]): Edit[] {
  const before = editsByPath(first)
  const after = editsByPath(final)
  const paths = new Set([...before.keys(), ...after.keys()])
  return model.forest.trees
    .filter(({ file }) => paths.has(file.path))
    .flatMap(({ file }) => between(file.text, before.get(file.path) ?? [], after.get(file.path) ?? []))
}
