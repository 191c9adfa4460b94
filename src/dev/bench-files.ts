/**
 * Generated nginx configurations: each server has two listens, five locations and headers, about 1.7 kB. With a
 * certificate the second listen speaks TLS, as on real hosts; without one both are plain.
 */

type Files = Record<string, string>

/** Paths of a PEM certificate and its key. */
export interface Pair {
  readonly certificate: string
  readonly key: string
}

const head = (pair?: Pair): string => `worker_processes auto;
events { worker_connections 1024; }
http {
    include mime.types;
    server_names_hash_max_size 65536;
    server_names_hash_bucket_size 128;
    server_tokens off;
    client_max_body_size 10m;
${
  pair
    ? `    ssl_certificate ${pair.certificate};
    ssl_certificate_key ${pair.key};
`
    : ''
}`

/** One ordinary file. */
export const small = (): Files => ({ 'nginx.conf': `${head()}${server(1, '8080')}}\n`, 'mime.types': types })

/** All servers in one file. */
export function oneFile(count: number, pair?: Pair): Files {
  const servers = Array.from({ length: count }, (_, at) => server(at, pair ? '443 ssl' : '[::]:80'))
  return { 'nginx.conf': `${head(pair)}${servers.join('')}}\n`, 'mime.types': types }
}

/** One file per server, brought in by a glob. */
export function separateFiles(count: number, pair?: Pair): Files {
  const files: Files = { 'nginx.conf': `${head(pair)}    include sites/*.conf;\n}\n`, 'mime.types': types }
  for (let at = 0; at < count; at++)
    files[`sites/${String(at).padStart(5, '0')}.conf`] = server(at, pair ? '443 ssl' : '[::]:80')
  return files
}

const types =
  'types {\n    text/html html htm;\n    text/css css;\n    application/javascript js;\n    image/png png;\n}\n'

function server(at: number, second: string): string {
  const name = `site-${at}.example.com`
  return `    server {
        listen 80;
        listen ${second};
        server_name ${name} www.${name};
        root /srv/www/${name}/public;
        index index.html index.php;
        access_log /dev/null;
        add_header X-Content-Type-Options "nosniff" always;
        add_header X-Frame-Options "SAMEORIGIN" always;
        add_header Referrer-Policy "strict-origin-when-cross-origin" always;

        location / {
            try_files $uri $uri/ /index.php?$args;
            expires 1h;
        }
        location /api/ {
            proxy_pass http://127.0.0.1:${8000 + (at % 1000)};
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_connect_timeout 5s;
            proxy_read_timeout 60s;
        }
        location ~ \\.php$ {
            fastcgi_pass unix:/run/php/site-${at}.sock;
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            fastcgi_read_timeout 30s;
        }
        location ~* \\.(?:png|jpg|jpeg|gif|svg|ico|css|js|woff2)$ {
            expires 30d;
            access_log off;
            add_header Cache-Control "public, max-age=2592000, immutable";
        }
        location ~ /\\.(?!well-known) {
            deny all;
            access_log off;
            log_not_found off;
        }
    }
`
}
