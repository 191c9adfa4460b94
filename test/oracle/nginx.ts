import { posix } from 'node:path'
import { certificates } from './certificates.ts'
import { Host } from './host.ts'

export interface Judgement {
  /** Would the daemon take these files, given what is not in them (names, certificates, folders)? */
  readonly loads: boolean
  readonly output: string
  /** What had been missing on the host, in the daemon's words, and was put there before it answered. */
  readonly furnished: readonly string[]
}

export interface NginxQuestion {
  /** Path on the host; relative paths stand in `/etc/nginx`, `etc/…` at the root. */
  readonly root?: string
  /** Contexts that the text of the root stands in: `['http', 'server']`. */
  readonly context?: readonly string[]
  /** Put missing certificates, names and folders there and ask again. Default true. */
  readonly furnish?: boolean
}

/** Asks `nginx -t`. Files by path as in a test; the first is the root unless the question names one. */
export function nginxTest(
  files: Readonly<Record<string, string | Uint8Array>>,
  question: NginxQuestion = {},
): Judgement {
  const host = nginxHost(files, question)
  try {
    return supply(host, nginxPath(question.root ?? (Object.keys(files)[0] as string)), question.furnish)
  } finally {
    host.remove()
  }
}

/** Asks `nginx -t` and puts on the host what it says is missing there, until it loads or the files are to blame. */
export function supply(host: Host, root: string, furnishing = true): Judgement {
  const furnished: string[] = []
  for (;;) {
    const { status, output } = host.run(['/usr/sbin/nginx', '-t', '-c', root])
    const thing = status === 0 || !furnishing ? undefined : furnish(host, output)
    if (!thing || furnished.includes(thing)) return { loads: status === 0, output, furnished }
    furnished.push(thing)
  }
}

/** A host with nginx and these files on it, for tests that run the daemon. */
export function nginxHost(files: Readonly<Record<string, string | Uint8Array>>, question: NginxQuestion = {}): Host {
  const root = question.root ?? (Object.keys(files)[0] as string)
  const host = new Host(['nginx'])
  for (const [path, content] of Object.entries(files))
    host.write(nginxPath(path), path === root && question.context ? wrap(String(content), question.context) : content)
  return host
}

export const nginxPath = (path: string): string => {
  if (path.startsWith('/')) return path
  const on = /(?:^|\/)((?:etc|usr|run|lib|var)\/.*)$/.exec(path)
  return on ? `/${on[1]}` : posix.join('/etc/nginx', path)
}

/** A whole file around a fragment. Line numbers move by none: the head stays on the first line. */
function wrap(text: string, context: readonly string[]): string {
  const heads: Readonly<Record<string, string>> = { location: 'location /' }
  const open = context.map(name => `${heads[name] ?? name} {`).join(' ')
  const events = context[0] === 'events' ? '' : 'events {} '
  const stream = context[0] === 'stream' ? 'load_module modules/ngx_stream_module.so; ' : ''
  return `${stream}${events}${open} ${text}\n${' }'.repeat(context.length)}\n`
}

type Furnisher = (host: Host, name: string) => void

const putPem =
  (pem: () => string): Furnisher =>
  (host, path) =>
    host.write(path, pem())

/** What nginx says is missing → what to do about it. None of these is about the text of the files. */
const furnishers: readonly (readonly [RegExp, Furnisher])[] = [
  [/cannot load certificate "([^"]+)": BIO_new_file/, putPem(() => certificates().chain)],
  [/cannot load certificate key "([^"]+)": BIO_new_file/, putPem(() => certificates().key)],
  [/SSL_CTX_load_verify_locations\("([^"]+)"\) failed/, putPem(() => certificates().authority)],
  [/BIO_new_file\("([^"]*dh[^"]*)"\) failed/, putPem(() => certificates().parameters)],
  [/BIO_new_file\("([^"]+)"\) failed.* in .*:\d+$/m, putPem(() => certificates().authority)],
  [/X509_LOOKUP_load_file\("([^"]+)"\) failed/, putPem(() => certificates().revoked)],
  [/host not found in [^"]*"(?:\w+:\/\/)?\[?([^":[\]]+)/, (host, name) => addName(host, name)],
  [/open\(\) "([^"]+)" failed \(2: [^)]+\)$/m, (host, path) => host.mkdir(posix.dirname(path))],
  [/mkdir\(\) "([^"]+)" failed \(2/, (host, path) => host.mkdir(posix.dirname(path))],
  [/getpwnam\("([^"]+)"\) failed/, (host, name) => addLine(host, 'etc/passwd', `${name}:x:900:900::/:/bin/false`)],
  [/getgrnam\("([^"]+)"\) failed/, (host, name) => addLine(host, 'etc/group', `${name}:x:900:`)],
]

function furnish(host: Host, output: string): string | undefined {
  for (const [pattern, put] of furnishers) {
    const found = pattern.exec(output)
    if (!found) continue
    put(host, found[1] as string)
    return found[0]
  }
  return undefined
}

const addName = (host: Host, name: string): void => addLine(host, 'etc/hosts', `127.0.0.1 ${name}`)

function addLine(host: Host, path: string, line: string): void {
  host.write(path, `${host.read(path)}${line}\n`)
}
