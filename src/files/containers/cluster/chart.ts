import type { SourceFile } from '../../../text/index.ts'
import { basename } from '../../path.ts'
import type { Container, Published, ReachedBy } from '../container.ts'
import { below, documentsOf, textAt, type Value } from '../values.ts'

export const isValues = ({ path }: SourceFile): boolean => /^values[\w.-]*\.ya?ml$/.test(basename(path))

/** The pods of a chart, of which its values tell what charts commonly call it: `service.type`, `ingress.tls`. */
export function chartOf(values: SourceFile): Container {
  const [root] = documentsOf(values)
  const way = (by: ReachedBy, [value]: readonly Value[]): Published =>
    value ? { by, at: { file: values, span: value.span } } : { by }
  const type = below(root, 'service', 'type')
  const isOpen = ['LoadBalancer', 'NodePort'].includes(textAt(root, 'service', 'type') ?? '')
  const tls = below(root, 'ingress', 'tls')
  const hasTls =
    textAt(root, 'ingress', 'enabled') === 'true' && tls.length > 0 && textAt(root, 'ingress', 'tls') !== 'false'
  const reached = isOpen ? way('everyone', type) : hasTls ? way('terminator', tls) : way('network', [])
  return { name: 'the chart', path: values.path, run: false, images: [], mounts: [], reach: () => reached }
}
