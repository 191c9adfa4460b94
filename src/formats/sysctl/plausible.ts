import type { SourceFile } from '../../text/index.ts'

/** A line that begins like a key. Most files of a host have none, and are not looked at any closer. */
export const keyLike: RegExp =
  /^[-. \t/\ufeff]*(?:abi|crypto|debug|dev|fs|kernel|lnet|net|sunrpc|user|vm|xen)[ \t]*[./][^=\n]*=/m

/** The first lines, which are enough to tell. */
export const head = (file: SourceFile): SourceFile =>
  file.text.length > 65536 ? { ...file, text: file.text.slice(0, 65536) } : file

/** Worth a closer look? By its path, or because a line begins like a key. */
export const plausible = (file: SourceFile): boolean => file.path.includes('sysctl') || keyLike.test(head(file).text)
