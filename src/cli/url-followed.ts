import type { Level, Location, LocationChoice, NginxModel, Server, ServerName } from '../formats/nginx/model.ts'
import { chooseByUri, normalizePath } from '../formats/nginx/resolve/match-location.ts'
import type { Directive } from '../tree/index.ts'
import { RequestScript } from './url-script.ts'

interface Asked {
  readonly method: string
  readonly url: URL
  readonly server: Server
  readonly name: ServerName | undefined
  /** The server by whose `merge_slashes` the path is read. */
  readonly first: Server
}

export interface Followed {
  /** The places and paths on the way to `level`. */
  readonly steps: readonly string[]
  /** Whose values are in force for the answer. */
  readonly level: Level
  /** The statement that answers before anything the place would do. */
  readonly answer: Directive | undefined
  /** The path that the answer 301 only puts a slash behind. */
  readonly redirects: string | undefined
  /** A pattern that only PCRE can run stands on the way. */
  readonly uncertain: Location | undefined
  /** The first statement that depends on more than the address. */
  readonly doubt: Directive | undefined
  /** The path at the end, as the statements have left it. */
  readonly uri: string
}

/** So often may a path change (NGX_HTTP_MAX_URI_CHANGES). */
const most = 10

/** The way of a request through the statements of its server and of the locations that it comes to. */
export function followed(model: NginxModel, { method, url, server, name, first }: Asked): Followed {
  const uri = normalizePath(url.pathname, model.text(first, 'merge_slashes').toLowerCase() !== 'off')
  const script = new RequestScript(model, { method, url, uri: uri ?? url.pathname, server, name })
  const begin = script.run(server)
  const steps: string[] = begin.moved ? [`rewrite ${script.uri}`] : []
  const at = (level: Level, more: Partial<Followed> = {}): Followed => ({
    ...{ steps, level, answer: undefined, redirects: undefined, uncertain: undefined },
    ...more,
    doubt: script.doubt,
    uri: script.uri,
  })
  if (begin.answer) return at(server, { answer: begin.answer })
  let choice = begin.moved ? chooseByUri(server, script.uri) : model.matchLocation(server, url.pathname, first)
  for (let changes = 0; choice.location && changes <= most; changes++) {
    const { location, uncertain } = choice
    if (choice.redirects) return at(location, { redirects: script.uri })
    const other = exceptOf(location, method)
    if (other) return at(other, { uncertain })
    const next = ran(script, choice)
    if (!next.moved) return at(script.branch ?? location, { uncertain, answer: unusual(location, next.answer) })
    steps.push(location.subject, `rewrite ${script.uri}`)
    choice = chooseByUri(server, script.uri)
  }
  return at(choice.location ?? server, { uncertain: choice.uncertain })
}

/** The `limit_except` that a method goes to, past every statement of its location. GET means HEAD too. */
const exceptOf = ({ children }: Location, method: string): Level | undefined =>
  children.find(({ context, directive }) => {
    if (context !== 'limit_except' || !directive) return false
    const listed = directive.args.map(({ value }) => value.toUpperCase())
    return !listed.includes(method) && !(method === 'HEAD' && listed.includes('GET'))
  })

function ran(script: RequestScript, { location, captures }: LocationChoice): ReturnType<RequestScript['run']> {
  script.variables.learn(captures)
  return script.run(location as Location)
}

/** What a location answers to every request is told with it already. */
const unusual = ({ serve }: Location, answer: Directive | undefined): Directive | undefined =>
  answer && 'directive' in serve && serve.directive === answer ? undefined : answer
