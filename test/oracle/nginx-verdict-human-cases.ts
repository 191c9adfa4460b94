import type { Case } from './nginx-verdict-cases.ts'

/** Found with mutants of well-known configurations, as a human errs; the daemon itself says what is right. */
export const humanCases: readonly Case[] = [
  // parameters without the address, and names that no name server has
  ['server', 'listen ssl;'],
  ['server', 'listen default_server;'],
  ['server', 'listen http2 ssl;'],
  ['server', 'listen ssl 443;'],
  ['server', 'listen nowhere.invalid;'],
  ['server', 'listen 127.0.0.256:80;'],
  ['stream', 'server { listen udp; return x; }'],
  ['location', 'proxy_pass http://10.0.0.256;'],
  ['location', 'proxy_pass http://10.0.0.0.1:80;'],
  ['location', 'proxy_pass http://127.1;'],
  ['location', 'proxy_pass http://0x7f.1;'],
  ['location', 'fastcgi_pass 999.0.0.1:9000;'],
  ['upstream', 'server 1270.0.1:80;'],
  ['upstream', 'server 127.0.0.1.:80;'],
  ['http', 'resolver 8.8.8.888;'],
  ['http', 'set_real_ip_from 10.0.0.300;'],
  ['stream-server', 'proxy_pass 10.0.0.256:1;'],
  // what is on every machine
  ['http', 'include /dev/null;'],
  ['main', 'include /dev/null;\nevents {}\n'],
  ['http', 'include missing-file.conf;'],
  ['http', 'include ./missing-file.conf;'],
  // files that are no modules, and names that no module brings
  ['main', 'load_module modules/ngx_stream_module;\nevents {}\n'],
  ['main', 'load_module ngx_stream_module;\nevents {}\n'],
  ['main', 'load_module modules/;\nevents {}\n'],
  // tables with and without keys
  ['http', 'map_hash_bucket_size 0;\nmap $host $a { default 1; }'],
  ['http', 'map_hash_bucket_size 0;\nmap $host $a { ~x 1; }'],
  ['http', 'map_hash_bucket_size 0;\nmap $host $a { x 1; }\ngzip maybe;'],
  ['http', 'map_hash_max_size 0;\nmap $host $a { x 1; }\ngzip maybe;'],
  ['http', 'map_hash_max_size 0;\nmap $host $a { default 1; }'],
  ['http', 'map_hash_bucket_size 65536;\nmap $host $a { x 1; }\ngzip maybe;'],
  ['http', 'map_hash_bucket_size 65472;\nmap $host $a { x 1; }'],
  ['stream', 'map_hash_max_size 0;\nmap $remote_addr $a { x 1; }'],
  ['stream', 'map_hash_bucket_size 0;\nmap $remote_addr $a { default 1; }'],
  // a table of character sets is compared with the first one only
  ['http', 'charset_map a b { 80 81; }\ncharset_map a b { 80 81; }'],
  ['http', 'charset_map a b { 80 81; }\ncharset_map b a { 80 81; }'],
  ['http', 'charset_map x y { 80 81; }\ncharset_map a b { 80 81; }\ncharset_map a b { 80 81; }'],
  ['http', 'charset_map a b { 80 81; }\ncharset_map x y { 80 81; }\ncharset_map B A { 80 81; }'],
  // long names of a server as referers
  ['server', `server_name ${'n'.repeat(60)}.example;\nvalid_referers server_names;`],
  ['server', `server_name ${'n'.repeat(30)}.example;\nvalid_referers server_names;`],
  ['server', `server_name ${'n'.repeat(60)}.example;\nvalid_referers none a.example;`],
  [
    'server',
    `server_name ${'n'.repeat(60)}.example;\nreferer_hash_bucket_size 128;\nlocation / {\nvalid_referers server_names;\n}`,
  ],
  // which of two parameters is told
  ['stream', 'server { listen 127.0.0.1:18099 ssl udp so_keepalive=on; return x; }'],
  ['stream', 'server { listen 127.0.0.1:18099 udp so_keepalive=on; return x; }'],
]

const loaded = (name: string, text: string): Case => [
  'main',
  `load_module modules/${name}.so;\nevents {}\nhttp {\nserver {\nlisten 127.0.0.1:18080;\n${text}\n}\n}\n`,
]
const headers = (text: string): Case => loaded('ngx_http_headers_more_filter_module', text)

/** Modules of others that Debian has as files of their own. */
export const moduleCases: readonly Case[] = [
  headers("more_set_headers 'Server: x' -s '404 500' -t 'text/html text/plain' 'X-A: $host';"),
  headers("more_set_headers 'X-A: $nothing_of_the_kind';"),
  headers("more_set_headers '$nothing_of_the_kind: a';"),
  headers("more_set_headers -x 'A: b';"),
  headers('more_set_headers -s;'),
  headers('more_set_headers -t;'),
  headers("more_set_headers -s 'a 404' 'A: b';"),
  headers("more_set_headers -s 404,500 'A: b';"),
  headers("more_set_headers -r 'A: b';"),
  headers("more_set_headers -a 'A: b';"),
  headers("more_set_input_headers -r 'A: b';"),
  headers("more_set_input_headers -s 404 'A: b';"),
  headers("more_clear_headers -s 404 'A' 'X-*';"),
  headers('more_clear_headers -$ A;'),
  headers('more_set_headers;'),
  headers('more_set_headers a { }'),
  headers('if ($host) {\nmore_set_headers A;\n}'),
  headers('location / {\nif ($host) {\nmore_set_headers A;\n}\n}'),
]

const dav = (http: string, location: string): Case => [
  'main',
  `load_module modules/ngx_http_dav_ext_module.so;\nevents {}\nhttp {\n${http}\nserver {\nlisten 127.0.0.1:18080;\nlocation / {\n${location}\n}\n}\n}\n`,
]

export const davCases: readonly Case[] = [
  dav('dav_ext_lock_zone zone=a:1m;', 'dav_ext_methods PROPFIND OPTIONS LOCK UNLOCK;\ndav_ext_lock zone=a;'),
  dav('', 'dav_ext_lock zone=a;'),
  dav('', 'dav_ext_lock off;'),
  dav('', 'dav_ext_lock a;'),
  dav('', 'dav_ext_lock zone=;'),
  dav('dav_ext_lock_zone zone=a:1m;', 'dav_ext_lock zone=a;\ndav_ext_lock zone=a;'),
  dav('dav_ext_lock_zone zone=a:1m timeout=30s;', ''),
  dav('dav_ext_lock_zone zone=a:1m timeout=x;', ''),
  dav('dav_ext_lock_zone zone=a:1m timeout=0;', ''),
  dav('dav_ext_lock_zone timeout=30s;', ''),
  dav('dav_ext_lock_zone zone=a;', ''),
  dav('dav_ext_lock_zone zone=a:1x;', ''),
  dav('dav_ext_lock_zone zone=a:1k;', ''),
  dav('dav_ext_lock_zone zone=:1m;', ''),
  dav('dav_ext_lock_zone a;', ''),
  dav('dav_ext_lock_zone zone=a:1m;\ndav_ext_lock_zone zone=a:1m;', ''),
  dav('dav_ext_lock_zone zone=a:1m { }', ''),
  dav('', 'dav_ext_lock_zone zone=a:1m;'),
  dav('dav_ext_methods propfind;', 'dav_ext_methods LOCK off;'),
  dav('', 'dav_ext_methods PUT;'),
  dav('', 'dav_ext_methods;'),
  dav('', 'dav_ext_methods LOCK;\ndav_ext_methods UNLOCK;'),
  dav('', 'limit_except GET {\ndav_ext_methods LOCK;\n}'),
]
