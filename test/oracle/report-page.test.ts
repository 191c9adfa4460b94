import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect } from 'vitest'
import { Browser, type Look } from '../../src/dev/chromium.ts'
import { has } from '../../src/dev/programs.ts'
import { analyzeHost, plan } from '../../src/engine/index.ts'
import { diskStore } from '../../src/files/disk.ts'
import { type FileStore, isUnreadable, memoryStore } from '../../src/files/index.ts'
import { reports } from '../../src/report/index.ts'
import { pages } from '../../src/rules/pages.gen.ts'
import { rules } from '../../src/rules/registry.gen.ts'
import { largeHost } from './large-host.ts'
import { needs } from './needs.ts'

/** What is measured in the page. */
const faults = readFileSync(new URL('page-faults.js', import.meta.url), 'utf8')

const folder = mkdtempSync(join(tmpdir(), 'confward-page-'))
const browser = has('chromium') ? new Browser() : undefined
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function written(name: string, files: FileStore, { roots, lang, format }: Wanted): Promise<string> {
  const input = { files, hashes: true, ...(roots && { roots }) }
  const { report, hosts, host } = analyzeHost(input)
  const { render } = await reports[format]!()
  const text = render(report, {
    lang,
    color: false,
    columns: 80,
    source: path => {
      const entry = files.read(path)
      return isUnreadable(entry) ? undefined : entry
    },
    rule: id => rules.find(rule => rule.id === id),
    page: id => pages[id],
    address: () => undefined,
    failOn: 'medium',
    behind: { hosts, models: host.models, plan: () => plan(input, report), today: '2026-11-20' },
  })
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

interface Wanted {
  readonly roots?: readonly string[]
  readonly lang: 'en' | 'zh'
  readonly format: string
}

const incident = diskStore({ cwd: process.cwd() })
const roots = ['examples/incident/before']
const looks: Readonly<Record<string, Look>> = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1280, height: 800 },
  dark: { width: 1280, height: 800, scheme: 'dark' },
  print: { width: 718, height: 1020, media: 'print' },
}

describe.each(['en', 'zh'] as const)('the reports in %s', lang => {
  needs('chromium')('of the incident lie well on phone, laptop and paper', async () => {
    for (const format of ['html', 'evidence-html']) {
      const file = await written(`${format}-${lang}.html`, incident, { roots, lang, format })
      const tab = await browser!.open(file, looks.laptop as Look)
      for (const [name, look] of Object.entries(looks)) {
        await tab.look(look)
        expect(await tab.value<string[]>(faults), `${format} ${name}`).toEqual([])
      }
    }
  })
})

needs('chromium')('a host with 200 servers lies well too, and all of them are in the map', async () => {
  const file = await written('large.html', memoryStore(largeHost(200)), { lang: 'en', format: 'html' })
  const tab = await browser!.open(file, looks.laptop as Look)
  for (const name of ['phone', 'laptop', 'print']) {
    await tab.look(looks[name] as Look)
    expect((await tab.value<string[]>(faults)).slice(0, 5), name).toEqual([])
  }
  const text = await tab.value<string>(`document.querySelector('.ways').textContent`)
  for (let at = 0; at < 200; at++) expect(text).toContain(`site-${at}.example.com`)
})

needs('chromium')('the map is a picture on screen and paper, a list on a phone', async () => {
  const file = await written('shown.html', incident, { roots, lang: 'en', format: 'html' })
  const tab = await browser!.open(file, looks.laptop as Look)
  const seen: Record<string, boolean[]> = {}
  for (const [name, look] of Object.entries(looks)) {
    await tab.look(look)
    seen[name] = await tab.value(
      `['svg.map', '.ways'].map(each => document.querySelector(each).getBoundingClientRect().height > 100)`,
    )
  }
  expect(seen).toEqual({ phone: [false, true], laptop: [true, true], dark: [true, true], print: [true, true] })
})

needs('chromium')('the page runs nothing, loads nothing and breaks no rule of its own policy', async () => {
  const file = await written('policy.html', incident, { roots, lang: 'en', format: 'html' })
  const tab = await browser!.open(file, looks.laptop as Look)
  const seen = await tab.value<{ scripts: number; loaded: number; styled: string }>(
    `({ scripts: document.scripts.length, loaded: performance.getEntriesByType('resource').length, styled: getComputedStyle(document.querySelector('h1')).fontSize })`,
  )
  expect(seen).toEqual({ scripts: 0, loaded: 0, styled: '30px' })
})

needs('chromium')('on paper nothing stays folded', async () => {
  const file = await written('paper.html', incident, { roots, lang: 'en', format: 'html' })
  const tab = await browser!.open(file, looks.print as Look)
  const [all, seen] = await tab.value<[number, number]>(
    `(all => [all.length, all.filter(each => each.getBoundingClientRect().height > 10).length])([...document.querySelectorAll('.finding, .settings tbody tr')])`,
  )
  expect(all).toBeGreaterThan(20)
  expect(seen).toBe(all)
})

needs('chromium')('the map by itself is a picture', async () => {
  const file = await written('map.svg', memoryStore(largeHost(40)), { lang: 'en', format: 'map-svg' })
  const tab = await browser!.open(file, looks.laptop as Look)
  expect(await tab.value(`document.documentElement.tagName + document.querySelectorAll('.node').length`)).toMatch(
    /^svg\d{1,2}$/,
  )
})
