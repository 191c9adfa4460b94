/** Where the lines of a case stand. */
type Around = 'server' | 'plain' | 'upstream' | 'bare-tls' | 'stream' | 'stream-plain' | 'mail' | 'mail-plain'

const pair = 'ssl_certificate /etc/ssl/here.pem;\nssl_certificate_key /etc/ssl/here.key;\n'
const web = (lines: string): string => `events {}\nhttp {\nserver {\nlisten 127.0.0.1:18443${lines}\n}\n\n}\n`
const stream = (lines: string): string =>
  `load_module /usr/lib/nginx/modules/ngx_stream_module.so;\nevents {}\nstream {\nserver {\nlisten 127.0.0.1:18443${lines}\n}\n}\n`
const mail = (lines: string): string =>
  `load_module /usr/lib/nginx/modules/ngx_mail_module.so;\nevents {}\nmail {\nauth_http 127.0.0.1:1;\nserver {\nprotocol imap;\nlisten 127.0.0.1:18443${lines}\n}\n}\n`

const around: Readonly<Record<Around, (lines: string) => string>> = {
  server: lines => web(` ssl;\n${pair}${lines}`),
  plain: lines => web(`;\n${lines}`),
  upstream: lines => web(`;\nlocation / {\nproxy_pass https://127.0.0.1;\n${lines}\n}`),
  'bare-tls': lines => web(` ssl;\n${lines}`),
  stream: lines => stream(` ssl;\nreturn x;\n${pair}${lines}`),
  'stream-plain': lines => stream(`;\nproxy_pass 127.0.0.1:1;\n${lines}`),
  mail: lines => mail(` ssl;\n${pair}${lines}`),
  'mail-plain': lines => mail(`;\n${lines}`),
}

/** Files that a host of these cases has. */
export const present: readonly string[] = [
  '/etc/ssl/here.pem',
  '/etc/ssl/here.key',
  '/usr/lib/nginx/modules/ngx_stream_module.so',
  '/usr/lib/nginx/modules/ngx_mail_module.so',
]

const text = ([where, lines]: readonly [Around, string]): string => around[where](lines)

const clients = 'ssl_client_certificate /etc/ssl/here.pem;\nssl_verify_client on;\n'

/** Each names one file, `/nope/x`, that `nginx -t` opens. */
export const opened: readonly string[] = (
  [
    ['bare-tls', 'ssl_certificate /nope/x;\nssl_certificate_key /etc/ssl/here.key;'],
    ['bare-tls', 'ssl_certificate /etc/ssl/here.pem;\nssl_certificate_key /nope/x;'],
    ['plain', 'ssl_certificate /nope/x;\nssl_certificate_key /etc/ssl/here.key;'],
    ['bare-tls', 'ssl_reject_handshake on;\nssl_certificate /nope/x;\nssl_certificate_key /etc/ssl/here.key;'],
    ['bare-tls', 'ssl_reject_handshake on;\nssl_dhparam /nope/x;'],
    ['server', 'ssl_trusted_certificate /nope/x;'],
    ['plain', `${pair}ssl_trusted_certificate /nope/x;`],
    ['server', 'ssl_crl /nope/x;'],
    ['server', 'ssl_dhparam /nope/x;'],
    ['server', 'ssl_session_ticket_key /nope/x;'],
    ['server', 'ssl_stapling on;\nssl_stapling_file /nope/x;'],
    ['server', 'ssl_verify_client on;\nssl_client_certificate /nope/x;'],
    ['server', 'ssl_verify_client optional_no_ca;\nssl_client_certificate /nope/x;'],
    ['server', 'ssl_password_file /nope/x;'],
    ['plain', 'ssl_password_file /nope/x;'],
    ['plain', 'proxy_ssl_password_file /nope/x;'],
    ['upstream', 'proxy_ssl_certificate /nope/x;\nproxy_ssl_certificate_key /etc/ssl/here.key;'],
    ['upstream', 'proxy_ssl_certificate /etc/ssl/here.pem;\nproxy_ssl_certificate_key /nope/x;'],
    ['upstream', 'proxy_ssl_verify on;\nproxy_ssl_trusted_certificate /nope/x;'],
    ['upstream', 'proxy_ssl_verify on;\nproxy_ssl_trusted_certificate /etc/ssl/here.pem;\nproxy_ssl_crl /nope/x;'],
    ['stream', 'ssl_dhparam /nope/x;'],
    ['stream', `${clients}ssl_trusted_certificate /nope/x;`],
    ['stream-plain', 'proxy_ssl on;\nproxy_ssl_verify on;\nproxy_ssl_trusted_certificate /nope/x;'],
    ['mail', 'ssl_session_ticket_key /nope/x;'],
    ['mail', `${clients}ssl_crl /nope/x;`],
    ['mail-plain', 'starttls on;\nssl_certificate /nope/x;\nssl_certificate_key /etc/ssl/here.key;'],
  ] as const
).map(text)

/** And here it does not. */
export const unopened: readonly string[] = (
  [
    ['server', 'ssl_client_certificate /nope/x;'],
    ['server', 'ssl_stapling_file /nope/x;'],
    ['server', 'ssl_dhparam "";'],
    ['plain', 'ssl_trusted_certificate /nope/x;\nssl_dhparam /nope/x;\nssl_session_ticket_key /nope/x;'],
    ['bare-tls', 'ssl_certificate /nope/$ssl_server_name;\nssl_certificate_key /nope/x;'],
    ['plain', 'auth_basic x;\nauth_basic_user_file /nope/x;'],
    ['plain', 'root /nope/x;\nerror_page 404 /nope/x;'],
    ['upstream', 'proxy_ssl_trusted_certificate /nope/x;\nproxy_ssl_crl /nope/x;'],
    ['upstream', 'proxy_ssl_certificate /nope/$host;\nproxy_ssl_certificate_key /nope/x;'],
    [
      'plain',
      'location / {\nproxy_pass http://127.0.0.1;\nproxy_ssl_verify on;\nproxy_ssl_trusted_certificate /nope/x;\n}',
    ],
    ['stream', 'ssl_trusted_certificate /nope/x;\nssl_crl /nope/x;\nssl_client_certificate /nope/x;'],
    ['stream-plain', 'ssl_certificate /nope/x;\nssl_certificate_key /nope/x;'],
    ['stream-plain', 'proxy_ssl_certificate /nope/x;\nproxy_ssl_certificate_key /nope/x;'],
    ['mail-plain', 'ssl_certificate /nope/x;\nssl_certificate_key /nope/x;'],
  ] as const
).map(text)
