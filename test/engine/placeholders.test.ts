import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

const rules = (text: string): string[] =>
  analyze({ files: { 'conf.d/site.conf.j2': text }, format: 'nginx' }).findings.map(
    finding => `${finding.rule}:${finding.line}`,
  )

describe('templates', () => {
  it('what a placeholder decides is not judged, what is written is', () => {
    const text = (protocols: string): string =>
      `server {\n  listen {{ port }} ssl;\n  server_name a.example;\n  ssl_protocols ${protocols};\n}\n`
    expect(rules(text('TLSv1'))).toContain('nginx/tls-protocols:4')
    expect(rules(text('{{ protocols }} TLSv1')).filter(one => one.endsWith(':4'))).toEqual([])
  })
})
