import type { Localized } from '../message/index.ts'
import type { Edit } from '../text/index.ts'

/** argv, never a shell string. Rendered and quoted once, in `report/`. */
export interface Command {
  readonly argv: readonly string[]
  readonly root?: boolean
}

/** What a check asks of its command. `equals`: all that it prints, whatever the blanks between the words. */
export interface Expectation {
  readonly equals?: string
  readonly contains?: string
  /** Does as well as `contains`. */
  readonly or?: string
  readonly lacks?: string
  readonly fails?: boolean
}

/** How to see that a step worked: the command exits 0, and prints or does not print the text. */
export interface Check extends Command {
  readonly expect?: Expectation
  readonly says: Localized
}

interface StepBase {
  /** Equal ids of different findings are one step. `nginx/guard:api.example.com`. */
  readonly id: string
  readonly title: Localized
  readonly why?: Localized
  /** Ids of steps that must be done before. Ids that no finding brought are ignored. */
  readonly needs: readonly string[]
  readonly risk: 'none' | 'low' | 'behaviour' | 'outage' | 'lockout'
  /** Absolute paths of files that exist from then on: later steps may name them. */
  readonly makes?: readonly string[]
  readonly verify?: readonly Check[]
  /** In words what shows that the step worked, where no check of its own has to be made: the command itself says so. */
  readonly verified?: Localized
  readonly undo?: readonly Command[]
  /** In words what takes the step back beside `undo`, or why nothing has to be taken back. */
  readonly undone?: Localized
}

export type Step =
  /** Edits against the files as they are once all steps in `needs` are done. Undo restores the former bytes. */
  | (StepBase & {
      readonly kind: 'edit'
      readonly edits: readonly Edit[]
      /** Ids of the edit steps whose outcome the edits count in, when those are fewer than all that `needs` reach. */
      readonly against?: readonly string[]
    })
  /** Creates or replaces a file of the host. Undo restores the former state. */
  | (StepBase & { readonly kind: 'write'; readonly path: string; readonly text: string; readonly mode?: string })
  | (StepBase & {
      readonly kind: 'command'
      readonly commands: readonly Command[]
      /** Absolute paths that exist once it was done, whoever did it: then the step is neither repeated nor undone. */
      readonly creates?: readonly string[]
      /** Exits 0 when the step is done already, whoever did it: as above. */
      readonly unless?: Command
      /** Kernel settings that the commands change, patterns of keys included: taken back, they get their live values again. */
      readonly keeps?: readonly string[]
      /** systemd units that the commands start, stop, enable or disable: taken back, each is again what it was. */
      readonly units?: readonly string[]
      /**
       * Prints the processes that serve: afterwards all of them are others, else the daemon goes on with the files it had.
       * Its service manager may well say that the reload worked.
       */
      readonly renews?: Check
    })
  | (StepBase & { readonly kind: 'check'; readonly checks: readonly Check[] })
  /** Something only a person can decide or do. */
  | (StepBase & { readonly kind: 'decide'; readonly question: Localized; readonly options?: readonly Localized[] })

/** A question whose answer a fix needs. The default comes from the model. */
export interface Ask {
  readonly id: string
  readonly question: Localized
  readonly default?: string
  /** What files of the host say, where the plan finds it out by itself otherwise: offered, and taken literally then. */
  readonly suggested?: string
  /** The option of the rule that an answer sets. Lists are written with commas. */
  readonly option?: string
  /** Where the option is a map of lists: the entry that the answer is. */
  readonly entry?: string
  /** The reason against the words of an answer, beyond what the schema of the option says. */
  readonly refuse?: (words: readonly string[]) => Localized | undefined
}

/** What the best of some fixes is. */
export type Remedy = 'safe' | 'unsafe' | 'steps' | 'none'

export function remedyOf(fixes: readonly Fix[]): Remedy {
  const edits = fixes.filter(fix => fix.edits.length > 0)
  if (edits.some(fix => fix.safety === 'safe')) return 'safe'
  if (edits.length > 0) return 'unsafe'
  return fixes.some(fix => (fix.steps?.length ?? 0) > 0) ? 'steps' : 'none'
}

/** `safe` keeps what the service does for well-behaved clients; `unsafe` may change it. */
export interface Fix {
  readonly title: Localized
  readonly safety: 'safe' | 'unsafe'
  readonly edits: readonly Edit[]
  /**
   * Settings whose effective value the fix means to change (`ssl_protocols`, `listen`, `comp-lzo`); verification
   * rejects the fix when any other changes. `*` for fixes that move whole servers.
   */
  readonly changes: readonly string[]
  /** Commands and edits in stages, for repairs that files alone cannot do. They make the plan. */
  readonly steps?: readonly Step[]
  readonly asks?: readonly Ask[]
}
