import { connect } from 'node:net'
import { join } from 'node:path'
import type { Host } from './host.ts'
import { nginxHost } from './nginx.ts'

export interface Answer {
  readonly status: number
  /** Lower-case names; of repeated headers all values. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: string
}

/** A daemon that runs with these files, reached through its unix sockets. `nginx.conf` is the root. */
export class RunningNginx {
  private readonly host: Host
  private readonly pid: number

  constructor(files: Readonly<Record<string, string>>) {
    this.host = nginxHost(files)
    this.host.mkdir('/run/test')
    // The daemon keeps its output open: into a file, so that nobody waits for its end.
    const start =
      'exec /usr/sbin/nginx -c /etc/nginx/nginx.conf -g "pid /run/test.pid; user root;" >/run/start.log 2>&1'
    const { status } = this.host.run(['/bin/sh', '-c', start])
    if (status !== 0) throw new Error(this.host.read('/run/start.log'))
    this.pid = Number(this.host.read('/run/test.pid'))
  }

  /** The root of its file system. */
  get folder(): string {
    return this.host.root
  }

  async send(socket: string, request: string): Promise<Answer> {
    return readAnswer(await this.raw(socket, request))
  }

  /** Sends the bytes as they are to `/run/test/NAME` and reads until the daemon closes. */
  async raw(socket: string, request: string): Promise<string> {
    const chunks: Buffer[] = []
    await new Promise<void>((resolve, reject) => {
      const connection = connect({ path: join(this.host.root, 'run/test', socket) })
      connection.on('data', chunk => chunks.push(chunk))
      connection.on('close', () => resolve())
      connection.on('error', reject)
      connection.write(Buffer.from(request, 'latin1'))
    })
    return Buffer.concat(chunks).toString('latin1')
  }

  get(socket: string, host: string, target: string): Promise<Answer> {
    return this.send(socket, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  }

  stop(): void {
    process.kill(this.pid, 'SIGTERM')
    this.host.remove()
  }
}

function readAnswer(text: string): Answer {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end === -1 ? undefined : end).split('\r\n')
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const at = line.indexOf(':')
    const name = line.slice(0, at).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()])
  }
  return { status: Number(first.split(' ')[1]), headers, body: end === -1 ? '' : text.slice(end + 4) }
}
