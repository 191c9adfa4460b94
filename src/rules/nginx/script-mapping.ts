import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { replaceWord } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { openRequestTo, passedRequest, type RequestTo } from './request-to.ts'
import { anchored, existence, existenceRemedy } from './script-fixes.ts'
import { answersFor, checksExistence, foldersOf, type ScriptLocation, scriptLocations } from './script-locations.ts'
import { type Upload, unintendedUploads } from './script-uploads.ts'

interface Options {
  /** `fastcgi_pass` arguments behind which one script answers, whatever its name says: a container with one entry. */
  readonly singleScript: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
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
  schema: {
    type: 'object',
    properties: { singleScript: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { singleScript: [] },
  *check(model, { singleScript }) {
    const scripts = [...scriptLocations(model)].filter(({ pass }) => !singleScript.includes(pass.serve.authority))
    if (scripts.length === 0) return
    for (const script of scripts) {
      const found = unanchored(model, script) ?? missing(model, script)
      if (found) yield found
    }
    for (const upload of unintendedUploads(model, scripts)) yield uploadObservation(model, upload)
  },
})

function unanchored(model: NginxModel, script: ScriptLocation): Observation | undefined {
  const { location, ending } = script
  const path = answered(model, location, `photo.${ending}.jpg`)
  return path === undefined || isCutOff(model, script, path)
    ? undefined
    : {
        ...observation(model, script, path),
        message: { id: 'unanchored' },
        fixes: () => anchored(model, script),
      }
}

/** `photo.php.jpg` is the script `photo.php` with `.jpg` as its `PATH_INFO` (measured). */
function isCutOff(model: NginxModel, { location, ending, scriptName }: ScriptLocation, path: string): boolean {
  const split = model.text(location, 'fastcgi_split_path_info')
  const groups = split === '' ? undefined : matchRegex(split, path)
  return (
    groups !== undefined &&
    groups !== false &&
    groups['1']?.endsWith(`.${ending}`) === true &&
    /\$\{?fastcgi_script_name\b/i.test(scriptName ? argumentAt(scriptName, 1) : '')
  )
}

/** A path of that end for which the location answers. */
function answered(model: NginxModel, location: Location, end: string): string | undefined {
  const folder = foldersOf(location).find(one => answersFor(model, location, one + end))
  return folder === undefined ? undefined : folder + end
}

/** PHP looks for the longest part of the path that is a file, and runs it; fcgiwrap answers 403 (measured). */
function missing(model: NginxModel, script: ScriptLocation): Observation | undefined {
  const { location, ending } = script
  if (!/^ph/.test(ending) || checksExistence(script)) return undefined
  const path = answered(model, location, `photo.jpg/x.${ending}`)
  if (path === undefined) return undefined
  const splits = model.setting(location, 'fastcgi_split_path_info').origin !== 'default'
  return {
    ...observation(model, script, path),
    message: { id: 'missing' },
    severity: splits ? 'high' : 'medium',
    fixes: () => existence(model, script) ?? [],
    remedy: () => existenceRemedy(model, script),
  }
}

const written = ({ directive, match }: Location): string =>
  directive?.args.map(({ raw }) => raw).join(' ') ?? match.pattern

function observation(
  model: NginxModel,
  { location, pass, ending }: ScriptLocation,
  path: string,
): Pick<Observation, 'at' | 'subject' | 'params' | 'witness'> {
  return {
    at: placeOf(location.directive ?? pass.serve.directive),
    subject: location.subject,
    params: () => ({ location: written(location), path, ending }),
    witness: () => interpreted(passedRequest(model, pass.handler, { path }), path),
  }
}

function interpreted(request: RequestTo | undefined, path: string): Witness | undefined {
  const summary = { en: `the interpreter gets ${path}`, zh: `解释器收到 ${path}` }
  return request && { ...request, provokes: { upstreamSees: path, summary } }
}

function uploadObservation(model: NginxModel, { upload, script, path }: Upload): Observation {
  const place = upload.directive ?? script.pass.serve.directive
  const word = upload.directive?.args.length === 1 ? upload.directive.args[0] : undefined
  return {
    // A file that was put there passes `try_files $uri`.
    witness: () => interpreted(openRequestTo(model, script.pass.handler, { path }), path),
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
