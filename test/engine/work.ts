import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'

/**
 * Counts steps instead of time: how often the blocks of the program's own functions ran, and how far native searches and
 * copies went. Blocks are counted only in modules that are imported after `counting` has begun.
 */
export class Work {
  private readonly session = new Session()
  private native = 0

  async begin(): Promise<void> {
    setFlagsFromString('--no-opt')
    setFlagsFromString('--no-maglev')
    this.session.connect()
    await this.session.post('Profiler.enable')
    await this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  async end(): Promise<void> {
    await this.session.post('Profiler.stopPreciseCoverage')
    this.session.disconnect()
  }

  /** The steps of one run. */
  async of(run: () => void): Promise<number> {
    await this.session.post('Profiler.takePreciseCoverage')
    this.native = 0
    const restore = this.watchNatives()
    try {
      run()
    } finally {
      restore()
    }
    const { result } = await this.session.post('Profiler.takePreciseCoverage')
    const ranges = result
      .filter(({ url }) => url.includes('/src/'))
      .flatMap(({ functions }) => functions.flatMap(each => each.ranges))
    return this.native + ranges.reduce((sum, { count }) => sum + count, 0)
  }

  private watchNatives(): () => void {
    const { includes } = String.prototype
    const { indexOf, slice } = Array.prototype
    const seen = (length: number): void => {
      this.native += length
    }
    String.prototype.includes = function (this: string, ...words: Parameters<typeof includes>) {
      seen((this.length - (words[1] ?? 0)) / 16)
      return includes.apply(this, words)
    }
    Array.prototype.indexOf = function (this: unknown[], ...words: Parameters<typeof indexOf>) {
      const at = indexOf.apply(this, words)
      seen(at === -1 ? this.length : at)
      return at
    }
    Array.prototype.slice = function (this: unknown[], ...words: Parameters<typeof slice>) {
      const part = slice.apply(this, words)
      seen(part.length)
      return part
    }
    return () => Object.assign(String.prototype, { includes }) && Object.assign(Array.prototype, { indexOf, slice })
  }
}
