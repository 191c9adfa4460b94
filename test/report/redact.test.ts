import { describe, expect, it } from 'vitest'
import { redactText } from '../../src/report/redact.ts'

describe('redactText', () => {
  it.each([
    ['proxy_pass http://user:hunter2@10.0.0.1/;', 'proxy_pass http://user:***@10.0.0.1/;'],
    ['proxy_set_header Authorization "Basic dXNlcjpwYXNz";', 'proxy_set_header Authorization "Basic ***";'],
    ['fastcgi_param DB_PASSWORD hunter2;', 'fastcgi_param DB_PASSWORD ***;'],
    ['set $api_token "two words";', 'set $api_token "***";'],
    ['env SECRET_KEY=abc;', 'env SECRET_KEY=***;'],
    ['return 302 https://x/?token=abc&b=1;', 'return 302 https://x/?token=***&b=1;'],
    ['if ($http_x_token != "s3cr3t") {', 'if ($http_x_token != "***") {'],
    ['secure_link_md5 "$uri s3cr3t";', 'secure_link_md5 "***";'],
    ['secure_link_secret s3cr3t;', 'secure_link_secret ***;'],
    ['proxy_set_header Cookie "session=abc; b=1";', 'proxy_set_header Cookie "***";'],
    ['"Bearer abcdef" 1;', '"Bearer ***" 1;'],
    ['ssl_certificate_key "data:abc";', 'ssl_certificate_key "data:***";'],
    ['auth-user-pass bob hunter2', 'auth-user-pass bob ***'],
    ['secret 0f1e2d3c4b5a 1', 'secret ***'],
    ['secret hunter.two', 'secret ***'],
    ['bot_token:110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', 'bot_token:***'],
    ['password.txt: hunter2', 'password.txt: ***'],
    ['setenv PASSWORD hunter2', 'setenv PASSWORD ***'],
    [
      'map $http_apikey $client {\n  default "";\n  "7B5zIq" one; # x\n  k2 two;\n}\nset $a b;',
      'map $http_apikey $client {\n  default "";\n  "***" one; # x\n  *** two;\n}\nset $a b;',
    ],
    [
      'map ${http_x_token} $ok { hostnames; "a;}b" 1; \'c d\'\n 1; }',
      'map ${http_x_token} $ok { hostnames; "***" 1; \'***\'\n 1; }',
    ],
    ['map $cookie_token $ok\n{\n  abc 1;\n}\nset $x abc;', 'map $cookie_token $ok\n{\n  *** 1;\n}\nset $x abc;'],
    ['<key>\nabc\ndef\n</key>\nverb 3', '<key>\n***\n***\n</key>\nverb 3'],
    ['<tls-crypt>\nabc', '<tls-crypt>\n***'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----\n***\n-----END RSA PRIVATE KEY-----',
    ],
  ])('hides the secret of %j', (text, expected) => expect(redactText(text)).toBe(expected))

  it.each([
    'server_tokens off;',
    'map $http_x_token $has { default 1; "" 0; }\nadd_header X-A b;',
    'map $http_upgrade $connection_upgrade { default upgrade; "" close; a b; }',
    'map $uri $secret { /a one; }',
    'proxy_pass http://backend;',
    'proxy_set_header Authorization $http_authorization;',
    'proxy_pass_header Authorization;',
    'proxy_set_header Cookie $http_cookie;',
    'add_header Set-Cookie "a=b";',
    'add_header Access-Control-Allow-Credentials true;',
    'add_header Access-Control-Allow-Credentials "true" always;',
    'proxy_hide_header Authorization;',
    'ssl_password_file /etc/nginx/pass;',
    'ssl_certificate_key /etc/ssl/private/x.key;',
    'auth-user-pass creds.txt',
    'auth_request_set $token $upstream_http_x_token;',
    'limit_req_zone $http_authorization zone=a:10m;',
    'log_format x "$http_authorization $request";',
    '<ca>\n-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n</ca>',
    'kernel.core_pattern = |/bin/false',
    'secret static.key 1',
    'secret /etc/openvpn/office.key',
    "vpn/password.conf:21: --ca fails with 'ca.pem': No such file or directory",
    'secret.ovpn:3:1: high',
  ])('shows %j', text => expect(redactText(text)).toBe(text))
})
