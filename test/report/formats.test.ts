import { describe, expect, it } from 'vitest'
import { render as checkstyle } from '../../src/report/checkstyle.ts'
import { render as compact } from '../../src/report/compact.ts'
import { render as github } from '../../src/report/github.ts'
import { render as gitlab } from '../../src/report/gitlab.ts'
import { render as json } from '../../src/report/json.ts'
import { render as junit } from '../../src/report/junit.ts'
import { render as markdown } from '../../src/report/markdown.ts'
import { render as rdjson } from '../../src/report/rdjson.ts'
import { both, finding, problem, replaceFix, report, site, view } from './sample.ts'

const old = finding('ssl_protocols TLSv1 TLSv1.2;', {
  related: [{ ...finding('listen'), message: both('listens here') }],
  fixes: [
    {
      ...replaceFix('TLSv1 ', ''),
      steps: [
        {
          id: 's',
          kind: 'check',
          title: both('reload'),
          needs: [],
          risk: 'none',
          checks: [{ argv: ['nginx', '-t'], says: both('it loads') }],
        },
      ],
    },
  ],
})
const low = finding('listen', { severity: 'low', rule: 'nginx/other', fingerprint: 'beef' })
const waived = finding('server', {
  fingerprint: 'cafe',
  waived: { kind: 'file', reason: 'known', until: '2027-01-01' },
})
const sample = report({ findings: [old, low, waived], problems: [problem('}')] })

describe('json', () => {
  it('carries the score with the reason of each cap', () => {
    const controls = [
      { rule: 'nginx/tls-protocols', severity: 'high' as const },
      { rule: 'nginx/hsts', severity: 'critical' as const },
    ]
    const value = JSON.parse(json(report({ findings: [old], controls }), view()))
    expect(value.score).toEqual({
      value: 62,
      waivedAsPassed: 62,
      caps: [{ limit: 79, because: '1 high finding is open' }],
    })
  })

  it('has one finding a line and is JSON with any number of them', () => {
    for (const findings of [[], [old], [old, low, waived]]) {
      const text = json(report({ findings }), view())
      expect(JSON.parse(text).findings.map((each: { rule: string }) => each.rule)).toEqual(
        findings.map(each => each.rule),
      )
      expect(text.split('\n').filter(line => line.includes('"fingerprint"'))).toHaveLength(findings.length)
    }
  })

  it('keeps its pieces apart from a path that looks like the mark between them', () => {
    const strange = { ...problem('}'), path: '\0findings', message: both('"\\u0000findings"') }
    const value = JSON.parse(json(report({ findings: [old], problems: [strange] }), view()))
    expect(value.findings).toHaveLength(1)
    expect(value.problems[0]).toMatchObject({ path: '\0findings', message: '"\\u0000findings"' })
  })

  it('has the documented shape', () => {
    const value = JSON.parse(json(sample, view()))
    expect(value).toMatchObject({
      schema: 1,
      tool: { name: 'confward', version: '1.2.3' },
      verdicts: [{ format: 'nginx', root: site.path, loads: true, because: [] }],
      problems: [
        { path: site.path, line: 6, column: 1, message: 'unexpected "}"', code: 'unexpected', warning: false },
      ],
      target: { nginx: '1.22.1' },
    })
    const { start, end } = old.span
    expect(value.findings[0]).toEqual({
      rule: 'nginx/tls-protocols',
      severity: 'high',
      confidence: 'high',
      message: 'server example.com accepts "TLSv1"',
      messageId: 'old',
      subject: 'server example.com',
      path: site.path,
      line: 4,
      column: 2,
      endLine: 4,
      endColumn: 30,
      span: { start, end },
      fingerprint: 'f00d',
      related: [expect.objectContaining({ path: site.path, line: 2, message: 'listens here' })],
      witness: null,
      waived: null,
      fixes: [
        {
          title: 'write ',
          safety: 'safe',
          edits: [{ path: site.path, start: start + 14, end: start + 20, text: '' }],
          changes: ['ssl_protocols'],
          steps: [
            {
              id: 's',
              kind: 'check',
              title: 'reload',
              needs: [],
              risk: 'none',
              checks: [{ argv: ['nginx', '-t'], says: 'it loads' }],
            },
          ],
        },
      ],
    })
    expect(value.findings[2].waived).toEqual({ kind: 'file', reason: 'known', until: '2027-01-01' })
  })
})

describe('github', () => {
  it('annotates lines', () => {
    expect(github(report({ findings: [old, low] }), view())).toBe(
      '::error file=etc/nginx/site.conf,line=4,endLine=4,col=2,endColumn=30,title=nginx/tls-protocols (high)::server example.com accepts "TLSv1"\n' +
        '::notice file=etc/nginx/site.conf,line=2,endLine=2,col=2,endColumn=8,title=nginx/other (low)::server example.com accepts "TLSv1"\n',
    )
  })
})

describe('gitlab', () => {
  it('leaves out what was accepted', () => {
    expect(JSON.parse(gitlab(report({ findings: [old, waived] }), view()))).toEqual([
      {
        description: 'nginx/tls-protocols: server example.com accepts "TLSv1"',
        check_name: 'nginx/tls-protocols',
        fingerprint: 'f00d',
        severity: 'critical',
        location: { path: site.path, lines: { begin: 4, end: 4 } },
      },
    ])
  })
})

describe('junit', () => {
  it('fails only what fails the check', () => {
    const text = junit(sample, view())
    expect(text).toContain('<testsuite name="etc/nginx/site.conf" tests="4" failures="1" errors="1" skipped="1">')
    expect(text).toContain('<failure type="high" message="server example.com accepts &quot;TLSv1&quot;">')
    expect(text).toContain('<skipped message="known"/>')
    expect(text).toContain('<system-out>low:')
    expect(junit(sample, view({ failOn: undefined }))).toContain('failures="0"')
  })

  it('has a passing case for a clean file', () => {
    expect(junit(report(), view())).toContain('tests="1" failures="0" errors="0" skipped="0"')
  })
})

describe('checkstyle', () => {
  it('groups by file', () => {
    expect(checkstyle(report({ findings: [old] }), view())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="etc/nginx/site.conf">
    <error line="4" column="2" severity="error" message="server example.com accepts &quot;TLSv1&quot;" source="confward.nginx/tls-protocols"/>
  </file>
</checkstyle>
`)
  })
})

describe('rdjson', () => {
  it('counts columns in bytes and carries suggestions', () => {
    const wide = finding('# 中文')
    const { diagnostics } = JSON.parse(rdjson(report({ findings: [old, wide] }), view()))
    expect(diagnostics[0]).toMatchObject({
      severity: 'ERROR',
      code: { value: 'nginx/tls-protocols' },
      suggestions: [{ range: { start: { line: 4, column: 16 }, end: { line: 4, column: 22 } }, text: '' }],
    })
    // "\tserver_name example.com; " is 26 bytes; "# 中文" is 8.
    expect(diagnostics[1].location.range).toEqual({ start: { line: 3, column: 27 }, end: { line: 3, column: 35 } })
  })
})

describe('markdown', () => {
  it('has a table, the fixes folded, and what was accepted', () => {
    const text = markdown(sample, view())
    expect(text).toContain(
      '| high | `nginx/tls-protocols` server example.com accepts "TLSv1" | `etc/nginx/site.conf:4` |',
    )
    expect(text).toContain(
      '```diff\n@@ etc/nginx/site.conf @@\n-\tssl_protocols TLSv1 TLSv1.2;\n+\tssl_protocols TLSv1.2;\n```',
    )
    expect(text).toContain('- `nginx/tls-protocols` `etc/nginx/site.conf:1` known')
  })
})

describe('a missing file that a finding is about', () => {
  const missing = { ...problem('}'), code: 'include-missing', warning: true, message: both('open() failed') }
  const found = finding('}', { rule: 'nginx/missing-include', severity: 'info' })

  it.each(Object.entries({ checkstyle, compact, github, gitlab, junit, markdown, rdjson }))(
    'is told once in %s',
    (_name, render) => {
      const text = (given: Parameters<typeof report>[0]): string => String(render(report(given), view()))
      expect(text({ problems: [missing] })).toContain('failed')
      expect(text({ problems: [missing], findings: [found] })).not.toContain('failed')
    },
  )
})
