import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { pathOf } from './programs.ts'

/** How a page is looked at. */
export interface Look {
  readonly width: number
  readonly height: number
  readonly media?: 'screen' | 'print'
  readonly scheme?: 'light' | 'dark'
  /** Device pixels per CSS pixel. */
  readonly scale?: number
}

type Answer = Readonly<Record<string, unknown>>

interface Waiting {
  resolve(answer: Answer): void
  reject(error: Error): void
}

const flags: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
]

/** A Chromium without a window, spoken to over its debugging pipe. */
export class Browser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'confward-chromium-'))
  private readonly process: ChildProcess
  private readonly waiting = new Map<number, Waiting>()
  private readonly listeners = new Map<string, () => void>()
  private count = 0
  private rest = ''

  constructor() {
    const args = [...flags, `--user-data-dir=${this.profile}`, 'about:blank']
    this.process = spawn(pathOf('chromium'), args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
    const answers = this.process.stdio[4] as Readable
    answers.setEncoding('utf8')
    answers.on('data', (chunk: string) => this.read(chunk))
    this.process.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('chromium ended'))
    })
  }

  async open(file: string, look: Look): Promise<Tab> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true })
    const tab = new Tab(this, sessionId as string)
    await tab.send('Page.enable')
    await tab.look(look)
    const loaded = new Promise<void>(resolve => this.listeners.set(`${sessionId} Page.loadEventFired`, resolve))
    await tab.send('Page.navigate', { url: pathToFileURL(file).href })
    await loaded
    return tab
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Answer> {
    const id = ++this.count
    const message = JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      ;(this.process.stdio[3] as Writable).write(`${message}\0`)
    })
  }

  async close(): Promise<void> {
    const ended = new Promise(resolve => this.process.once('exit', resolve))
    this.send('Browser.close').catch(() => {})
    const late = setTimeout(() => this.process.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(late)
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }

  /** Messages end with a zero byte. */
  private read(chunk: string): void {
    const parts = (this.rest + chunk).split('\0')
    this.rest = parts.pop() ?? ''
    for (const part of parts) this.receive(JSON.parse(part))
  }

  private receive(message: {
    id?: number
    method?: string
    sessionId?: string
    result?: Answer
    error?: { message: string }
  }): void {
    const { id, method, sessionId, result, error } = message
    if (id === undefined) this.listeners.get(`${sessionId} ${method}`)?.()
    else if (error) this.waiting.get(id)?.reject(new Error(error.message))
    else this.waiting.get(id)?.resolve(result ?? {})
    if (id !== undefined) this.waiting.delete(id)
  }
}

/** A page that was loaded. */
export class Tab {
  private readonly browser: Browser
  private readonly session: string

  constructor(browser: Browser, session: string) {
    this.browser = browser
    this.session = session
  }

  send(method: string, params: object = {}): Promise<Answer> {
    return this.browser.send(method, params, this.session)
  }

  async look({ width, height, media = 'screen', scheme = 'light', scale = 1 }: Look): Promise<void> {
    const mobile = width < 600
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile })
    const features = [{ name: 'prefers-color-scheme', value: scheme }]
    await this.send('Emulation.setEmulatedMedia', { media, features })
  }

  /** The value of an expression in the page. */
  async value<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.send('Runtime.evaluate', { expression, returnByValue: true })) as {
      result?: { value: T }
      exceptionDetails?: { exception?: { description?: string } }
    }
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'the page threw')
    return result?.value as T
  }

  /** PNG of the part of the page from `top` down, `height` pixels. */
  async screenshot({ width, height }: Pick<Look, 'width' | 'height'>, top = 0): Promise<Uint8Array> {
    const clip = { x: 0, y: top, width, height, scale: 1 }
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: true })
    return Buffer.from(data as string, 'base64')
  }
}
