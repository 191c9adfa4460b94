import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { bare, respelled } from '../../remedies/nginx/words.ts'
import { type Directive, insertAfter, insertBefore, replaceArguments } from '../../tree/index.ts'
import type { Fix, Remedy } from '../rule.ts'
import { checksExistence, paramOf, type ScriptLocation, usualScript } from './script-locations.ts'

interface Way {
  readonly safety: Fix['safety']
  /** The parameter that has to be kept in a variable. */
  readonly info: Directive | undefined
}

/** How to run only what exists; undefined where another `try_files`, an alias or a missing root stands in the way. */
function wayOf(model: NginxModel, { location, pass, scriptName }: ScriptLocation): Way | undefined {
  const { origin, value } = model.setting(location, 'root')
  const rooted = origin !== 'default' && value.length > 0
  if (!rooted || pass.family !== 'fastcgi' || location.writes('try_files')) return undefined
  const info = kept(model, { location })
  if (info === 'elsewhere') return undefined
  const local = pass.targets.every(({ reach }) => reach === 'unix' || reach === 'loopback')
  const named = scriptName ? argumentAt(scriptName, 1) : ''
  const same = named === usualScript || ofRequest.test(named)
  return { safety: local && same ? 'safe' : 'unsafe', info }
}

const ofRequest = /^\$\{?(?:document_root|realpath_root)\}?\/?\$\{?fastcgi_script_name\}?$/i

/** What `existence` is, without making it. */
export const existenceRemedy = (model: NginxModel, script: ScriptLocation): Remedy =>
  wayOf(model, script)?.safety ?? 'none'

/** Runs only what exists, where that can be done. */
export function existence(model: NginxModel, script: ScriptLocation): [Fix] | undefined {
  const way = wayOf(model, script)
  if (!way) return undefined
  const { location, pass } = script
  const { safety, info } = way
  const split = location.written('fastcgi_split_path_info')[0]
  const lines = [...(info ? ['set $path_info $fastcgi_path_info;'] : []), 'try_files $fastcgi_script_name =404;']
  return [
    {
      title: { en: 'run only scripts that exist', zh: '只运行存在的脚本' },
      safety,
      edits: [
        split ? insertAfter(split, lines) : insertBefore(pass.serve.directive, lines),
        ...(info ? [replaceArguments(info, `${info.args[0]?.raw ?? 'PATH_INFO'} $path_info`)] : []),
      ],
      changes: ['try_files', ...(info ? ['set', 'fastcgi_param'] : [])],
    },
  ]
}

/**
 * The parameter that hands on what was split off: `try_files` forgets it, so that it has to be kept in a variable.
 * `elsewhere`: it is not written plainly beside the split, and not ours to change.
 */
function kept(model: NginxModel, { location }: Pick<ScriptLocation, 'location'>): Directive | 'elsewhere' | undefined {
  const info = paramOf(model, location, 'PATH_INFO')
  const value = info?.args[1]?.value ?? ''
  if (!info || !/\$\{?fastcgi_path_info\b/i.test(value)) return undefined
  const split = location.written('fastcgi_split_path_info')[0]
  return split && /^\$(?:fastcgi_path_info|\{fastcgi_path_info\})$/i.test(value) && besides(info, split)
    ? info
    : 'elsewhere'
}

/** In the same block, or in the same snippet. */
const besides = (one: Directive, other: Directive): boolean => one.parent === other.parent && one.file === other.file

/** A pattern that ends behind the name, and what is missing then. */
export function anchored(model: NginxModel, script: ScriptLocation): Fix[] {
  const { directive, match } = script.location
  const word = directive?.args.at(-1)
  const checked = checksExistence(script)
  const check = checked ? undefined : existence(model, script)
  if (!directive || !word || bare(word) !== match.pattern || !/\\\.\w+$/.test(match.pattern)) return []
  if (!check && !checked) return []
  return [
    {
      title: { en: 'let the pattern end where the name ends', zh: '让模式在文件名末尾结束' },
      safety: 'unsafe',
      edits: [respelled(directive.file, word, `${match.pattern}$`), ...(check?.[0].edits ?? [])],
      changes: ['*'],
    },
  ]
}
