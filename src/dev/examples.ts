import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plan } from '../engine/types.ts'

/** The hosts below `examples/`: from `before/` the plan, the map and what becomes of the files, all generated. */
const root: string = fileURLToPath(new URL('../../examples/', import.meta.url))
const hosts: readonly string[] = readdirSync(root).filter(name => existsSync(join(root, name, 'before')))

export const owns: readonly string[] = hosts.map(host => `examples/${host}/after`)

/** What the examples run on. Stated, so that new releases of confward do not change them. */
export const exampleTarget = {
  nginx: [1, 22, 1],
  nginxPackage: '1.22.1-9+deb12u11',
  openssl: [3, 0],
  openvpn: [2, 6, 14],
  kernel: [6, 1],
} as const

/** The files of a host by their paths below `before/`. */
export function exampleFiles(host: string): Record<string, Uint8Array> {
  const folder = join(root, host, 'before')
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = names.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort()
  return Object.fromEntries(paths.map(path => [path, new Uint8Array(readFileSync(join(folder, path)))]))
}

export async function examplePlan(host: string): Promise<Plan> {
  const { analyze, plan } = await import('../engine/index.ts')
  const input = { files: exampleFiles(host), target: exampleTarget }
  return plan(input, analyze(input))
}

export async function generate(): Promise<Record<string, string>> {
  const made = await Promise.all(hosts.map(async host => forms(host, await examplePlan(host))))
  return Object.assign({}, ...made, ...(await Promise.all(hosts.map(maps))))
}

/** Who can reach what on the host as it is, drawn. */
async function maps(host: string): Promise<Record<string, string>> {
  const { analyzeHost } = await import('../engine/index.ts')
  const { exposureOf } = await import('../exposure/index.ts')
  const { picture } = await import('../report/map/picture.ts')
  const { shownMap } = await import('../report/map/shown.ts')
  const all = analyzeHost({ files: exampleFiles(host), target: exampleTarget }).hosts.map(exposureOf)
  const drawn = (lang: 'en' | 'zh'): string =>
    picture(
      all.map(map => shownMap(map, { lang })),
      { lang },
    )
  return { [`examples/${host}/map.svg`]: drawn('en'), [`examples/${host}/map.zh-CN.svg`]: drawn('zh') }
}

async function forms(host: string, plan: Plan): Promise<Record<string, string>> {
  const { planSh } = await import('../report/plan-sh.ts')
  const { renderPlan } = await import('../report/plan-markdown.ts')
  const nothing = (): undefined => undefined
  const view = {
    color: false,
    columns: 100,
    source: nothing,
    rule: nothing,
    page: nothing,
    address: nothing,
    failOn: 'medium' as const,
  }
  const before = Object.entries(exampleFiles(host)).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])
  const after = plan.files.flatMap(file => (file.after === undefined ? [] : [[file.path, file.after]]))
  const files: Record<string, string> = Object.fromEntries([...before, ...after])
  return {
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`examples/${host}/after/${path}`, text])),
    [`examples/${host}/plan.sh`]: planSh(plan),
    [`examples/${host}/plan.md`]: renderPlan(plan, { ...view, lang: 'en' }),
    [`examples/${host}/plan.zh-CN.md`]: renderPlan(plan, { ...view, lang: 'zh' }),
  }
}
