import { readFileSync } from 'node:fs'
import { memoryStore } from '../../files/index.ts'
import { load } from '../../formats/nginx/load.ts'
import { type LoadProblem, type LoadVerdict, verdict } from '../../formats/nginx/loads/index.ts'
import { defaultTarget, parseVersion, type Target } from '../../target/index.ts'
import { position } from '../../text/index.ts'

/**
 * Compares predicted verdicts with those of `nginx -t`: `tsx src/dev/bench/nginx-verdicts.ts FILE.jsonl [--misses N]`.
 * One JSON object per line: `{id, config_text, verdict, message, line, cls, v131: {verdict, message, line}}`.
 */
interface Row {
  readonly id: number
  readonly file: string
  readonly config_text: string
  readonly verdict: 'accepted' | 'rejected'
  readonly message: string | null
  readonly line: number | null
  readonly cls: string | null
  readonly v131: {
    readonly verdict: 'accepted' | 'rejected'
    readonly message: string | null
    readonly line: number | null
  }
}

interface Truth {
  readonly rejected: boolean
  readonly message: string
  readonly line: number | null
}

const environment = /open\(\)|mkdir\(\)|bind\(\)|host not found/

class Score {
  total = 0
  right = 0
  rejected = 0
  caught = 0
  falseAlarms = 0
  message = 0
  line = 0
  lineOrNone = 0
  readonly misses: string[] = []

  report(name: string, show: number): void {
    const share = (part: number, whole: number): string => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(2))
    console.log(
      `${name}: ${this.total} rows, accuracy ${share(this.right, this.total)} %, recall ${share(this.caught, this.rejected)} %, ` +
        `false alarms ${this.falseAlarms}; of those caught: message ${share(this.message, this.caught)} %, ` +
        `line ${share(this.line, this.caught)} %, line or none given ${share(this.lineOrNone, this.caught)} %`,
    )
    for (const miss of this.misses.slice(0, show)) console.log(`  ${miss}`)
  }
}

function predict(row: Row, target: Target): LoadVerdict {
  const folder = `/srv/lab/${row.file.replace(/\.conf$/, '')}`
  const root = `${folder}/mutant.conf`
  const files: Record<string, Uint8Array> = { [root]: Uint8Array.from(Buffer.from(row.config_text, 'latin1')) }
  return verdict(load(root, memoryStore(files)), target)
}

function judge(score: Score, row: Row, truth: Truth, prediction: LoadVerdict): void {
  const refused = prediction.loads === false
  const first = prediction.because.find(problem => !problem.open)
  const name = `#${row.id} ${row.file}`
  score.total++
  if (truth.rejected) score.rejected++
  if (refused === truth.rejected) score.right++
  else {
    if (refused) score.falseAlarms++
    const says = refused ? first?.message.en : '(accepted)'
    score.misses.push(
      `${name} nginx: ${truth.rejected ? `${truth.message} @${truth.line}` : 'accepted'} | ours: ${says}`,
    )
  }
  if (refused && truth.rejected && first) compare(score, truth, { first, name })
}

/** Both refuse: is it for the same reason, at the same place? */
function compare(score: Score, truth: Truth, { first, name }: { first: LoadProblem; name: string }): void {
  score.caught++
  const line = first.line === undefined ? position(first.file, first.span.start).line : first.line
  const same = first.message.en === truth.message
  if (line === truth.line) score.line++
  if (line === truth.line || truth.line === null) score.lineOrNone++
  if (same) score.message++
  if (line !== truth.line || (!same && process.argv.includes('--messages')))
    score.misses.push(`${name} nginx: ${truth.message} @${truth.line} | ours: ${first.message.en} @${line}`)
}

const path: string = process.argv[2] ?? ''
const at: number = process.argv.indexOf('--misses')
const show: number = at === -1 ? 0 : Number(process.argv[at + 1])
const rows: Row[] = readFileSync(path, 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as Row)
const target = (nginx: string): Target => ({
  ...defaultTarget,
  nginx: parseVersion(nginx) ?? [],
  assumed: defaultTarget.assumed.filter(name => name !== 'nginx'),
})
const old: Score = new Score()
const recent: Score = new Score()
for (const row of rows) {
  if (row.cls === 'environment') continue
  judge(
    old,
    row,
    { rejected: row.verdict === 'rejected', message: row.message ?? '', line: row.line },
    predict(row, target('1.22.1')),
  )
  const { v131 } = row
  if (environment.test(v131.message ?? '')) continue
  judge(
    recent,
    row,
    { rejected: v131.verdict === 'rejected', message: v131.message ?? '', line: v131.line },
    predict(row, target('1.31.5')),
  )
}
old.report('nginx 1.22.1', show)
recent.report('nginx 1.31.5', show)
