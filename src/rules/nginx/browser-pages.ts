import type { Handler, Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { isApiPath, isApiServer } from '../../remedies/nginx/api.ts'
import { isChallenge, isLocation } from './leaks.ts'
import { isHidden } from './led-to.ts'
import { isPass } from './targets.ts'

/** What a browser may get there: a page that it renders, or a file that a page needs (script, style, image, font). */
export interface BrowserAnswer {
  readonly handler: Handler
  readonly kind: 'page' | 'asset'
  /** An application behind nginx makes the answer, and may send headers of its own. */
  readonly application: boolean
}

const dynamic = /^(?:perl|js_content|passenger_enabled|echo|content_by_lua\w*)$/
const assetPath = /\.(?:\(\?:)?\(?[a-z|0-9]*\b(?:css|m?js|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|map)\b/i
const assetFolder = /^\/(?:static|assets|images?|img|css|js|fonts)(?:\/|$)/

/** Reached from outside, over TLS, by people: no server of an API, none that refuses every handshake. */
export const facesBrowsers = (model: NginxModel, server: Server): boolean =>
  server.listeners.some(({ tls, reach }) => tls && (reach === 'public' || reach === 'private')) &&
  !isApiServer(server) &&
  !model.on(server, 'ssl_reject_handshake')

/**
 * Places of a server whose answers browsers show or load: no redirects, refusals, challenges, API paths, health checks.
 * `wanted` is asked first.
 */
export function browserAnswers(
  model: NginxModel,
  server: Server,
  wanted: (handler: Handler) => boolean = () => true,
): BrowserAnswer[] {
  const found: BrowserAnswer[] = []
  for (const handler of model.handlers(server)) {
    if (!wanted(handler)) continue
    const location = locationAround(handler.level)
    if (
      location &&
      (isChallenge(location) || isHidden(location) || isApiPath(location.match.pattern.replace(/^\^/, '')))
    )
      continue
    const kind = kindOf(model, handler, location)
    if (kind) found.push({ handler, kind, application: isApplication(handler) })
  }
  return found
}

function kindOf(
  model: NginxModel,
  handler: Handler,
  location: Location | undefined,
): BrowserAnswer['kind'] | undefined {
  const { serve, level } = handler
  const rest = location && isAsset(location) ? 'asset' : 'page'
  switch (serve.kind) {
    case 'redirect':
    case 'rewrite':
    case 'grpc':
    case 'memcached':
      return undefined
    case 'return':
      return isText(serve) && location?.match.kind !== 'exact' && !isData(model, level) ? rest : undefined
    case 'module':
      return dynamic.test(serve.name) ? rest : undefined
    case 'static':
      // Without a root of its own the server has nothing to show but the default page.
      return location || serve.root.origin !== 'default' ? rest : undefined
    default:
      return rest
  }
}

const isText = ({ code, text }: { readonly code: number; readonly text: string | undefined }): boolean =>
  code >= 200 && code < 300 && text !== undefined && text !== ''

const isData = (model: NginxModel, level: Level): boolean => /json|xml$/.test(model.text(level, 'default_type'))

const isApplication = ({ serve }: Handler): boolean => isPass(serve) || serve.kind === 'module'

/** Named locations answer for those that lead to them. */
const isAsset = ({ match }: Location): boolean =>
  /regex/.test(match.kind) ? assetPath.test(match.pattern) : assetFolder.test(match.pattern)

/** The nearest location at or above a level. */
export function locationAround(level: Level): Location | undefined {
  for (let at: Level | undefined = level; at; at = at.parent) if (isLocation(at)) return at
  return undefined
}
