import type { Model } from '../formats/format.ts'
import type { NginxModel } from '../formats/nginx/model.ts'
import { nameOf } from '../formats/nginx/syntax.ts'
import type { OpenvpnModel } from '../formats/openvpn/model.ts'
import { isStencil } from '../formats/openvpn/stencil.ts'
import type { Place } from '../rules/rule.ts'
import { contains, type Span } from '../text/index.ts'
import { type Directive, isDirective, type Tree } from '../tree/index.ts'
import type { Gap } from './gaps.ts'

/** Where a configuration goes on unseen. */
export interface Unseen extends Gap {
  /** The statement whose block it is, when that handles requests: `server`, `location`, `limit_except`. */
  readonly handler?: Span
}

/** Files that nginx and Debian ship: what they hold is known, and settles nothing else. */
const shipped = /(?:^|\/)(?:mime\.types|(?:fastcgi|scgi|uwsgi|proxy)_params|fastcgi\.conf|koi-utf|koi-win|win-utf)$/

const known = new WeakMap<object, readonly Unseen[]>()

/**
 * Where a configuration goes on in what is not among the files: includes that lead to no file or to one that cannot be
 * read, and what stands around a fragment.
 */
export function unseenOf(model: Model): readonly Unseen[] {
  if (model.format === 'sysctl') return []
  const gaps =
    known.get(model) ?? (model.format === 'nginx' ? collect(model as NginxModel) : unreadConfigs(model as OpenvpnModel))
  known.set(model, gaps)
  return gaps
}

function collect({ forest, fragment }: NginxModel): Unseen[] {
  const { refused } = forest
  const unread = [...(refused ?? [])].flatMap(([directive, { code }]) => (code === 'include-cycle' ? [] : [directive]))
  const outermost = fragment.length > 0 ? outermostOf(forest) : []
  return [
    ...outermost.map(({ file }) => ({ file, span: { start: 0, end: 0 }, block: undefined })),
    ...unread.filter(bringsMore).map(gapAt),
  ]
}

/** Each `config` of OpenVPN that leads to no file, and what a script writes behind a text: any option may stand there. */
function unreadConfigs(model: OpenvpnModel): Unseen[] {
  const { forest, lines } = model
  const absent = forest.problems.filter(({ code }) => code === 'missing-file')
  const behind = isStencil(forest.root, lines) ? lines.slice(-1).map(({ directive }) => directive) : []
  return [...absent, ...behind].map(({ file, span }) => ({ file, span, block: undefined }))
}

/** The files whose statements stand in what is around a fragment. */
function outermostOf({ trees: [root], included }: NginxModel['forest']): readonly Tree[] {
  if (!root) return []
  const found = new Set<Tree>([root])
  for (const { nodes } of found)
    for (const node of nodes)
      if (isDirective(node) && !node.block) for (const tree of included?.get(node) ?? []) found.add(tree)
  return [...found]
}

const bringsMore = ({ args }: Directive): boolean => !shipped.test(args[0]?.value ?? '')

function gapAt({ file, span, parent }: Directive): Unseen {
  const handler = handlerAround(parent)
  return { file, span, block: parent?.block?.span, ...(handler && { handler: handler.span }) }
}

/** What an `if` goes on with is done by the server or location that it stands in. */
function handlerAround(block: Directive | undefined): Directive | undefined {
  if (block === undefined || !/^(?:server|location|if|limit_except)$/.test(nameOf(block))) return undefined
  return nameOf(block) === 'if' ? (handlerAround(block.parent) ?? block) : block
}

/** Does the server or location that a place stands in go on there? */
export const goesOnIn = ({ file, handler }: Unseen, at: Place): boolean =>
  handler !== undefined && at.file === file && contains(handler, at.span)
