import type { Case } from './nginx-verdict-cases.ts'

/** Found with random texts by grammar; the daemon itself says what is right. */
export const outsideCases: readonly Case[] = [
  // zones without a name, and what a zone is asked for first
  ['http', 'limit_conn_zone x zone=:1m;'],
  ['http', 'limit_req_zone x zone=:1m rate=1r/s;'],
  ['stream', 'limit_conn_zone $remote_addr zone=:1m;'],
  ['http', 'proxy_cache_path /tmp/c keys_zone=:1m;'],
  ['http', 'proxy_cache_path /tmp/c keys_zone=:1m;\ngzip maybe;'],
  ['http', 'proxy_cache_path /tmp/c keys_zone=:1k;'],
  ['http', 'limit_req zone=;'],
  ['http', 'limit_req zone= burst=0;\ngzip maybe;'],
  ['http', 'limit_req zone=;\nproxy_cache "";'],
  ['http', 'limit_req burst=1;'],
  ['http', 'limit_req zone=a zone=b;\nlimit_req zone=b;'],
  ['http', 'limit_req zone=a zone=b;\nlimit_req zone=a;'],
  ['http', 'limit_conn_zone x zone=a:1m;\nlimit_req burst=1\nzone=a;'],
  ['http', 'limit_conn "" 1;'],
  // a zone without room is told when everything is read
  ['http', 'proxy_cache_path /tmp/c keys_zone=k:8k;\ngzip maybe;'],
  ['http', 'proxy_cache_path /tmp/c keys_zone=k:8k;'],
  ['http', 'limit_req zone=n;\nproxy_cache_path /tmp/c keys_zone=k:8k;'],
  ['http', 'proxy_cache_path /tmp/c levels= keys_zone=k:1m;'],
  ['http', 'proxy_cache_path /tmp/c levels=1: keys_zone=k:1m;'],
  ['http', 'proxy_cache_path /tmp/c levels=0 keys_zone=k:1m;'],
  ['http', 'directio 8796093022208m;'],
  ['http', 'directio 8796093022207m;'],
  ['http', 'directio 8589934592g;'],
  ['http', 'directio 1gg;'],
  // without a server nothing is merged
  ['http', 'proxy_cache n;'],
  ['http', 'scgi_cache n;\nupstream u { server 127.0.0.1; }'],
  ['http', 'proxy_cache n;\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'proxy_set_body ${1};\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'proxy_set_body ${1};'],
  ['http', 'proxy_set_body $nosuch;\nupstream u { server 127.0.0.1; }'],
  ['http', 'fastcgi_param A $nosuch;'],
  ['http', 'proxy_set_header A $;'],
  ['http', 'add_header A $nosuch;'],
  ['http', 'proxy_set_header A $nosuch;\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'proxy_set_header A $;\nserver { listen 127.0.0.1:18081; }'],
  // a key and a value with variables where they stand, and where the level is merged
  ['http', 'secure_link_md5 x;\nsecure_link_secret x;'],
  ['http', 'secure_link_md5 x;\nsecure_link_secret x;\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'secure_link_md5 x;\nserver { listen 127.0.0.1:18081;\nsecure_link_secret x; }'],
  ['server', 'secure_link_md5 x;\nsecure_link_secret x;'],
  ['server', 'secure_link x;\nlocation / { secure_link_secret x; }'],
  // numbers of a socket are kept in 32 bits, the largest ones too
  ['server', 'listen 127.0.0.1:18081 fastopen=9223372036854775807;'],
  ['server', 'listen 127.0.0.1:18081 rcvbuf=9223372036854775807;'],
  ['server', 'listen 127.0.0.1:18081 sndbuf=9223372036854775806;'],
  ['server', 'listen 127.0.0.1:18081 backlog=9223372036854775807;'],
  ['server', 'listen 127.0.0.1:18081 backlog=9223372032559808512;'],
  ['stream', 'server {\nlisten 127.0.0.1:18081 fastopen=4294967295;\nreturn x;\n}'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=0:0:0;'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=0;'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=0::;'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=0s:0m:00;'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=0:1:0;'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=4294967295;'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=4294967296;'],
  ['server', 'listen 127.0.0.1:18081 so_keepalive=::4294967295;'],
  // addresses to send from
  ['location', 'proxy_bind [::1];'],
  ['location', 'proxy_bind [::1]:0;'],
  ['location', 'proxy_bind [::1]:80;'],
  ['location', 'proxy_bind ::1;'],
  ['location', 'proxy_bind [::1]80;'],
  ['location', 'proxy_bind 127.0.0.1:;'],
  ['location', 'proxy_bind 127.0.0.1:99999;'],
  ['location', 'proxy_bind 127.1;'],
  ['location', 'proxy_bind 127.0.0.1:x;'],
  ['location', 'proxy_bind [127.0.0.1]:80;'],
  // patterns that begin with an asterisk
  ['location', 'proxy_cookie_domain ~*a b;'],
  ['location', 'proxy_cookie_flags ~*a secure;'],
  ['location', 'proxy_cookie_path ~*a b;'],
  ['location', 'proxy_redirect ~*a b;'],
  // what is asked first at the end of http{}
  ['http', 'source_charset koi8-r;\ncharset x;\nserver {\nlisten 127.0.0.1:18081 ssl;\n}'],
  ['http', 'source_charset koi8-r;\ncharset x;\nserver {\nlisten 127.0.0.1:18081;\nlocation / { proxy_cache n; }\n}'],
  [
    'http',
    'source_charset koi8-r;\ncharset x;\nserver {\nlisten 127.0.0.1:18081;\nserver_name $nosuch;\nreturn 200 $nosuch;\n}',
  ],
  // refused without a word
  ['location', 'modern_browser a;'],
  ['location', 'modern_browser unlisted;'],
  ['location', 'rewrite "a{2,1}" "" x;'],
  // tables without keys
  ['http', 'types_hash_bucket_size 0;\ntypes { }\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'types_hash_bucket_size 0;\ntypes { a/b; }\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'types_hash_bucket_size 0;\ntypes { a/b c; }\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'types_hash_bucket_size 9223372036854775807;\ntypes { }\nserver { listen 127.0.0.1:18081; }'],
  ['http', 'types_hash_max_size 0;\ntypes { }\nserver { listen 127.0.0.1:18081; }'],
]

const mail = (text: string): Case => [
  'main',
  `load_module modules/ngx_mail_module.so;\nevents {}\nmail {\nserver_name a;\nauth_http 127.0.0.1;\n${text}\n}\n`,
]

export const outsideMailCases: readonly Case[] = [
  mail(
    'server {\nlisten 127.0.0.1:18081 ssl;\nprotocol imap;\nlisten 127.0.0.1:18082 ssl;\nlisten 127.0.0.1:18083;\n}',
  ),
  mail(
    'server {\nstarttls on;\nlisten 127.0.0.1:18081 ssl;\nprotocol imap;\nlisten 127.0.0.1:18082 ssl;\nstarttls only;\n}',
  ),
  mail('server {\nlisten 127.0.0.1:18081;\nprotocol imap;\nstarttls on;\nssl on;\n}'),
  mail('server {\nlisten 127.0.0.1:18081;\nprotocol imap;\nssl on;\nstarttls on;\n}'),
  ['stream', 'server {\nlisten 127.0.0.1:18081 ssl;\nlisten 127.0.0.1:18082 ssl;\nreturn x;\n}'],
  ['stream', 'server {\nlisten 127.0.0.1:18081 ssl;\nreturn x;\n}\nserver {\nlisten 127.0.0.1:18082;\n}'],
  mail('resolver off;'),
  mail('resolver off x=y;'),
  mail('server {\nlisten 127.0.0.1:18081;\nprotocol imap;\nstarttls on;\n}\nserver {\nlisten 127.0.0.1:18082;\n}'),
  mail('server {\nlisten 127.0.0.1:18081;\n}\nserver {\nlisten 127.0.0.1:18082;\nprotocol imap;\nstarttls on;\n}'),
  mail('server {\nlisten 127.0.0.1:18081;\nprotocol imap;\nresolver off;\n}'),
  [
    'main',
    'load_module modules/ngx_mail_module.so;\nevents {}\nmail {\nserver_name a;\nserver {\nlisten 127.0.0.1:18081;\nprotocol imap;\n}\nserver {\nlisten 127.0.0.1:18082;\nprotocol imap;\nstarttls on;\n}\n}\n',
  ],
]
