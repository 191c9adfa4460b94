import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'rolldown/utils'
import { curlArguments } from '../../src/report/curl.ts'
import type { Witness } from '../../src/rules/rule.ts'
import { type NginxQuestion, nginxHost, nginxPath, supply } from './nginx.ts'

export type Request = Omit<Witness, 'provokes'>

export interface Answer {
  /** 0 when the connection was closed without an answer. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  /** What the application behind nginx received. */
  readonly application: string
}

export interface Replay {
  readonly root: string
  readonly config: string
  /** Addresses to give to the loopback device. */
  readonly addresses: readonly string[]
  /** Ports and sockets the application listens on. */
  readonly applications: readonly (string | number)[]
  readonly requests: readonly Request[]
  /** Sent by curl, each as these arguments, those before it first; else written to the socket as they are. */
  readonly commands?: readonly (readonly (readonly string[])[])[]
}

const source = fileURLToPath(new URL('replay-inside.ts', import.meta.url))

/** Started for each question, hundreds of times: to read TypeScript anew would take longer than all that it does. */
const inside: string = transformSync(source, readFileSync(source, 'utf8')).code

export type Question = NginxQuestion & {
  readonly world?: Readonly<Record<string, string>>
  /** Send the requests with curl, as reports print them. */
  readonly curl?: boolean
}

/**
 * Starts nginx with these files in a network of its own, an application behind every `proxy_pass` and `server`
 * address, and sends the requests. Every static folder holds a file for each requested path, with and without its first
 * part, and its parent one of the same last name, so that what is reachable is seen. `world`: folders and applications of these files
 * are there instead.
 */
export function replayed(
  files: Readonly<Record<string, string>>,
  requests: readonly Request[],
  question: Question = {},
): readonly Answer[] {
  const host = nginxHost(files, question)
  try {
    const config = nginxPath(question.root ?? (Object.keys(files)[0] as string))
    supply(host, config)
    const text = Object.values(question.world ?? files).join('\n')
    for (const path of served(text, requests)) if (!host.has(path)) host.write(path, `content of ${path}\n`)
    for (const path of folders(text, requests)) host.mkdir(path)
    const sockets = besideNginx(
      [...applicationPlaces(text), ...namedByClient(requests)],
      Object.values(files).join('\n'),
    )
    for (const path of sockets.filter(one => String(one).startsWith('/'))) host.mkdir(posix.dirname(String(path)))
    const replay: Replay = {
      root: host.root,
      config,
      requests,
      ...(question.curl && { commands: requests.map(commandsOf) }),
      addresses: addresses(
        text +
          allOf(requests)
            .map(one => one.listener)
            .join(' '),
      ),
      applications: sockets.map(one => (String(one).startsWith('/') ? host.root + one : one)),
    }
    const argv = ['-n', process.execPath, '--input-type=module', '--eval', inside]
    const run = spawnSync('unshare', argv, { input: JSON.stringify(replay), encoding: 'utf8', timeout: 60_000 })
    if (run.status !== 0) throw new Error(run.stderr)
    return JSON.parse(run.stdout) as Answer[]
  } finally {
    host.remove()
  }
}

const commandsOf = ({ before = [], ...last }: Request): string[][] => [...before, last].map(curlArguments)

/** All conditions hold together. A witness that states none means that the request is served. */
export function provoked(answer: Answer, { provokes }: Witness): boolean {
  const header = (name: string): string[] =>
    answer.headers.filter(([key]) => key === name.toLowerCase()).map(([, value]) => value)
  const { summary: _, ...stated } = provokes
  const {
    status,
    header: wanted,
    headerIs,
    absentHeader,
    repeatedHeader,
    bodyContains,
    upstreamSees,
    upstreamSilent,
  } = stated
  if (Object.keys(stated).length === 0) return answer.status >= 200 && answer.status < 400
  return (
    (status === undefined || answer.status === status) &&
    (wanted === undefined || header(wanted[0]).some(value => value.includes(wanted[1]))) &&
    (headerIs === undefined || header(headerIs[0]).some(value => value === headerIs[1])) &&
    (absentHeader === undefined || (answer.status > 0 && header(absentHeader).length === 0)) &&
    (repeatedHeader === undefined || header(repeatedHeader).length > 1) &&
    (upstreamSilent === undefined || (answer.status > 0 && answer.application === '')) &&
    (bodyContains === undefined || answer.body.includes(bodyContains)) &&
    (upstreamSees === undefined || answer.application.includes(upstreamSees))
  )
}

const allOf = (requests: readonly Request[]): Request[] => requests.flatMap(one => [...(one.before ?? []), one])

/** What root and alias name; of a path with variables the part before them too. */
const roots = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:root|alias)\s+"?(\/[^;"\s]*)/gm)].flatMap(([, path = '']) =>
    path.includes('$') ? [path, path.replace(/\/[^/]*\$.*$/, '/')] : [path],
  )

/** Comes with nginx, for servers without root. */
const welcome = '/usr/share/nginx/html/index.html'

/** Folders that are asked for, and those that files are written to. */
function folders(text: string, requests: readonly Request[]): string[] {
  const paths = allOf(requests).map(({ method, target }) => (method === 'PUT' ? posix.dirname(target) : target))
  const asked = paths.filter((path, at) => path.endsWith('/') || allOf(requests)[at]?.method === 'PUT')
  return asked.flatMap(path => roots(text).map(root => posix.join(root, path)))
}

function served(text: string, requests: readonly Request[]): Set<string> {
  const paths = allOf(requests)
    .filter(({ method }) => method !== 'PUT')
    .map(({ target }) => target.split('?')[0] as string)
  const found = roots(text).flatMap(folder => [
    posix.join(folder, 'index.html'),
    ...paths.flatMap(path => [
      posix.join(folder, path),
      posix.join(folder, path.replace(/^\/[^/]*/, '')),
      posix.join(posix.dirname(folder), posix.basename(path)),
      posix.join(posix.dirname(folder), path),
    ]),
  ])
  return new Set([welcome, ...found].filter(path => !path.endsWith('/')).map(picture))
}

/** Nothing lies below a picture: `/photo.jpg/x.php` is asked for where `/photo.jpg` is. */
const picture = (path: string): string => /^(.*?\.jpg)\//.exec(path)?.[1] ?? path

function applicationPlaces(text: string): (string | number)[] {
  const unix = [...text.matchAll(/unix:(\/[^;:\s]+)/g)].map(([, path]) => path as string)
  const ports = [...text.matchAll(/(?:_pass\s+(?:https?:\/\/)?|\bserver\s+)(?:[\w.-]+|\[[^\]]+\]):(\d+)/g)]
  // By address too: another one of the port may be nginx's own.
  const literal = [...text.matchAll(/(?:_pass\s+(?:https?:\/\/)?|\bserver\s+)(\d+(?:\.\d+){3}:\d+)/g)]
  return [...new Set([...unix, ...ports.map(([, port]) => Number(port)), ...literal.map(([, one = '']) => one)])]
}

/** An application on a socket of nginx would keep it from starting, and get the requests itself. */
function besideNginx(places: readonly (string | number)[], files: string): (string | number)[] {
  const taken = [...files.matchAll(/\blisten\s+(?:([\w.*]+|\[[^\]]*\]):)?(\d+)\b(?!\.)/g)]
  const ports = new Set(taken.map(([, , port]) => Number(port)))
  const free = (place: string | number): boolean =>
    typeof place === 'number'
      ? !ports.has(place)
      : place.startsWith('/') ||
        taken.every(([, address = '*', port]) => !['*', place].includes(`${address}:${port}`) && address !== '*')
  return places.filter(free)
}

/** Ports of this machine that a request itself asks for: an application listens there too. */
const namedByClient = (requests: readonly Request[]): number[] =>
  allOf(requests).flatMap(({ target, headers }) =>
    [target, ...headers.map(([, value]) => value)].flatMap(text =>
      [...text.matchAll(/\b127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port)),
    ),
  )

const addresses = (text: string): string[] =>
  [...new Set(text.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g) ?? [])]
    .filter(one => !/^(127|0|255)\./.test(one))
    .map(one => `${one}/32`)
