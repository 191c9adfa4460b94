import type { Edit, SourceFile, Span } from '../text/index.ts'
import * as inside from './inside/index.ts'
import type { Expanded } from './texts/unset.ts'

/** What stands inside other files: its readers are loaded when such a file is met, and most configurations are files. */

/** Configurations inside a manifest or a script. */
export const partsOf = (file: SourceFile): readonly SourceFile[] => inside.partsOf(file)

/** Keys that by their names hold nginx configuration, whose values are not in the manifest or no scalars. */
export const unreadKeys = (file: SourceFile): readonly Span[] => inside.unreadKeys(file)

/** The edit as one of the manifest; undefined when the style of the scalar cannot hold it. Other edits stay as they are. */
export const writtenIn = (file: SourceFile, edit: Edit): Edit | undefined => inside.writtenIn(file, edit)

/** The style of the scalar that holds an offset of a part. */
export const styleAt = (file: SourceFile, offset: number): string | undefined => inside.styleAt(file, offset)

/** Variables in the files that scripts write which nothing in their script sets, each where it stands first. */
export const unsetIn = (file: SourceFile): Expanded[] => inside.unsetIn(file)
