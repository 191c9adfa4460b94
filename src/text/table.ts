/**
 * What a table holds under a word of somebody's file. `table[word]` would also find what every object has, such as
 * `constructor`.
 */
export const lookUp = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
