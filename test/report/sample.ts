import type { FileProblem, Finding, Location, Report } from '../../src/engine/index.ts'
import { analyzeHost, plan } from '../../src/engine/index.ts'
import { memoryStore } from '../../src/files/index.ts'
import type { Behind, View } from '../../src/report/view.ts'
import type { AnyRule, Fix } from '../../src/rules/rule.ts'
import { defaultTarget } from '../../src/target/index.ts'
import { decode, position, type SourceFile } from '../../src/text/index.ts'

export const both = (text: string): { en: string; zh: string } => ({ en: text, zh: text })

export function at(file: SourceFile, text: string): Location {
  const start = file.text.indexOf(text)
  if (start === -1) throw new Error(`${file.path} has no ${text}`)
  const end = start + text.length
  const from = position(file, start)
  const to = position(file, end)
  return {
    path: file.path,
    span: { start, end },
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
  }
}

export const site: SourceFile = decode(
  'etc/nginx/site.conf',
  `server {
\tlisten 443 ssl;
\tserver_name example.com; # 中文
\tssl_protocols TLSv1 TLSv1.2;
\tproxy_set_header Authorization "Basic aHVudGVyMg==";
}
`,
)

export const replaceFix = (text: string, by: string, safety: Fix['safety'] = 'safe'): Fix => ({
  title: both(`write ${by}`),
  safety,
  edits: [{ path: site.path, span: at(site, text).span, text: by }],
  changes: ['ssl_protocols'],
})

export function finding(text: string, more: Partial<Finding> = {}): Finding {
  return {
    ...at(site, text),
    rule: 'nginx/tls-protocols',
    severity: 'high',
    confidence: 'high',
    fingerprint: 'f00d',
    subject: 'server example.com',
    messageId: 'old',
    params: {},
    message: both('server example.com accepts "TLSv1"'),
    related: [],
    fixes: [],
    ...more,
  }
}

export const problem = (text: string, more: Partial<FileProblem> = {}): FileProblem => ({
  ...at(site, text),
  code: 'unexpected',
  message: both('unexpected "}"'),
  warning: false,
  ...more,
})

export function report(more: Partial<Report> = {}): Report {
  return {
    schema: 1,
    tool: { name: 'confward', version: '1.2.3' },
    baseline: { name: 'balanced', version: '1' },
    target: defaultTarget,
    roles: [],
    controls: [],
    files: [{ path: site.path, format: 'nginx' }],
    verdicts: [{ format: 'nginx', root: site.path, loads: true, because: [], problems: [] }],
    findings: [],
    problems: [],
    waivers: [],
    stats: {},
    ...more,
  }
}

const rule = {
  id: 'nginx/tls-protocols',
  format: 'nginx',
  title: both('Old TLS versions'),
  severity: 'high',
  confidence: 'high',
  tags: ['tls'],
} as unknown as AnyRule

export const view = (more: Partial<View> = {}): View => ({
  lang: 'en',
  color: false,
  columns: 80,
  source: path => (path === site.path ? site : undefined),
  rule: id => (id === rule.id ? rule : undefined),
  page: id =>
    id === rule.id
      ? '# nginx/tls-protocols\n\n## What\n\nOld versions\nare accepted.\n\n## Why\n\nBroken.\n'
      : undefined,
  address: () => undefined,
  failOn: 'medium',
  ...more,
})

/** What a report of these files is made from. */
export function behind(files: Readonly<Record<string, string>>): { readonly report: Report; readonly behind: Behind } {
  const input = { files: memoryStore(files), hashes: true }
  const { report, hosts, host } = analyzeHost(input)
  return { report, behind: { hosts, models: host.models, plan: () => plan(input, report), today: '2026-11-20' } }
}
