/** What is wrong with a value: which parameter (1-based) and the daemon's words. */
export interface ValueError {
  readonly param: number
  readonly message: string
}

/** An option as its line is written. */
export interface Written {
  readonly name: string
  readonly params: readonly string[]
  readonly inline: boolean
}
