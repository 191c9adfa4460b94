/** `NAME=value` on a line of its own, with what may stand in front of it; a value in which the shell runs nothing. */
const assigned =
  /^[ \t]*(?:(?:export|readonly|local|declare|typeset)[ \t]+(?:-\w+[ \t]+)*)?([A-Za-z_]\w*)=(?:"([^"`\\\n]*)"|'([^'\n]*)'|([^\s"'`\\;&|()<>]*))[ \t]*(?:[;#].*)?\r?$/gm

/** Everything that gives a name a value. */
const anyValue = /(?:^|[\s;&|(])(?:([A-Za-z_]\w*)\+?=|(?:for|read|select|getopts)[ \t]+(?:-\w+[ \t]+)*([A-Za-z_]\w*))/g

const variable = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g

/** Longer names are nobody's files; a value that is doubled again and again would grow without end. */
const longest = 1000

/**
 * What the variables of a script hold that get one value, once, and in words: `CONF=/etc/sysctl.d/90-x.conf`. Others may
 * hold anything where they are used.
 */
export function constantsOf(script: string): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  for (const [, name = '', other = name] of script.matchAll(anyValue)) counts.set(other, (counts.get(other) ?? 0) + 1)
  const found = new Map<string, string>()
  for (const [, name = '', double, single, plain = ''] of script.matchAll(assigned)) {
    if (counts.get(name) !== 1) continue
    const value = single ?? filled(double ?? plain, found)
    if (value !== '' && value.length <= longest && (single !== undefined || !value.includes('$')))
      found.set(name, value)
  }
  return found
}

/** The words with what those variables hold in their places. */
export const filled = (words: string, constants: ReadonlyMap<string, string>): string =>
  words.replace(variable, (whole, bare?: string, braced?: string) => constants.get(bare ?? braced ?? '') ?? whole)
