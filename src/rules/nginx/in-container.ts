import type { Container } from '../../files/index.ts'
import type { Listener } from '../../formats/nginx/model.ts'
import { containerFix } from '../../remedies/nginx/container-tls.ts'
import { type Confidence, type Fix, type Related, type Severity, severities } from '../rule.ts'

/** Sockets in clear that others reach: not what only a machine itself, or what ends TLS in front, sends to. */
export const outsideContainers = (
  listeners: readonly Listener[],
  container: Container | undefined,
): readonly Listener[] =>
  container
    ? listeners.filter(({ port }) => ['everyone', 'network'].includes(container.reach(port ?? 80).by))
    : listeners

/** In private networks only, those of containers among them: one step below the rule's own severity. */
export function severityFor(listeners: readonly Listener[], full: Severity, container?: Container): Severity {
  const isOpen = ({ reach, port }: Listener): boolean =>
    reach === 'public' && (container?.reach(port ?? 80).by ?? 'everyone') === 'everyone'
  if (listeners.some(isOpen)) return full
  return severities[severities.indexOf(full) + 1] ?? full
}

/** Of what nothing in the files runs, nobody can tell who reaches it. */
export const confidenceIn = (container: Container | undefined): { readonly confidence?: Confidence } =>
  container && !container.run ? { confidence: 'low' } : {}

/** A certificate that the configuration names already does in a container too; none is obtained for it by commands. */
export const fixesIn = (container: Container | undefined, fix: Fix | undefined): Fix[] =>
  container && !fix?.edits.length ? [containerFix(container)] : fix ? [fix] : []

/** What publishes the sockets, or puts the configuration where others may. */
export function publishing(listeners: readonly Listener[], container: Container | undefined): Related[] {
  const places = listeners.flatMap(({ port }) => container?.reach(port ?? 80).at ?? [])
  const [first] = places
  if (!container || !first) return []
  return [{ at: first, message: container.run ? published(container) : built }]
}

const published = ({ name }: Container): Related['message'] => ({
  en: `${name}: published here`,
  zh: `${name}：在此发布`,
})

const built: Related['message'] = {
  en: 'goes into an image here; what runs it decides who reaches the port',
  zh: '在此放入镜像；谁能访问该端口取决于如何运行该镜像',
}
