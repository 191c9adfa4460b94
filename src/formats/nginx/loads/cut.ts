import type { Directive } from '../../../tree/index.ts'

/** Statements whose arguments are patterns. */
const patterns =
  /^(?:rewrite|server_name|location|if|valid_referers|proxy_redirect|\w+_split_path_info|proxy_cookie_\w+)$/

/** What is left of `{2}` or `{1,3}` when the `{` opened a block. */
const rest = /^\d{1,5}(?:,\d{0,5})?\}/

/**
 * Where a pattern without quotes ends that its own `{` or `;` has cut: behind what the daemon takes for the rest of the
 * file. Undefined: nothing is cut.
 */
export function endOfCut({ file, name, args, block, span }: Directive): number | undefined {
  const last = args.at(-1)
  if (!last || !patterns.test(name.value) || last.raw !== last.value) return undefined
  if (block) return behindBrace(last.span.end, block)
  const semicolon = span.end - 1
  const regex = name.value === 'location' && /^~/.test(args[0]?.value ?? '')
  if (!regex || last.span.end !== semicolon || file.text[semicolon] !== ';') return undefined
  let end = span.end
  while (end < file.text.length && end - span.end < 200 && !/[\s"']/.test(file.text.charAt(end))) end++
  return end > span.end ? end : undefined
}

function behindBrace(at: number, { span, nodes }: NonNullable<Directive['block']>): number | undefined {
  const first = nodes.find(node => node.kind === 'directive')
  if (span.start !== at || !first || first.name.span.start !== at + 1 || !rest.test(first.name.value)) return undefined
  const { end } = first.name.span
  const further = first.block && first.args.length === 0 ? behindBrace(end, first.block) : undefined
  return further ?? end
}
