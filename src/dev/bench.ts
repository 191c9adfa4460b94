import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { oneFile, type Pair, separateFiles, small } from './bench-files.ts'
import { buildIfStale } from './build.ts'
import { has, pathOf } from './programs.ts'

/** `npm run bench`: whole processes, medians of several runs, ratios to what the machine itself can do. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
buildIfStale()

const folder: string = mkdtempSync(join(tmpdir(), 'confward-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** The check as an admin runs it, its text thrown away. */
const confward = (path: string): string[] => [
  process.execPath,
  'bin/confward.js',
  'check',
  '--no-config',
  '--exit-zero',
  path,
]
/** The same with every finding written out whole, for a program. */
const asJson = (path: string): string[] => [...confward(path), '-f', 'json']
const nginx = (path: string): string[] => [pathOf('nginx'), '-t', '-q', '-c', path]

/** Without what is set for node itself: certificates to trust (`NODE_EXTRA_CA_CERTS`) alone make a start 30 ms longer. */
const env: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_')),
)

function milliseconds(argv: readonly string[]): number {
  const began = process.hrtime.bigint()
  const { status, stderr } = spawnSync(argv[0] as string, argv.slice(1), { env, stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`${argv.join(' ')} exited with ${status}\n${stderr}`)
  return Number(process.hrtime.bigint() - began) / 1e6
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

/** Medians of runs that take turns, so that a slow moment of the machine hits all of them. */
function compare(runs: number, commands: readonly (readonly string[])[]): number[] {
  const times = commands.map((): number[] => [])
  for (let run = 0; run < runs; run++) for (const [at, argv] of commands.entries()) times[at]?.push(milliseconds(argv))
  return times.map(median)
}

/** Peak resident memory of a process in MiB, from the kernel's own high-water mark. */
async function peak(argv: readonly string[]): Promise<number> {
  const child = spawn(argv[0] as string, argv.slice(1), { env, stdio: 'ignore' })
  let high = 0
  const look = setInterval(() => {
    try {
      const mark = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
      high = Math.max(high, Number(mark?.[1] ?? 0))
    } catch {
      // The process has just ended.
    }
  }, 5)
  await new Promise(done => child.on('exit', done))
  clearInterval(look)
  return high / 1024
}

let missed = 0

function line(what: string, measured: string, goal?: { readonly text: string; readonly met: boolean }): void {
  if (goal && !goal.met) missed++
  const verdict = goal ? `${goal.text.padEnd(34)} ${goal.met ? 'met' : 'MISSED'}` : ''
  console.log(`${what.padEnd(34)} ${measured.padEnd(44)} ${verdict}`)
}

function put(files: Readonly<Record<string, string>>, name: string): string {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, name, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, text)
  }
  return join(folder, name, 'nginx.conf')
}

const ms = (value: number): string => `${value.toFixed(0)} ms`
const size = (path: string): string => `${(statSync(path).size / 1e6).toFixed(1)} MB`

function coldStart(): void {
  const path = put(small(), 'small')
  const [bare = 0, check = 0] = compare(15, [[process.execPath, '-e', '0'], confward(path)])
  const met = check - bare <= 30
  line('cold start, small file', `${ms(check)} (bare node ${ms(bare)}, +${ms(check - bare)})`, {
    text: 'bare node + 30 ms',
    met,
  })
}

/** Against `nginx -t` on the same files; without nginx only our own time. */
function against(what: string, path: string, question: { readonly runs: number; readonly most: number }): number {
  const daemons = has('nginx') ? [nginx(path)] : []
  const [own = 0, json = 0, daemon] = compare(question.runs, [confward(path), asJson(path), ...daemons])
  const ratio = (time: number): string => (daemon === undefined ? '' : `, ${(time / daemon).toFixed(2)} ×`)
  const goal = {
    text: `≤ ${question.most} × nginx -t`,
    met: own <= question.most * (daemon ?? Number.POSITIVE_INFINITY),
  }
  line(what, `${ms(own)} (${daemon === undefined ? 'no nginx here' : `nginx -t ${ms(daemon)}`}${ratio(own)})`, goal)
  line('  as JSON', `${ms(json)}${ratio(json)}`)
  return own
}

function makePair(): Pair {
  const pair = { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  const line = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=example.com'
  spawnSync('openssl', [...line.split(' '), '-keyout', pair.key, '-out', pair.certificate], { stdio: 'ignore' })
  return pair
}

async function servers(): Promise<void> {
  const pair = has('openssl') ? makePair() : undefined
  const thousand = put(oneFile(1000, pair), '1000')
  const first = against(`1,000 servers, ${size(thousand)}`, thousand, { runs: 5, most: 0.45 })
  const many = put(oneFile(10_000, pair), '10000')
  const second = against(`10,000 servers, ${size(many)}`, many, { runs: 3, most: 0.3 })
  const [text, json] = [await peak(confward(many)), await peak(asJson(many))]
  const shown = `${text.toFixed(0)} MiB, as JSON ${json.toFixed(0)} MiB`
  line('  peak memory', shown, { text: '≤ 600 MiB', met: Math.max(text, json) <= 600 })
  const growth = second / first
  line('  growth from 1,000 to 10,000', `${growth.toFixed(1)} ×`, { text: '≤ 10 × (linear)', met: growth <= 10 })
  const plain = put(oneFile(1000), 'plain')
  const apart = put(separateFiles(1000, pair), 'files')
  against('1,000 servers in included files', apart, { runs: 3, most: 0.45 })
  const [own = 0, daemon = 0] = has('nginx') ? compare(3, [confward(plain), nginx(plain)]) : []
  if (daemon > 0)
    line('1,000 servers without TLS', `${ms(own)} (nginx -t ${ms(daemon)}, ${(own / daemon).toFixed(2)} ×)`)
}

/** A plan of seven steps for each server, most of which change the one file. */
function plans(): void {
  for (const form of ['json', 'sh', 'text']) {
    const times = [300, 1000].map(count => {
      const path = put(oneFile(count), `plan-${count}`)
      return compare(1, [[process.execPath, 'bin/confward.js', 'plan', '--no-config', '-f', form, path]])[0] ?? 0
    })
    const [few = 0, more = 0] = times
    const goal = { text: '≤ 4 × from 300 to 1,000 (linear)', met: more <= 4 * few }
    line(`plan as ${form}, 1,000 servers`, `${ms(more)} (300: ${ms(few)}, ${(more / few).toFixed(1)} ×)`, goal)
  }
}

coldStart()
await servers()
plans()
console.log(missed === 0 ? '\nevery goal is met' : `\n${missed} goals are missed`)
