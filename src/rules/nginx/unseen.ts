import type { NginxModel } from '../../formats/nginx/model.ts'

/** A file that we did not see may hold more statements. */
export const hasUnseen = ({ forest: { unreadable, complete, included } }: NginxModel): boolean =>
  unreadable.length > 0 || (!complete && [...(included?.values() ?? [])].some(trees => trees.length === 0))
