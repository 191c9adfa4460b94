import { describe, expect } from 'vitest'
import { analyze, fix } from '../../src/index.ts'
import { certificates } from './certificates.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

const test = needs('nginx', 'nginx-mail', 'openssl', 'root')

type Protocol = 'imap' | 'pop3' | 'smtp'

const ports: Readonly<Record<Protocol, number>> = { imap: 143, pop3: 110, smtp: 587 }

/** What a client sends that knows no TLS. */
const logins: Readonly<Record<Protocol, string>> = {
  imap: '1 LOGIN user secret\r\n2 LOGOUT\r\n',
  pop3: 'USER user\r\nPASS secret\r\nQUIT\r\n',
  smtp: `EHLO a\r\nAUTH PLAIN ${Buffer.from('\0user\0secret').toString('base64')}\r\nQUIT\r\n`,
}

const strangers = 'EHLO a\r\nMAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nQUIT\r\n'

/** A mail proxy; whoever it asks about a password says `asked`. */
const configuration = (protocol: Protocol, lines: string, listen = String(ports[protocol])): string =>
  `load_module modules/ngx_mail_module.so;
events {}
http {
    server {
        listen unix:/run/test/auth;
        add_header Auth-Status asked;
        return 200;
    }
}
mail {
    auth_http unix:/run/test/auth:/;
    server_name mail.example.com;
    ssl_certificate /etc/nginx/a.pem;
    ssl_certificate_key /etc/nginx/a.key;
    server {
        listen ${listen};
        protocol ${protocol};
        ${lines}
    }
}
`

/** Everything the daemon says to a client that sends these lines in clear. */
async function answers(text: string, sent: string): Promise<string> {
  const onSocket = text.replace(/listen (?:\d+)(?= ssl|;)/, 'listen unix:/run/test/mail')
  const { chain, key } = certificates()
  const nginx = new RunningNginx({ 'nginx.conf': onSocket, 'a.pem': chain, 'a.key': key })
  try {
    return await nginx.raw('mail', sent)
  } finally {
    nginx.stop()
  }
}

const taken = async (text: string, sent: string): Promise<boolean> => (await answers(text, sent)).includes('asked')

const rule = 'nginx/plaintext-stream'
const told = (text: string): boolean =>
  analyze({ files: { 'nginx.conf': text } }).findings.some(finding => finding.rule === rule)

function fixed(text: string): string {
  const input = { files: { 'nginx.conf': text }, unsafe: true }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? ''
}

const passwords: readonly (readonly [string, boolean])[] = [
  ['', true],
  ['starttls off;', true],
  ['starttls on;', true],
  ['starttls only;', false],
]

describe.each(['imap', 'pop3', 'smtp'] as const)('%s', protocol => {
  test.each(passwords)(
    'a password sent in clear, with "%s", is taken exactly when the rule says so',
    async (lines, expected) => {
      const text = configuration(protocol, lines)
      expect(told(text)).toBe(expected)
      expect(await taken(text, logins[protocol])).toBe(expected)
    },
  )

  test('nor is it on a socket of TLS', async () => {
    const text = configuration(protocol, '', `${ports[protocol]} ssl`)
    expect(told(text)).toBe(false)
    expect(await taken(text, logins[protocol])).toBe(false)
  })

  test('nor after the fix', async () => {
    const text = fixed(configuration(protocol, 'starttls on;'))
    expect(told(text)).toBe(false)
    expect(await taken(text, logins[protocol])).toBe(false)
  })
})

describe('mail without a password', () => {
  const open = configuration('smtp', 'smtp_auth none; starttls only;')

  test('is taken in clear whatever starttls says', async () => {
    expect(told(open)).toBe(true)
    expect(await taken(open, strangers)).toBe(true)
    expect(await taken(open, logins.smtp)).toBe(false)
  })

  test('is not where a password is asked for, nor after the fix', async () => {
    for (const text of [configuration('smtp', 'starttls only;'), fixed(open)]) {
      expect(told(text)).toBe(false)
      expect(await taken(text, strangers)).toBe(false)
    }
  })
})
