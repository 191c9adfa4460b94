import { expect, test } from 'vitest'
import { reports } from '../../src/report/index.ts'
import { redactReport } from '../../src/report/redact-report.ts'
import { decode } from '../../src/text/index.ts'
import { behind, view } from './sample.ts'

const values = [
  'YXBwOmh1bnRlcjI',
  'sess10n-c00kie',
  's3cr3t-0f-links',
  'hunter2hunter2',
  'k3y-0f-the-api',
  'w0rd-in-url',
  'k3y-0f-a-client',
]
const text = `events {}
http {
    map $http_apikey $client {
        default "";
        "${values[6]}" one;
    }
    server {
        listen 80;
        location / {
            proxy_set_header Authorization "Basic ${values[0]}";
            proxy_set_header Cookie "sid=${values[1]}";
            proxy_set_header X-Api-Key ${values[4]};
            proxy_pass http://127.0.0.1:9000;
        }
        location /files/ {
            secure_link $arg_md5;
            secure_link_md5 "$uri ${values[2]}";
            return 302 https://user:${values[5]}@files.example.com/;
        }
        location /app/ {
            fastcgi_param DB_PASSWORD ${values[3]};
            fastcgi_pass unix:/run/app.sock;
        }
    }
}
`

test('every kind of credential is found, and none is in any output', async () => {
  const { report: found, behind: host } = behind({ 'nginx.conf': text })
  expect(found.findings.filter(({ rule }) => rule === 'nginx/secret-in-config').length).toBe(values.length)
  const file = decode('nginx.conf', text)
  const report = redactReport(found, () => file)
  for (const [name, load] of Object.entries(reports)) {
    const output = (await load()).render(report, view({ source: () => file, behind: host }))
    expect(output.length, name).toBeGreaterThan(0)
    for (const value of values) expect(output, `${name}: ${value}`).not.toContain(value)
  }
})
