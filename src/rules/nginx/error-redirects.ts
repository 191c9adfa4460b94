import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { RedirectServe } from '../../formats/nginx/serve.ts'
import type { Directive } from '../../tree/index.ts'
import { deniesAll } from './refusal.ts'

/** Other statuses in front of a URL become 302 (measured with 1.22.1, `=200` and `=403`). */
const redirecting = new Set([301, 302, 303, 307, 308])

const absolute = /^(?:https?|\$\{?scheme\}?):\/\//i

const known = new WeakMap<NginxModel, boolean>()

/** Does an `error_page` anywhere lead to a URL? Most files have none, and nothing else is to be asked. */
export function hasErrorRedirects(model: NginxModel): boolean {
  const found = known.get(model) ?? model.writers('error_page').some(leadsAway)
  known.set(model, found)
  return found
}

const leadsAway = (level: Level): boolean =>
  level.written('error_page').some(({ args }) => absolute.test(args.at(-1)?.value ?? ''))

/** What an `error_page` with a URL makes of a place that answers everybody with an error: a redirect. */
export function errorRedirect(model: NginxModel, handler: Handler): RedirectServe | undefined {
  const entries = model.list(handler.level, 'error_page').entries
  if (entries.length === 0) return undefined
  const status = String(errorOf(model, handler) ?? '')
  // The first entry with the status counts (measured).
  const page = entries.find(({ args }) => args.slice(0, -1).some(({ value }) => value === status))
  const url = page?.args.at(-1)?.value ?? ''
  return page && absolute.test(url) ? serveOf(page, url) : undefined
}

function serveOf(page: Directive, url: string): RedirectServe {
  const stated = Number(/^=(\d+)$/.exec(page.args.at(-2)?.value ?? '')?.[1])
  return { kind: 'redirect', directive: page, code: redirecting.has(stated) ? stated : 302, url }
}

/** Every `error_page` with a URL that is in force somewhere in the server, for answers that not all requests get. */
export function* errorPages(model: NginxModel, server: Server): Generator<Handler & { readonly serve: RedirectServe }> {
  if (!hasErrorRedirects(model)) return
  const said = new Set<Directive>()
  for (const handler of model.handlers(server))
    for (const page of model.list(handler.level, 'error_page').entries) {
      const url = page.args.at(-1)?.value ?? ''
      if (said.has(page) || !absolute.test(url)) continue
      said.add(page)
      yield { ...handler, serve: serveOf(page, url) }
    }
}

/** The status of a `return` without text, of which an error page may take the place, or of `deny all`. */
function errorOf(model: NginxModel, { serve, level }: Handler): number | undefined {
  if (serve.kind === 'return') return serve.text || serve.code === 444 ? undefined : serve.code
  return serve.kind !== 'redirect' && serve.kind !== 'rewrite' && deniesAll(model, level) ? 403 : undefined
}
