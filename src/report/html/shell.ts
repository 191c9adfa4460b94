import type { Lang } from '../../message/index.ts'
import { sha256 } from '../../text/sha256.ts'
import { html, Markup } from '../medium/html.ts'

export interface Page {
  readonly title: string
  readonly lang: Lang
  readonly style: string
  readonly body: Markup
}

/** A whole page in one file: no script, nothing loaded, and a policy that allows nothing but its own style sheet. */
export function shell({ title, lang, style, body }: Page): string {
  const policy = `default-src 'none'; style-src 'sha256-${base64Hash(style)}'; base-uri 'none'; form-action 'none'`
  return `${
    html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="confward">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
</body>
</html>`.text
  }\n`
}

/** As a content security policy names a style sheet. */
function base64Hash(text: string): string {
  const hex = sha256(new TextEncoder().encode(text))
  const bytes = hex.match(/../g) ?? []
  return btoa(String.fromCharCode(...bytes.map(byte => Number.parseInt(byte, 16))))
}
