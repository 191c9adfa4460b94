// biome-ignore-all lint/suspicious/noExplicitAny: a SARIF log as parsed
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/engine/index.ts'
import { render } from '../../src/report/sarif/index.ts'
import { both, finding, problem, replaceFix, report, site, view } from './sample.ts'

// The schema is written for an older draft; what it uses of it means the same.
const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(readFileSync(new URL('../fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
formats.default(ajv)
const validate = ajv.compile(schema)

function sarif(given: Report, more = {}): Record<string, any> {
  const log = JSON.parse(render(given, view(more)))
  expect(validate(log), JSON.stringify(validate.errors, null, 1)).toBe(true)
  return log.runs[0]
}

const full = report({
  findings: [
    finding('ssl_protocols TLSv1 TLSv1.2;', {
      related: [{ ...finding('listen'), message: both('listens here') }],
      fixes: [replaceFix('TLSv1 ', '')],
    }),
    finding('listen', { rule: 'setting/nginx/listen', severity: 'info', waived: { kind: 'inline', reason: 'known' } }),
  ],
  problems: [problem('}')],
})

describe('SARIF', () => {
  it('is valid for reports with everything and with nothing', () => {
    sarif(full)
    sarif(report())
  })

  it('has what code scanning asks for', () => {
    const { tool, results, automationDetails } = sarif(full)
    const [rule, setting] = tool.driver.rules
    expect(rule).toMatchObject({
      id: 'nginx/tls-protocols',
      shortDescription: { text: 'Old TLS versions' },
      fullDescription: { text: 'Old versions are accepted.' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security', 'tls'], precision: 'high', 'security-severity': '8.0' },
    })
    expect(rule.help.markdown).toContain('## Why')
    expect(setting).toMatchObject({ id: 'setting/nginx/listen', help: { text: 'setting/nginx/listen' } })
    expect(automationDetails.id).toBe('confward/')
    expect(results[0].partialFingerprints['confward/v1']).toBe('f00d')
    expect(results[0].partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{8,16}:1$/)
    expect(results[1].suppressions).toEqual([{ kind: 'inSource', status: 'accepted', justification: 'known' }])
  })

  it('links related places from the message and carries the fix', () => {
    const [result] = sarif(full).results
    expect(result.message.text).toContain('([etc/nginx/site.conf:2](1))')
    expect(result.relatedLocations[0]).toMatchObject({ id: 1, message: { text: 'listens here' } })
    const [replacement] = result.fixes[0].artifactChanges[0].replacements
    expect(replacement).toEqual({ deletedRegion: { startLine: 4, startColumn: 16, endLine: 4, endColumn: 22 } })
  })

  it('keeps regions on one line', () => {
    const [result] = sarif(report({ findings: [finding(site.text.slice(0, site.text.indexOf('}') + 1))] })).results
    expect(result.locations[0].physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 9,
    })
  })

  it('names files behind links, with reserved characters encoded', () => {
    const run = sarif(full, { resolve: () => 'sites-available/a b#1.conf' })
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('sites-available/a%20b%231.conf')
  })

  it('says that the run failed when something could not be parsed', () => {
    expect(sarif(full).invocations[0].executionSuccessful).toBe(false)
    expect(sarif(report()).invocations[0].executionSuccessful).toBe(true)
  })
})
