/**
 * Remembers what was said about the last two lists. Places beside each other have one of two mostly: that of their server,
 * and one of their own.
 */
export function lately<L extends object, A>(judge: (list: L) => A): (list: L) => A {
  let last: L | undefined
  let before: L | undefined
  let said: A
  let saidBefore: A
  return list => {
    if (list === last) return said
    const answer = list === before ? saidBefore : judge(list)
    before = last
    saidBefore = said
    last = list
    said = answer
    return answer
  }
}
