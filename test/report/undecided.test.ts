import { describe, expect, it } from 'vitest'
import { renderHtml, renderMarkdown } from '../../src/report/evidence/index.ts'
import { render as page } from '../../src/report/html/index.ts'
import { render as json } from '../../src/report/json.ts'
import { decode, type SourceFile } from '../../src/text/index.ts'
import { behind, view } from './sample.ts'

const path = 'etc/nginx/nginx.conf'
const text = `events {}
http {
  server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key; }
}
`
const { report, behind: host } = behind({ [path]: text })
const source = (asked: string): SourceFile | undefined => (asked === path ? decode(path, text) : undefined)
const english = view({ behind: host, source })
const chinese = view({ behind: host, source, lang: 'zh' })

describe('whether the daemon takes the files, where only the machine can tell', () => {
  it('is null for programs, with the files it depends on', () => {
    expect(JSON.parse(json(report, english)).verdicts).toMatchObject([
      {
        loads: null,
        because: [
          'etc/nginx/nginx.conf:3: "a.pem" is not among the files',
          'etc/nginx/nginx.conf:3: "a.key" is not among the files',
        ],
      },
    ])
  })

  it('is told to people with the first of them', () => {
    expect(page(report, english)).toContain(
      'depends on what is not in the files <em>etc/nginx/nginx.conf:3 &quot;a.pem',
    )
    expect(page(report, chinese)).toContain('所给文件中没有 &quot;a.pem&quot;')
    expect(renderMarkdown(report, english)).toContain(
      'depends on what is not in the files: etc/nginx/nginx.conf:3 "a.pem" is not among the files',
    )
    expect(renderHtml(report, chinese)).toContain('取决于文件之外的因素: etc/nginx/nginx.conf:3 所给文件中没有')
  })
})
