import type { Directive } from '../../tree/index.ts'

/** The header that an entry of `add_header`, `proxy_set_header` … is about, in lower case. */
export const headerName = (entry: Directive): string => entry.args[0]?.value.toLowerCase() ?? ''
