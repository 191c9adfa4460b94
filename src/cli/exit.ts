/** Exit codes of the program. */
export const exit = {
  clean: 0,
  /** Findings at or above --fail-on; for `fix`, a diff that is not empty. */
  findings: 1,
  /** The command line or a configuration file of ours is wrong. */
  usage: 2,
  /** Something could not be read or parsed. */
  unreadable: 3,
  interrupted: 130,
} as const
