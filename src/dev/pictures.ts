import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Browser } from './chromium.ts'
import { has } from './programs.ts'

/** `npm run pictures`: what the built program writes for the example host, as a browser shows it, for the README files. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const pictures: readonly (readonly [lang: string, file: string])[] = [
  ['en', 'docs/report.png'],
  ['zh', 'docs/report.zh-CN.png'],
]
const look = { width: 1160, height: 860, scale: 1.5 } as const
/** Down to the end of the map. */
const end = `Math.ceil(document.querySelector('figure').getBoundingClientRect().bottom) + 16`

if (has('chromium')) await draw()
else console.log('not installed: chromium; no picture was made')

async function draw(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'confward-pictures-'))
  const browser = new Browser()
  try {
    for (const [lang, file] of pictures) {
      const page = join(folder, `${lang}.html`)
      report(page, lang)
      const tab = await browser.open(page, look)
      const height = await tab.value<number>(end)
      writeFileSync(file, await tab.screenshot({ width: look.width, height }))
      console.log(`written: ${file}`)
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}

/** The date is stated: the same report gives the same picture on any day. */
function report(page: string, lang: string): void {
  const stated = ['--no-config', '--exit-zero', '--lang', lang, '--today', '2026-11-20', '--target', 'openvpn=2.6.14']
  const args = ['bin/confward.js', 'check', 'examples/incident/before', '-f', `html=${page}`, ...stated]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
