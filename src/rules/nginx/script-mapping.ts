import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { insertAfter, insertBefore, replaceArguments, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { requestTo } from './request-to.ts'
import {
  answersFor,
  checksExistence,
  foldersOf,
  paramOf,
  type ScriptLocation,
  scriptLocations,
} from './script-locations.ts'
import { type Upload, unintendedUploads } from './script-uploads.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/script-mapping',
  format: 'nginx',
  title: { en: 'files that are no scripts reach the interpreter', zh: '非脚本文件会被交给解释器' },
  severity: 'high',
  confidence: 'medium',
  tags: ['files', 'injection'],
  messages: {
    unanchored: {
      en: '`location {location}` hands {path} to the interpreter: the pattern does not end at .{ending}',
      zh: '`location {location}` 会把 {path} 交给解释器：模式没有在 .{ending} 处结束',
    },
    missing: {
      en: '`location {location}` hands {path} to the interpreter without checking that the script exists',
      zh: '`location {location}` 未确认脚本存在就把 {path} 交给解释器',
    },
    upload: {
      en: '`location {location}` hands {path} to the interpreter: `location {upload}` does not keep it from that',
      zh: '`location {location}` 会把 {path} 交给解释器：`location {upload}` 并不能阻止',
    },
  },
  defaults: {},
  *check(model) {
    const scripts = [...scriptLocations(model)]
    if (scripts.length === 0) return
    for (const script of scripts) {
      const found = unanchored(model, script) ?? missing(model, script)
      if (found) yield found
    }
    for (const upload of unintendedUploads(model, scripts)) yield uploadObservation(upload)
  },
})

function unanchored(model: NginxModel, script: ScriptLocation): Observation | undefined {
  const { location, ending } = script
  const path = foldersOf(location)
    .map(folder => `${folder}photo.${ending}.jpg`)
    .find(one => answersFor(model, location, one))
  return path === undefined
    ? undefined
    : { ...observation(script, path), message: message('unanchored', script, path), fixes: anchored(model, script) }
}

/** The interpreter looks for the longest part of the path that is a file, and runs it. */
function missing(model: NginxModel, script: ScriptLocation): Observation | undefined {
  const { location, ending } = script
  if (checksExistence(script)) return undefined
  const path = foldersOf(location)
    .map(folder => `${folder}photo.jpg/x.${ending}`)
    .find(one => answersFor(model, location, one))
  if (path === undefined) return undefined
  const splits = model.setting(location, 'fastcgi_split_path_info').origin !== 'default'
  const fix = existence(model, script)
  return {
    ...observation(script, path),
    message: message('missing', script, path),
    severity: splits ? 'high' : 'medium',
    fixes: fix ? [fix] : [],
  }
}

const message = (id: string, { location, ending }: ScriptLocation, path: string): Observation['message'] => ({
  id,
  params: { location: written(location), path, ending },
})

const written = ({ directive, match }: Location): string =>
  directive?.args.map(({ raw }) => raw).join(' ') ?? match.pattern

function observation(
  { location, pass }: ScriptLocation,
  path: string,
): Pick<Observation, 'at' | 'subject' | 'witness'> {
  const request = requestTo(pass.handler, path)
  const summary = { en: `the interpreter gets ${path}`, zh: `解释器收到 ${path}` }
  return {
    at: placeOf(location.directive ?? pass.serve.directive),
    subject: location.subject,
    ...(request && { witness: { ...request, provokes: { upstreamSees: path, summary } } }),
  }
}

/** `try_files` forgets what was split off: it is kept in a variable for the parameter that hands it on. */
function existence(model: NginxModel, { location, pass, scriptName }: ScriptLocation): Fix | undefined {
  const rooted = model.setting(location, 'root').value.length > 0 && model.text(location, 'alias') === ''
  if (location.written('try_files').length > 0 || !rooted || pass.family !== 'fastcgi') return undefined
  const split = location.written('fastcgi_split_path_info')[0]
  const info = paramOf(model, location, 'PATH_INFO')
  const keeps = /\$\{?fastcgi_path_info\b/i.test(info?.args[1]?.value ?? '')
  const here = info && location.own.includes(info) && info.parent === location.directive
  if (keeps && (!here || !split || info.args[1]?.value !== '$fastcgi_path_info')) return undefined
  const lines = [...(keeps ? ['set $path_info $fastcgi_path_info;'] : []), 'try_files $fastcgi_script_name =404;']
  const local = pass.targets.every(({ reach }) => reach === 'unix' || reach === 'loopback')
  const same = /^\$(?:document_root|realpath_root)\/?\$fastcgi_script_name$/.test(scriptName?.args[1]?.value ?? '')
  return {
    title: { en: 'run only scripts that exist', zh: '只运行存在的脚本' },
    safety: local && same ? 'safe' : 'unsafe',
    edits: [
      split ? insertAfter(split, lines) : insertBefore(pass.serve.directive, lines),
      ...(keeps && info ? [replaceArguments(info, `${info.args[0]?.raw ?? 'PATH_INFO'} $path_info`)] : []),
    ],
    changes: ['try_files', ...(keeps ? ['set', 'fastcgi_param'] : [])],
  }
}

function anchored(model: NginxModel, script: ScriptLocation): Fix[] {
  const { directive, match } = script.location
  const word = directive?.args.at(-1)
  const check = checksExistence(script) ? undefined : existence(model, script)
  if (!directive || !word || word.raw !== match.pattern || !/\\\.\w+$/.test(word.raw)) return []
  if (!check && !checksExistence(script)) return []
  return [
    {
      title: { en: 'let the pattern end where the name ends', zh: '让模式在文件名末尾结束' },
      safety: 'unsafe',
      edits: [replaceWord(directive.file, word, `${word.raw}$`), ...(check?.edits ?? [])],
      changes: ['*'],
    },
  ]
}

function uploadObservation({ upload, script, path }: Upload): Observation {
  const place = upload.directive ?? script.pass.serve.directive
  const word = upload.directive?.args.length === 1 ? upload.directive.args[0] : undefined
  return {
    ...observation(script, path),
    at: placeOf(place),
    subject: upload.subject,
    message: {
      id: 'upload',
      params: { location: written(script.location), path, upload: written(upload) },
    },
    related: [{ at: placeOf(script.location.directive ?? place), message: { en: 'takes it first', zh: '优先匹配' } }],
    fixes: word
      ? [
          {
            title: { en: 'keep regular expressions out of the location', zh: '使正则 location 不再接管' },
            safety: 'unsafe',
            edits: [replaceWord(place.file, word, `^~ ${word.raw}`)],
            changes: ['*'],
          },
        ]
      : [],
  }
}
