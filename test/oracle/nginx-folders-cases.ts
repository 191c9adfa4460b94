const web = (lines: string): string => `events {}\nhttp {\n${lines}\nserver {\nlisten 127.0.0.1:18080;\n}\n}\n`
const stream = (lines: string): string =>
  `load_module modules/ngx_stream_module.so;\nevents {}\nstream {\n${lines}\nserver {\nlisten 127.0.0.1:1889;\nreturn x;\n}\n}\n`

/** What lies on the host of these cases; their folders exist with them. */
export const folderFiles: Readonly<Record<string, string>> = {
  '/etc/nginx/geo/a.conf': '10.0.0.0/8 1;\n',
  '/etc/nginx/geo/b.conf': 'include *.more;\n',
  '/etc/nginx/map/a.conf': 'a b;\n',
  '/etc/nginx/map/b.conf': 'c d;\n',
  '/etc/nginx/map/again.conf': 'include map/[ab].conf;\n',
  '/etc/nginx/geo/x.more': '',
  '/etc/nginx/types/a.conf': 'text/foo foo;\n',
  '/etc/nginx/split/a.conf': '10% a;\n',
  '/etc/nginx/folders/x.conf/y': '',
  '/var/log/own/old': '',
}

/** Each opens files that are logs or hold the process id. */
export const folderCases: readonly string[] = [
  'error_log /;\nevents {}\n',
  'error_log folder/;\nevents {}\n',
  'error_log /var/log/own;\nevents {}\n',
  'error_log /nope/;\nevents {}\n',
  'error_log .;\nevents {}\n',
  'error_log /var/log/..;\nevents {}\n',
  'error_log "";\nevents {}\n',
  'error_log stderr;\nevents {}\n',
  'error_log stderr/;\nevents {}\n',
  'error_log syslog:server=unix:/dev/log/;\nevents {}\n',
  'error_log /run/$x/;\nevents {}\n',
  web('error_log /run/;'),
  web('access_log /run/;'),
  web('access_log /var/log/own;'),
  web('access_log /var/log/own combined;'),
  web('access_log "";'),
  web('access_log /run/$host/;'),
  web('access_log syslog:server=unix:/dev/log/;'),
  web('access_log /run/;\naccess_log off;'),
  web('access_log /run/ combined gzip;'),
  web('access_log /run/ nope;'),
  web('access_log /tmp/;\nerror_log /run/;'),
  `error_log /;\npid /run/;\nevents {}\n`,
  `pid /run/;\nevents {}\n`,
  `pid run/;\nevents {}\n`,
  `pid "";\nevents {}\n`,
  `pid /dev/null;\nevents {}\n`,
  `lock_file /run/;\nevents {}\n`,
  `pid /run/;\n`,
  `pid /run/;\nevents { worker_connections 1; }\nhttp { server { listen 127.0.0.1:1888; listen 127.0.0.1:1889; } }\n`,
  `${web('limit_req zone=nope;')}pid /run/;\n`,
  `pid /run/;\n${web('aio threads=x;')}`,
  `${web('access_log /tmp/;')}error_log /run/;\n`,
  stream('error_log /run/;'),
  stream('log_format a b;\naccess_log /run/ a;'),
]

const heads = [
  ['geo', 'geo $g { default 0;'],
  ['map', 'map $host $m { default 0;'],
  ['split', 'split_clients $host $s {'],
  ['types', 'types {'],
  ['folders', 'upstream u { server 127.0.0.1;'],
] as const

const forms = (folder: string): string[] => [
  `include ${folder}/a.conf;`,
  `include ${folder}/*.conf;`,
  `include ${folder}/[a].conf;`,
  'include none/*.conf;',
  'include none/x.conf;',
  `include ${folder};`,
  'include folders/*.conf;',
  'include "";',
  'include a b;',
  'include;',
  'include /dev/null;',
]

export const includeCases: readonly string[] = [
  ...heads.flatMap(([folder, head]) => forms(folder).map(form => web(`${head}\n${form}\n}`))),
  web('geo $g {\ninclude geo/b.conf;\n}'),
  web('map $host $m {\ninclude map/again.conf;\n}'),
  web('include "";'),
]
