import type { Report } from '../../engine/types.ts'
import { columns, type Security } from '../../exposure/index.ts'
import { say, type View } from '../view.ts'
import { type ShownEdge, type ShownMap, type ShownNode, shownMaps } from './shown.ts'
import { columnWords, mapWords, securityWords } from './words.ts'

/** A Mermaid flowchart per host, for pages that draw such. */
export function render(_report: Report, view: View): string {
  const maps = shownMaps(view)
  const lines = maps.flatMap((map, at) => mapLines(map, { prefix: maps.length > 1 ? `h${at}` : '', view }))
  if (lines.length === 0) lines.push(`  none["${quoted(say(view, mapWords.empty))}"]`)
  const styles = Object.entries(classes).map(([name, style]) => `  classDef ${name} ${style}`)
  return `${['flowchart LR', ...lines, ...styles].join('\n')}\n`
}

interface Drawing {
  readonly prefix: string
  readonly view: View
}

const classes = {
  tls: 'stroke:#1a7f37,stroke-width:2px',
  vpn: 'stroke:#0969da,stroke-width:2px',
  unverified: 'stroke:#9a6700,stroke-width:2px',
  plain: 'stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4',
  broken: 'stroke:#cf222e,stroke-width:2px,stroke-dasharray:2 4',
}

function mapLines({ root, nodes, edges }: ShownMap, { prefix, view }: Drawing): string[] {
  const ids = new Map(nodes.map((node, at) => [node, `${prefix}n${at}`]))
  const id = (node: ShownNode): string => ids.get(node) as string
  const groups = columns.flatMap(column => {
    const inside = nodes.filter(node => node.column === column)
    const title = root === undefined || prefix === '' ? '' : ` ${root}`
    return inside.length === 0
      ? []
      : [
          `  subgraph ${prefix}${column}["${quoted(say(view, columnWords[column]) + title)}"]`,
          ...inside.map(node => `    ${id(node)}["${label(node, view)}"]${classOf(node)}`),
          '  end',
        ]
  })
  return [...groups, ...edges.map(edge => `  ${id(edge.from)} ${arrow(edge, view)} ${id(edge.to)}`)]
}

function label({ title, details, broken }: ShownNode, view: View): string {
  const lines = [title, ...details, ...(broken === undefined ? [] : [`✕ ${say(view, mapWords.broken)}: ${broken}`])]
  return lines.map(quoted).join('<br/>')
}

function classOf({ security, broken }: ShownNode): string {
  const name = broken !== undefined ? 'broken' : security
  return name !== undefined && name in classes ? `:::${name}` : ''
}

const heads: Readonly<Record<Security, string>> = {
  tls: '==>',
  vpn: '==>',
  local: '-->',
  closed: '-->',
  unverified: '==>',
  unknown: '-.->',
  plain: '-.->',
}

const arrow = ({ security, broken }: ShownEdge, view: View): string =>
  `${broken === undefined ? heads[security] : '--x'}|"${quoted(say(view, securityWords[security]))}"|`

/** Text in a quoted label: Mermaid knows entities of its own, `#35;`. What Markdown or HTML would act on is one. */
const quoted = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,:/+()-]/gu, character => `#${character.codePointAt(0)};`).replace(/:(?=\/\/)/g, '#58;')
