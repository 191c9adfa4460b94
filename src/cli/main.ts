/** Runs one command line; resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  process.stderr.write(`confward: unknown command ${JSON.stringify(argv[0] ?? '')}\n`)
  return 2
}
