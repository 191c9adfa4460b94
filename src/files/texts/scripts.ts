import { readManifest } from '../manifest/block.ts'
import { deepest, type Keeper, type Level, makesFile } from '../manifest/level.ts'
import { insetIn, type Scalar } from '../scalar/index.ts'
import { argvIn } from './argv.ts'
import { type Dialect, matched, readIn } from './dialect.ts'
import { languageByText } from './language.ts'
import { mayHoldOurs } from './ours.ts'
import { type Nested, within } from './text.ts'

/** Steps of workflows and pipelines: what runs them is gone when they are done. */
const jobs = /^(?:run|script|(?:before|after)_script|commands|entrypoint|args)$/
/** Ansible, cloud-init, Taskfile, CloudFormation. */
const hosts = /^(?:(?:[a-z_]+\.)*(?:shell|command)|cmds?|runcmd|bootcmd|user_?data)$/i
/** Docker Compose, pods. */
const containers = /^(?:services|containers|initContainers)$/

/** Commands that write files or set what a kernel does; most YAML has none and is read no further. */
const mayHold = (text: string): boolean =>
  /<<-?[ \t]*["'\\]{0,5}[A-Za-z_]|\b(?:echo|printf)\b[^\n]*["']/.test(text) ||
  (/\bsysctl\b|\/proc\/sys\//.test(text) && /\bkernel|\bnet|\bvm|\bfs/.test(text))

/** Commands in a manifest, a workflow, a playbook: `run: |`, `script:`, `shell:`, `runcmd:`. */
export function scriptsInYaml(text: string): Nested[] {
  const found: Nested[] = []
  if (!mayHold(text) || !mayHoldOurs(text)) return found
  const take: Keeper['value'] = (stack, _at, scalar) => {
    const own = scalar && stack.length < deepest ? script(text, stack, scalar) : undefined
    if (own) found.push(own)
  }
  readManifest(text, { value: take, item: take })
  return [...found, ...argvIn(text)]
}

function script(text: string, stack: readonly Level[], scalar: Scalar): Nested | undefined {
  const key = stack.at(-1)?.key ?? ''
  const isJob = jobs.test(key)
  const language = isJob || hosts.test(key) ? 'shell' : isFile(stack) ? undefined : languageByText(scalar.value.text)
  if (!language || !mayHold(scalar.value.text)) return undefined
  const inset = insetIn(text, scalar)
  const filled = scalar.value.text.includes('${{') ? readIn(workflow, scalar.value.text, inset.style) : undefined
  const container = isJob || stack.some(level => containers.test(level.key) || level.object.kind !== undefined)
  return { language, inset: filled ? within(inset, filled) : inset, ...(container && { container }) }
}

/** Read as a file of its own. */
const isFile = (stack: readonly Level[]): boolean => stack.at(-2)?.key === 'data' || makesFile(stack)

/** What GitHub puts into a command before a shell sees it. */
const workflow: Dialect = {
  pieces: (text, marks) =>
    matched(text, /\$\{\{[ \t]*([\w.-]*)[^{}\n]*\}\}/g, ([whole, name = '']) => marks.of(name || 'value', whole)),
  quote: text => text,
}
