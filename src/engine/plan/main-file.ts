import { hostPath, hostRoot } from '../../files/index.ts'
import type { Model } from '../../formats/format.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Check, Command } from '../../rules/rule.ts'
import type { PlanStep } from '../types.ts'

/**
 * `nginx -t` reads the main file that its build names, and certbot the folder of Debian's: where the one of the plan stands
 * elsewhere they are told, lest they approve of files that the plan does not touch.
 */
export function withMainFile(steps: readonly PlanStep[], models: readonly Model[]): PlanStep[] {
  const path = mainFile(models)
  if (path === undefined) return [...steps]
  const told = <C extends Command>(command: C): C => ({ ...command, argv: tell(command.argv, path) })
  return steps.map((step): PlanStep => {
    const { verify, undo } = step
    const whole = { ...step, ...(verify && { verify: verify.map(told<Check>) }), ...(undo && { undo: undo.map(told) }) }
    return whole.kind === 'command' ? { ...whole, commands: whole.commands.map(told) } : whole
  })
}

const usual = '/etc/nginx/nginx.conf'

/** Undefined for the usual one, for several, and for parts of a configuration or paths that name no place on a host. */
function mainFile(models: readonly Model[]): string | undefined {
  const whole = models.filter((model): model is NginxModel => model.format === 'nginx')
  const [only, ...more] = whole.filter(({ fragment }) => fragment.length === 0)
  const path = only && more.length === 0 ? hostPath(hostRoot(only.root), only.root) : undefined
  return path?.startsWith('/') && path !== usual ? path : undefined
}

function tell(argv: readonly string[], path: string): readonly string[] {
  const [program, verb, ...rest] = argv
  if (program === 'nginx' && verb === '-t') return [program, verb, '-c', path, ...rest]
  const at = program === 'certbot' ? argv.indexOf('--nginx') + 1 : 0
  if (at === 0) return argv
  return [...argv.slice(0, at), '--nginx-server-root', path.slice(0, path.lastIndexOf('/')), ...argv.slice(at)]
}
