import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/engine/index.ts'
import { reports } from '../../src/report/index.ts'
import { redactReport } from '../../src/report/redact-report.ts'
import { decode } from '../../src/text/index.ts'
import { behind, both, finding, problem, replaceFix, report, site, view } from './sample.ts'

/** An escape that recolours, a title change, a second workflow command, a second XML attribute, markup, direction marks. */
const payload =
  '\x1b[31m\x1b]0;x\x07\x9b5m\r\n::error::x\u202e\u2066\u200b"><script>x</script>]]>&`|[a](javascript:x)@team\x00'
const acting = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/

const hostileFile = decode('etc/nginx/site.conf', site.text.replace('example.com', payload.replace(/[\r\n]/g, '')))
const hostile: Report = report({
  findings: [
    finding('ssl_protocols TLSv1 TLSv1.2;', {
      message: both(payload),
      subject: payload,
      related: [{ ...finding('listen'), message: both(payload) }],
      fixes: [{ ...replaceFix('TLSv1 ', payload), title: both(payload) }],
      witness: {
        ...{ listener: `${payload}:80`, tls: false, method: payload, target: payload, body: payload },
        headers: [['Host', payload], [payload, payload]], // biome-ignore format: pairs
        provokes: { summary: both(payload) },
      },
    }),
    finding('listen', { path: payload, message: both(payload) }),
    finding('server', { waived: { kind: 'file', reason: payload } }),
  ],
  problems: [problem('}', { message: both(payload), code: payload, path: payload })],
  verdicts: [{ format: 'nginx', root: payload, loads: false, because: [payload], problems: [] }],
  files: [{ path: payload, format: 'nginx' }],
})

/** Wherever a name, an address or a path of a configuration is drawn. */
const quoted = `"${payload.replace(/[\\"\0]/g, '')}"`
const { behind: hostileHost } = behind({
  'etc/nginx/nginx.conf': `events {}
http {
  upstream ${quoted} { server 127.0.0.1:1; }
  server { listen 80; server_name ${quoted}; root ${quoted}; location ${quoted} { proxy_pass http://${quoted.slice(1, -1)}; }
    location /b { return 301 ${quoted}; } location /c { proxy_pass "http://${quoted.slice(1, -1)}/"; } }
}
`,
  'etc/openvpn/client/x.conf': `client\ndev ${quoted}\nremote ${quoted.replace(/[\r\n]/g, '')} 1194\n`,
})

const rendered = async (name: string, color = false): Promise<string> => {
  const { render } = await reports[name]!()
  return render(
    hostile,
    view({ color, behind: hostileHost, source: path => (path === site.path ? hostileFile : undefined) }),
  )
}

describe('text from a configuration cannot act', () => {
  it.each(Object.keys(reports))('in %s', async name => {
    const text = await rendered(name)
    expect(text.replaceAll('@\u{2060}', '@').match(acting)?.[0]).toBeUndefined()
  })

  it('on a terminal: no escape but our own colours', async () => {
    const text = await rendered('text', true)
    expect(text.replace(/\x1b\[\d+m/g, '')).not.toMatch(acting)
    expect(text).toContain('\\x1b[31m')
    expect(text).toContain('\\u{202e}')
  })

  it('as a second workflow command', async () => {
    const lines = (await rendered('github')).trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines.every(line => /^::(error|warning|notice) file=[^:]+::[^\n]*$/.test(line))).toBe(true)
  })

  it.each(['junit', 'checkstyle', 'map-svg', 'html', 'evidence-html'])('as markup of %s', async name => {
    const text = await rendered(name)
    expect(text).not.toContain('<script')
    expect(text).not.toMatch(/="[^"]*[<>][^"]*"/)
  })

  it('as markup of Mermaid', async () => {
    const text = await rendered('map-mermaid')
    expect(text).toContain('script')
    const labels = text.replaceAll('<br/>', ' ').match(/"[^"\n]*"/g) ?? []
    expect(labels.filter(label => /[<>`@|[\]{}]|%%|:\/\//.test(label))).toEqual([])
    expect(text.match(/"/g)?.length).toBe(2 * labels.length)
  })

  it.each(['markdown', 'evidence'])('as markup of Markdown in %s', async name => {
    const outside = (await rendered(name))
      .replace(/^```[\s\S]*?^```$/gm, '')
      .replace(/\\\W|(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    expect(outside).not.toMatch(/<script|\]\(|@team/)
  })
})

describe('requests that hold such text', () => {
  it.each(['gitlab', 'rdjson'])('stay inside the code block of %s', async name => {
    const value = JSON.parse(await rendered(name))
    const texts: string[] = name === 'gitlab' ? [value[1].content.body] : [value.diagnostics[1].message]
    for (const text of texts) {
      expect(text.split('```')).toHaveLength(3)
      expect(text.split('```')[2]).toBe('')
      expect(text.split('```')[1]).toMatch(/^sh\ncurl [^\n]* -X [^\n]* -H [^\n]*…\n$/)
      const says = text.split('```')[0] ?? ''
      expect(says).not.toBe('')
      expect(says.replace(/\\\W/g, '')).not.toMatch(/<script|\]\(|@team/)
    }
  })

  it.each([
    ['junit', /<failure [^>]*>[^<]*\ncurl [^<\n]* -X [^<\n]*<\/failure>/],
    ['checkstyle', / message="[^"\n]*&#10;curl [^"\n]* -X [^"\n]*" source=/],
    ['github', /^::error [^\n]*%0Acurl [^\n]* -X [^\n]*$/m],
    ['evidence', /\n```\ncurl [^\n]* -X [^\n]*\n```\n/],
    ['evidence-html', /<pre class="frame">curl [^<\n]* -X [^<\n]*\n<\/pre>/],
  ])('are one line in %s', async (name, line) => expect(await rendered(name)).toMatch(line))
})

describe('secrets', () => {
  const secret = 'aHVudGVyMg=='
  const quoting = report({
    findings: [
      finding('proxy_set_header Authorization "Basic aHVudGVyMg==";', {
        message: both(`"Basic ${secret}" is sent on`),
        subject: secret,
        related: [{ ...finding('Basic'), message: both(secret) }],
        fixes: [{ ...replaceFix('proxy_set_header', '#'), title: both(`remove ${secret}`) }],
      }),
    ],
    problems: [problem('Authorization', { message: both(secret) })],
  })
  it.each(Object.keys(reports))('are not in %s', async name => {
    const { render } = await reports[name]!()
    const safe = redactReport(quoting, path => (path === site.path ? site : undefined))
    expect(render(safe, view())).not.toContain(secret)
  })

  const held = ['hunter2secret', 'aHVudGVyMg==', 'tok3n-in-a-url', 'MIIEvSecretBody', 'sesameopen1']
  const files = {
    'etc/nginx/nginx.conf': `events {}
http {
  map $uri $x { default "password=hunter2secret"; }
  server { listen 80; server_name a.example; set $api_token hunter2secret;
    location / { proxy_pass http://user:hunter2secret@10.0.0.1:8080/?token=tok3n-in-a-url; proxy_set_header Authorization "Basic aHVudGVyMg=="; }
    location /r { return 301 https://user:sesameopen1@other.example/?access_token=tok3n-in-a-url; } }
}
`,
    'etc/openvpn/client/hk.conf': `client
dev tun
remote 198.51.100.20 1194
comp-lzo
<key>
-----BEGIN PRIVATE KEY-----
MIIEvSecretBody
-----END PRIVATE KEY-----
</key>
`,
  }
  const host = behind(files)
  const results = [{ command: 'mysql -p password=hunter2secret', exit: 0, output: files['etc/openvpn/client/hk.conf'] }]
  // Programs that apply edits need them as they are.
  const patching = ['json', 'sarif', 'rdjson']
  it.each(Object.keys(reports).filter(name => !patching.includes(name)))(
    'of a whole host are not in %s',
    async name => {
      const { render } = await reports[name]!()
      const source = (path: string): ReturnType<typeof decode> | undefined => {
        const text = files[path as keyof typeof files]
        return text === undefined ? undefined : decode(path, text)
      }
      const safe = redactReport(host.report, source)
      const text = render(safe, view({ behind: { ...host.behind, results }, source }))
      expect(held.filter(secret => text.includes(secret))).toEqual([])
    },
  )
})
