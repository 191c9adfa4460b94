import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { atLeast } from '../../target/index.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, replaceDirective, replaceWord } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import type { Redirect } from './redirects.ts'

interface Answer {
  readonly edit: Edit
  readonly safety: Fix['safety']
}

/** 308 is known to nginx from 1.13.0; 303 asks for a GET by its own meaning and stays. */
export function keepBody(model: NginxModel, redirect: Redirect): Fix | undefined {
  const { directive, code } = redirect.serve
  const wanted = { 301: '308', 302: '307' }[code]
  const found = wanted && atLeast(model.target.nginx, '1.13.0') ? answering(redirect, wanted) : undefined
  if (!found) return undefined
  return {
    title: { en: `Answer ${wanted} instead`, zh: `改为返回 ${wanted}` },
    safety: found.safety,
    edits: [found.edit],
    changes: nameOf(directive) === 'rewrite' ? ['rewrite', 'return'] : [nameOf(directive)],
  }
}

function answering(redirect: Redirect, code: string): Answer | undefined {
  const { directive } = redirect.serve
  switch (nameOf(directive)) {
    case 'return':
      return { edit: codeEdit(directive, code), safety: 'safe' }
    case 'error_page':
      return { edit: pageEdit(directive, code), safety: 'safe' }
    case 'rewrite':
      return returned(redirect, code)
    default:
      return undefined
  }
}

function codeEdit(directive: Directive, code: string): Edit {
  const [first] = directive.args
  if (first && directive.args.length > 1) return replaceWord(directive.file, first, code)
  return insertion(directive, first?.span.start ?? directive.name.span.end, `${code} `)
}

/** `=301` in front of the URL; without it the answer is 302, whatever the error was. */
function pageEdit(directive: Directive, code: string): Edit {
  const stated = directive.args.at(-2)
  if (stated?.value.startsWith('=')) return replaceWord(directive.file, stated, `=${code}`)
  return insertion(directive, directive.args.at(-1)?.span.start ?? directive.name.span.end, `=${code} `)
}

const insertion = ({ file }: Directive, at: number, text: string): Edit => ({
  path: file.path,
  span: { start: at, end: at },
  text,
})

/** `rewrite` knows 301 and 302 alone: a `return` in its place, where that leads to the same URL. */
function returned({ serve: { directive }, level }: Redirect, code: string): Answer | undefined {
  const [pattern, replacement] = directive.args
  const quote = /^["']/.exec(replacement?.raw ?? '')?.[0] ?? ''
  const url = replacement?.raw.slice(quote.length, replacement.raw.length - quote.length) ?? ''
  const made = exact(url) ?? (isFirstRewrite(level, directive) ? asSent(pattern?.value ?? '', url) : undefined)
  if (!made) return undefined
  const edit = replaceDirective(directive, [`return ${code} ${quote}${made.url}${quote};`])
  return { edit, safety: made.safety }
}

interface Target {
  readonly url: string
  readonly safety: Fix['safety']
}

/** A URL without groups: a `?` at its end keeps the query out, else nginx adds what the client sent. */
function exact(url: string): Target | undefined {
  if (/\$\{?\d/.test(url)) return undefined
  if (url.endsWith('?')) return { url: url.slice(0, -1), safety: 'safe' }
  if (/\$\{?(?:request_uri|args|query_string|is_args)\b/i.test(url))
    // The query would come twice: that is not kept.
    return /\$(?:request_uri|\{request_uri\})$/i.test(url) ? { url, safety: 'unsafe' } : undefined
  return url.includes('?') ? undefined : { url: `${url}$is_args$args`, safety: 'safe' }
}

/** The whole path as a group, put back where it was: as the client sent it, where `rewrite` merges slashes and decodes. */
function asSent(pattern: string, url: string): Target | undefined {
  const group = /^\^?(\/?)\(\.\*\)\$?$/.exec(pattern)
  const own = group && /^(.*[^/?])(\/?)\$(?:1|\{1\})$/.exec(url)
  if (!own || own[2] !== group[1] || /\$\{?\d/.test(own[1] as string)) return undefined
  return { url: `${own[1]}$request_uri`, safety: 'unsafe' }
}

/** No rewrite in front of it has made another path. */
function isFirstRewrite(level: Level, directive: Directive): boolean {
  for (let at: Level | undefined = level; at; at = at.parent) {
    const end = at === level ? at.own.indexOf(directive) : at.own.length
    if (at.own.slice(0, end).some(one => nameOf(one) === 'rewrite')) return false
  }
  return true
}
