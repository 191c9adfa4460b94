import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Observation, type Rule, type Witness } from '../rule.ts'
import { reachablePlaces } from './open-places.ts'
import { firstOf, handlerAt, openRequestTo } from './request-to.ts'
import { turnsAwayStrangers } from './strangers.ts'
import { checkValue } from './value-rule.ts'
import { writtenScript } from './written-scripts.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/dav-methods',
  format: 'nginx',
  title: { en: 'WebDAV that is open to everybody', zh: 'WebDAV 对任何人开放' },
  severity: 'high',
  confidence: 'high',
  tags: ['access'],
  messages: {
    open: {
      en: '`dav_methods {words}` lets everybody change files through {levels}',
      zh: '`dav_methods {words}` 允许任何人通过 {levels} 修改文件',
    },
    script: {
      en: '`dav_methods {words}` lets everybody write scripts through {levels}: what is put there runs as {script}',
      zh: '`dav_methods {words}` 允许任何人通过 {levels} 写入脚本：写入的文件会作为 {script} 运行',
    },
    extended: {
      en: '`dav_ext_methods {words}` lets everybody list files or keep others from writing them, through {levels}',
      zh: '`dav_ext_methods {words}` 允许任何人通过 {levels} 列出文件，或阻止他人写入',
    },
  },
  elsewhere: true,
  defaults: {},
  *check(model) {
    yield* checkValue(model, {
      setting: 'dav_methods',
      levels: () => openLevels(model, 'dav_methods'),
      wrong: (words, unset, levels) => {
        if (unset || /^off$/i.test(words[0] ?? 'off')) return undefined
        const script = words.some(word => /^put$/i.test(word)) ? writtenScript(model, levels) : undefined
        return script === undefined
          ? { message: 'open' }
          : { message: 'script', params: { script }, severity: 'critical' }
      },
      wanted: 'off',
      safety: 'unsafe',
      witness: (levels, words) =>
        words.some(word => /^put$/i.test(word)) ? firstOf(levels, level => writes(model, level)) : undefined,
    })
    yield* extended(model)
  },
})

/** What the module dav-ext adds. OPTIONS alone says which methods there are, and changes nothing. */
function* extended(model: NginxModel): Generator<Observation> {
  const setting = 'dav_ext_methods'
  if (model.writers(setting).length === 0) return
  const found = checkValue(model, {
    setting,
    levels: () => openLevels(model, setting),
    wrong: (words, unset) => {
      if (unset || !words.some(word => /^(?:propfind|lock|unlock)$/i.test(word))) return undefined
      // Names alone are what `autoindex` shows.
      const names = !words.some(word => /lock$/i.test(word))
      return { message: 'extended', ...(names && { severity: 'medium' }) }
    },
    wanted: 'off',
    safety: 'unsafe',
    witness: (levels, words) =>
      words.some(word => /^propfind$/i.test(word)) ? firstOf(levels, level => lists(model, level)) : undefined,
  })
  for (const one of found) yield { ...one, subject: `${one.subject} ${setting}` }
}

/** Places of files that strangers may send the methods of a setting to. */
const openLevels = (model: NginxModel, setting: string): Level[] =>
  reachablePlaces(model)
    .filter(({ open, handler }) => open.length > 0 && handler.serve.kind === 'static')
    .filter(
      ({ handler, open }) => !limited(model, handler.level, setting) && !turnsAwayStrangers(model, handler.level, open),
    )
    .map(({ handler }) => handler.level)

/** Strangers get none of these methods: `limit_except` lists those that it does not concern. */
function limited(model: NginxModel, level: Level, setting: string): boolean {
  const methods = model.setting(level, setting).value.map(word => word.toUpperCase())
  return level.children.some(child => {
    if (child.context !== 'limit_except') return false
    const { open } = model.access(child)
    return !open.ipv4 && !open.ipv6 && !child.directive?.args.some(({ value }) => methods.includes(value.toUpperCase()))
  })
}

/** A new file, where the daemon may write. */
function writes(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const own = handler && openRequestTo(model, handler)
  const request =
    own && openRequestTo(model, handler, { path: `${own.target.replace(/\/$/, '')}/confward-witness.txt` })
  if (!request) return undefined
  const summary = { en: 'a stranger writes a file', zh: '陌生客户端写入文件' }
  return { ...request, method: 'PUT', body: 'written by a stranger', provokes: { status: 201, summary } }
}

/** What is there, with sizes and dates (RFC 4918, 9.1). */
function lists(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const request = handler && openRequestTo(model, handler)
  if (!request) return undefined
  const summary = { en: 'a stranger lists the files', zh: '陌生客户端列出文件' }
  const headers = [...request.headers, ['Depth', '1'] as const]
  return { ...request, method: 'PROPFIND', headers, provokes: { status: 207, summary } }
}
