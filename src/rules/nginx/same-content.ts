import type { Location, NginxModel } from '../../formats/nginx/model.ts'

/**
 * Would two locations hand out the same thing for one path: the files of one `root`, or the answer of one application?
 * `script`: the first hands out files which the second runs (`\.php$` with `fastcgi_pass`).
 */
export function sameContent(model: NginxModel, a: Location, b: Location): boolean | 'script' {
  const { serve: first } = a
  const { serve: second } = b
  if (first.kind === 'static' && second.kind === 'static')
    return !first.alias && !second.alias && first.root.value.join(' ') === second.root.value.join(' ')
  if ('authority' in first && 'authority' in second)
    return first.kind === second.kind && first.authority.toLowerCase() === second.authority.toLowerCase()
  const runs = second.kind === 'fastcgi' || second.kind === 'uwsgi' || second.kind === 'scgi'
  return first.kind === 'static' && runs && model.text(a, 'root') === model.text(b, 'root') ? 'script' : false
}
