import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule, type Witness } from '../rule.ts'
import { reachablePlaces } from './open-places.ts'
import { firstOf, handlerAt, openRequestTo } from './request-to.ts'
import { checkValue } from './value-rule.ts'
import { writtenScript } from './written-scripts.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/dav-methods',
  format: 'nginx',
  title: { en: 'everybody may write files', zh: '任何人都可以写文件' },
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
  },
  defaults: {},
  check: model =>
    checkValue(model, {
      setting: 'dav_methods',
      levels: () =>
        reachablePlaces(model)
          .filter(({ open, handler }) => open.length > 0 && handler.serve.kind === 'static')
          .filter(({ handler }) => !limited(model, handler.level))
          .map(({ handler }) => handler.level),
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
    }),
})

/** Strangers get none of the methods that write: `limit_except` lists those that it does not concern. */
function limited(model: NginxModel, level: Level): boolean {
  const methods = model.setting(level, 'dav_methods').value.map(word => word.toUpperCase())
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
