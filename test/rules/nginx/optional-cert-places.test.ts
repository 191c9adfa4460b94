import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

it('of a server that looks at the certificate in one place it is not said that nothing does', () => {
  const text = `events { }
http {
    server {
        listen 443 ssl;
        server_name a.example.com;
        ssl_certificate a.pem;
        ssl_certificate_key a.key;
        ssl_client_certificate ca.pem;
        ssl_verify_client optional;
        location /api { if ($ssl_client_verify != SUCCESS) { return 403; } proxy_pass http://127.0.0.1:9000; }
        location /metrics { proxy_pass http://127.0.0.1:9000; }
    }
}
`
  const { findings } = analyze({ files: { 'nginx.conf': text } })
  expect(findings.filter(({ rule }) => rule === 'nginx/optional-client-cert').map(({ message }) => message.en)).toEqual(
    [
      '`ssl_verify_client optional` lets clients without a valid certificate in, and not every place in server a.example.com looks at $ssl_client_verify',
    ],
  )
})
