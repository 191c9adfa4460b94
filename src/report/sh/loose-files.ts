import { hostRoot } from '../../files/index.ts'
import type { ShellStep } from './steps.ts'

/**
 * Files whose paths count from the folder the script is run in, and which `nginx -t` is to judge: it judges those that its
 * own configuration reads, and would approve of a repository that it never saw.
 * @returns words of the script
 */
export function looseNginxFiles(steps: readonly ShellStep[]): string[] {
  const asked = steps.filter(({ step }) => step.verify?.some(({ argv }) => argv.length === 2 && argv[0] === 'nginx'))
  const loose = asked.flatMap(({ step, files }) => (step.kind === 'edit' && step.edits.some(isLoose) ? files : []))
  return [...new Set(loose.map(({ path }) => path))]
}

const isLoose = ({ path }: { readonly path: string }): boolean => hostRoot(path) === undefined && !path.startsWith('/')

/** Part of every script. Where nginx refuses its files, or is not there, the checks of the steps say so. */
export const readsFunction: string = String.raw`reads() { # reads FILE: is it one that nginx reads on this machine?
  all=$(nginx -T 2> /dev/null) || return 0
  own=$(readlink -f -- "$1")
  printf '%s\n' "$all" | sed -n 's/^# configuration file \(.*\):$/\1/p' |
    while IFS= read -r path; do if [ "$(readlink -f -- "$path")" = "$own" ]; then say yes; fi; done | grep -q yes ||
    fail "nginx does not read $own on this machine: make the plan from the files where it reads them"
}
`
