import { expect, test } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** One file of snippets/ by itself: what its server says is not among the files. */
const said = (text: string): string[] =>
  analyze({ files: { 'etc/nginx/snippets/a.conf': text }, roots: ['etc/nginx/snippets/a.conf'], format: 'nginx' })
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ rule }) => rule)

test.each([
  'auth_basic x;\nauth_basic_user_file /etc/nginx/htpasswd;\n',
  'ssl_certificate /etc/ssl/a.pem;\nssl_certificate_key /etc/ssl/a.key;\n',
  'listen 443 ssl;\nlisten [::]:443 ssl;\nssl_certificate /etc/ssl/a.pem;\nssl_certificate_key /etc/ssl/a.key;\n',
  'location /static/ {\n  alias /srv/static/;\n}\n',
])('nothing is told of what it does not say: %j', text => expect(said(text)).toEqual([]))

test('what it says is told', () => {
  expect(said('server_tokens on;\nssl_protocols TLSv1;\n')).toEqual(['nginx/tls-protocols', 'nginx/version-disclosure'])
})
