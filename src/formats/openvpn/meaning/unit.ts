import { filledPath } from '../../../text/index.ts'
import type { Unit } from '../model.ts'

const places: readonly (readonly [directory: RegExp, template: Unit['template']])[] = [
  [/(?:^|\/)etc\/openvpn\/client\/([^/]+)\.conf$/, 'openvpn-client@'],
  [/(?:^|\/)etc\/openvpn\/server\/([^/]+)\.conf$/, 'openvpn-server@'],
  [/(?:^|\/)etc\/openvpn\/([^/]+)\.conf$/, 'openvpn@'],
]

/** The unit that reads a file at this place; undefined when the path shows none. */
export function unitOf(root: string): Unit | undefined {
  for (const [directory, template] of places) {
    const instance = directory.exec(filledPath(root))?.[1]
    if (instance !== undefined) return { template, instance }
  }
  return undefined
}
