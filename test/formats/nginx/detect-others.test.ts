import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/formats/nginx/detect.ts'
import { decode } from '../../../src/text/index.ts'

const score = (path: string, text: string): number => detect(decode(path, text))

/** Configurations of other programs that look like nginx's: by a word, by a block, or by the folder they lie in. */
const others: readonly (readonly [path: string, text: string])[] = [
  ['etc/freeradius/3.0/sites-available/one', 'server one {\n\tauthorize {\n\t\tpreprocess\n\t\tfiles\n\t}\n}\n'],
  [
    'etc/freeradius/3.0/sites-available/status',
    'server status {\n\tlisten {\n\t\ttype = status\n\t\tport = 18121\n\t}\n\tauthorize {\n\t\tok\n\t}\n}\n',
  ],
  [
    'etc/freeradius/3.0/sites-enabled/tls',
    'listen {\n\tipaddr = *\n\tport = 2083\n\ttls {\n\t\tca_file = ca\n\t}\n}\n',
  ],
  [
    'plugin.cnf',
    'NAS-Identifier=vpn\nService-Type=5\nserver\n{\n\tacctport=1813\n\tname=192.0.2.1\n}\nserver\n{\n\tname=192.0.2.2\n}\n',
  ],
  ['plugin', 'server\n{\n\tacctport=1813\n\tretry=1\n}\nserver\n{\n\tacctport=1813\n\tretry=1\n}\n'],
  [
    'etc/bind/named.conf',
    '// Ask README first\ninclude "/etc/bind/named.conf.options";\ninclude "/etc/bind/zones";\ninclude "/etc/bind/keys";\ninclude "/etc/bind/hints";\n',
  ],
  ['etc/other/all.conf', 'include "/etc/other/one.conf";\ninclude "/etc/other/two.conf";\n'],
  [
    'vpn.te',
    'module vpn 1.0;\n\nrequire {\n\ttype vpn_t;\n}\n\nallow a_t c_t:dbus d;\nallow b_t c_t:dbus d;\nallow e_t c_t:d f;\n',
  ],
  ['app/View/edit.ctp', 'echo json_encode($config);\n'],
  ['app/View/default.ctp', '<?php\necho $this->header();\n\nif (!isset($a)) {\n\t$a = array();\n}\necho $a;\n'],
  [
    'tests/test_nginx.aug',
    '(* Tests *)\nmodule Test_nginx =\n\nlet conf ="user nginx;\nworker_processes 4;\nhttp {\n  server { listen 80; }\n}\n"\n',
  ],
  ['etc/nginx/modsecurity_includes.conf', 'include modsecurity.conf\n#include /usr/share/modsecurity-crs/crs.load\n'],
  ['etc/nginx/rules.conf', 'include modsecurity.conf\ninclude /usr/share/modsecurity-crs/crs.load\n'],
  ['etc/fail2ban/filter.d/nginx-login.conf', '# Filter\n\n[Definition]\nfailregex = ^<HOST> .*$\nignoreregex =\n'],
  ['etc/fail2ban/jail.d/nginx.conf', '[nginx-http-auth]\nenabled = true\n'],
  ['etc/supervisor/conf.d/nginx.conf', '[program:nginx]\ncommand=/usr/sbin/nginx -g "daemon off;"\n'],
  ['usr/lib/tmpfiles.d/nginx.conf', 'd /run/nginx 0755 www-data www-data -\n'],
  ['usr/lib/sysusers.d/nginx.conf', 'u nginx - "nginx" /var/lib/nginx\n'],
  ['etc/security/limits.d/nginx.conf', 'nginx soft nofile 65535\nnginx hard nofile 65535\n'],
]

const own: readonly (readonly [path: string, text: string])[] = [
  ['etc/nginx/conf.d/all.conf', 'include snippets/*.conf;\n'],
  ['etc/nginx/conf.d/one.conf', 'include snippets/a.conf;\ninclude snippets/b.conf\n'],
  ['conf.d/nginx.conf', 'server {\n  listen 80\n}\n'],
  ['nginx-dev.conf', 'http {\n  include mime.types;\n  server {\n    listen 80;\n  }\n}\n'],
  ['nginx.conf', 'server example.com {\n  listen 80;\n}\n'],
  ['site', 'server {\n  listen 443 ssl;\n  brotli on;\n  more_set_headers X;\n  pagespeed on;\n}\n'],
  ['site', 'http {\n}\n'],
  ['site', 'server {\n  acme_certificate a;\n  acme_b c;\n  proxy_pass http://a;\n}\n'],
]

describe('detect', () => {
  it.each(others)('not %s', (path, text) => expect(score(path, text)).toBeLessThan(0.5))
  it.each(own)('%s', (path, text) => expect(score(path, text)).toBeGreaterThanOrEqual(0.5))
})
