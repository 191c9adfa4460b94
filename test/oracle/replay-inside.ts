import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import type { Answer, Replay, Request } from './replay.ts'

/** Runs in a network namespace of its own: starts the application and nginx, sends the requests, prints the answers. */
const replay = JSON.parse(readFileSync(0, 'utf8')) as Replay
const received: string[] = []

spawnSync('ip', ['link', 'set', 'lo', 'up'])
for (const address of replay.addresses) spawnSync('ip', ['addr', 'add', address, 'dev', 'lo', 'nodad'])
for (const place of replay.applications) await listen(place)
const daemon = spawn('chroot', [replay.root, '/usr/sbin/nginx', '-c', replay.config, '-g', 'daemon off;'], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
// Without it nothing would be provoked either.
daemon.once('exit', code => process.exit(code || 1))
const answers: Answer[] = []
for (const [at, request] of replay.requests.entries())
  answers.push(replay.commands ? await run(replay.commands[at] as string[][]) : await ask(request))
daemon.removeAllListeners('exit')
daemon.kill('SIGTERM')
writeSync(1, JSON.stringify(answers))
process.exit(0)

/**
 * An application that remembers what it was sent and answers 200 with headers about itself and one for browsers, and with a cookie or,
 * for style sheets, leave to store the answer; what it answers to somebody it knows is private. A port that nginx has taken is left to it.
 */
async function listen(place: string | number): Promise<void> {
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.on('data', data => {
      received.push(data.toString('latin1'))
      const style = /^\S+ \S+\.css\b/.test(data.toString('latin1'))
      const known = /^Authorization:/im.test(data.toString('latin1'))
      const stored = known ? 'Cache-Control: private' : 'Cache-Control: max-age=60'
      const cookie = style || known ? stored : 'Set-Cookie: session=1; path=/'
      const own = `${cookie}\r\nX-Powered-By: application\r\nVia: 1.1 inside\r\nStrict-Transport-Security: max-age=60\r\n`
      socket.end(`HTTP/1.1 200 OK\r\n${own}Content-Length: 11\r\nConnection: close\r\n\r\napplication`)
    })
  })
  const [, host, port] = /^([\d.]+):(\d+)$/.exec(String(place)) ?? []
  const where = host ? { host, port: Number(port) } : { port: Number(place), host: '::' }
  if (typeof place === 'string' && !host) rmSync(place, { force: true })
  await new Promise<void>(done => {
    server.once('error', () => done())
    server.listen(typeof place === 'string' && !host ? { path: place, writableAll: true } : where, done)
  })
}

/** What the last request provokes: what the application got before does not count. */
async function ask({ before = [], ...request }: Request): Promise<Answer> {
  for (const each of before) await exchange(each)
  received.length = 0
  return parsed(await exchange(request))
}

async function run(commands: readonly (readonly string[])[]): Promise<Answer> {
  let text = ''
  for (const command of commands) {
    received.length = 0
    text = await output(command)
  }
  return parsed(text)
}

/** Of curl itself; repeated while nginx is still starting. */
async function output([program = '', ...rest]: readonly string[]): Promise<string> {
  const inHost = rest.map((word, at) => (rest[at - 1] === '--unix-socket' ? replay.root + word : word))
  const argv = ['--max-time', '5', ...inHost]
  for (let attempt = 0; attempt < 40; attempt++) {
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.on('data', data => {
      text += data.toString('latin1')
    })
    const code = await new Promise(done => child.once('close', done))
    if (code !== 7) return text
    await pause(50)
  }
  return ''
}

function parsed(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
  })
  const status = Number(/^HTTP\/\S+ (\d+)/.exec(first)?.[1] ?? 0)
  return { status, headers, body: rest.join('\r\n\r\n'), application: received.join('') }
}

/** Everything that comes back until the connection closes. nginx may still be starting: refused connections are repeated. */
async function exchange(request: Request): Promise<string> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const text = await once(request)
    if (text !== undefined) return text
    await pause(50)
  }
  return ''
}

function once({ listener, tls, serverName, method, target, headers, body }: Request): Promise<string | undefined> {
  const colon = listener.lastIndexOf(':')
  const unix = listener.startsWith('unix:')
  const host = listener
    .slice(0, colon)
    .replace(/^\[|\]$/g, '')
    .replace(/^(\*|0\.0\.0\.0)$/, '127.0.0.1')
    .replace(/^::$/, '::1')
  const place = unix ? { path: replay.root + listener.slice(5) } : { host, port: Number(listener.slice(colon + 1)) }
  const length = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...length,
    'Connection: close',
  ]
  const name = serverName ?? headers.find(([header]) => header.toLowerCase() === 'host')?.[1]
  return new Promise(done => {
    let text = ''
    const servername = name && /[a-z]/i.test(name) ? name.replace(/:\d+$/, '') : undefined
    const socket: Socket = tls
      ? connectTls({ ...place, rejectUnauthorized: false, ...(servername && { servername }) })
      : connect(place)
    socket.setTimeout(1500, () => socket.destroy())
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') done(undefined)
    })
    socket.once(tls ? 'secureConnect' : 'connect', () => socket.write(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`))
    socket.on('data', data => {
      text += data.toString('latin1')
    })
    socket.once('close', () => done(text))
  })
}
