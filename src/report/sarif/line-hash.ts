import { encode, type SourceFile } from '../../text/index.ts'

const window = 100
const endOfFile = 65535

/** A 64-bit number in two halves, as plain numbers: BigInt would be ten times slower. */
interface Long {
  high: number
  low: number
}

const times = ({ high, low }: Long, factor: number): Long => {
  const product = low * factor
  return { low: product >>> 0, high: (high * factor + Math.floor(product / 2 ** 32)) >>> 0 }
}

/** 37 to the power of the window's length. */
const first: Long = Array.from({ length: window }).reduce<Long>(power => times(power, 37), { high: 0, low: 1 })

/**
 * Hashes of all lines as GitHub computes them for `primaryLocationLineHash`: a rolling hash to base 37 over the 100
 * characters from the start of the line on that are no blanks, with a count behind it for lines that hash alike.
 * The first line is at index 1.
 */
export function lineHashes(file: SourceFile): readonly string[] {
  const hashes: string[] = []
  const counts = new Map<string, number>()
  const roll = new Rolling((line, hash) => {
    const count = (counts.get(hash) ?? 0) + 1
    counts.set(hash, count)
    hashes[line] = `${hash}:${count}`
  })
  const text = asUtf8(file)
  for (let at = 0; at < text.length; at++) roll.character(text.charCodeAt(at))
  roll.finish()
  return hashes
}

/** GitHub reads every file as UTF-8, whatever it is. */
const asUtf8 = (file: SourceFile): string =>
  file.encoding === 'utf8' ? file.text : new TextDecoder('utf-8', { ignoreBOM: true }).decode(encode(file))

class Rolling {
  private readonly characters = new Uint16Array(window)
  private readonly lines = new Int32Array(window).fill(-1)
  high = 0
  low = 0
  private index = 0
  private line = 0
  private atStart = true
  private afterReturn = false
  private readonly report: (line: number, hash: string) => void

  constructor(report: (line: number, hash: string) => void) {
    this.report = report
  }

  /** Blanks do not count, and every line end is one line feed. */
  character(code: number): void {
    const skipped = code === 32 || code === 9 || (this.afterReturn && code === 10)
    this.afterReturn = !skipped && code === 13
    if (skipped) return
    const current = code === 13 ? 10 : code
    this.flush()
    if (this.atStart) this.lines[this.index] = ++this.line
    this.atStart = current === 10
    this.push(current)
  }

  finish(): void {
    this.character(endOfFile)
    for (let rest = 0; rest < window; rest++) {
      this.flush()
      this.push(0)
    }
  }

  /** The window has come round to the start of a line: its hash is complete. */
  private flush(): void {
    const line = this.lines[this.index] as number
    if (line === -1) return
    const low = this.low.toString(16)
    this.report(line, this.high === 0 ? low : this.high.toString(16) + low.padStart(8, '0'))
    this.lines[this.index] = -1
  }

  private push(current: number): void {
    const leaving = times(first, this.characters[this.index] as number)
    const grown = times(this, 37)
    const low = grown.low + current - leaving.low
    this.high = (grown.high - leaving.high + Math.floor(low / 2 ** 32)) >>> 0
    this.low = low >>> 0
    this.characters[this.index] = current
    this.index = (this.index + 1) % window
  }
}
