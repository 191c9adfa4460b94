import { secrets } from './payloads.ts'

const [privateKey, basic, address, token, param, staticKey, userPass, tlsCrypt, setenv, comment, bearer] = secrets

/** A word of nginx, whatever it holds. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
/** OpenVPN and sysctl end a statement at the line's end. */
const oneLine = (text: string): string => text.replace(/[\n\r\u2028\u2029\u0085]/g, ' ')
/** What a file name cannot hold is left out; a name is no longer than the system allows. */
const fileName = (text: string): string => text.replace(/[/\0]/g, '-').slice(0, 200)

/** A host with findings of all kinds, in which a text of the attacker's stands wherever text can. */
export function hostWith(text: string): Record<string, string> {
  const line = oneLine(text)
  const name = fileName(text)
  return {
    'etc/nginx/nginx.conf': nginxConf(text, line),
    [`etc/nginx/conf.d/${name}.conf`]: `server {
    listen 80;
    server_name ${quoted(text)} other.example.com;
    location / { proxy_pass http://127.0.0.1:9; }
}
`,
    ...inContainers(text),
    'etc/openvpn/client/hk.conf': openvpnConf(line),
    [`etc/openvpn/server/${name}.conf`]: `dev tun\nserver 10.8.0.0 255.255.255.0\nca ${openvpnWord(line)}\n`,
    'etc/sysctl.d/10-ours.conf': `# ${line}\nnet.ipv4.tcp_syncookies = 0\nkernel.core_pattern = ${line}\n${line} = 1\nnet.ipv4.conf.${line.replace(/[\s=]/g, '')}.rp_filter = 0\n`,
    [`etc/sysctl.d/20-${name}.conf`]: 'net.ipv4.ip_forward = 1\nkernel.randomize_va_space = 0\n',
  }
}

/** What runs nginx, and the names of the objects that publish it. */
function inContainers(text: string): Record<string, string> {
  const name = JSON.stringify(text)
  const site = 'server { listen 80; server_name c.example.com; location / { proxy_pass http://127.0.0.1:3; } }'
  return {
    'compose/site.conf': site,
    'compose/compose.yaml': `services:
  ${name}:
    image: ${JSON.stringify(`nginx:1.28 ${text}`)}
    ports: ["80:80"]
    volumes: ["./site.conf:/etc/nginx/conf.d/site.conf"]
`,
    'cluster/web.yaml': `---
kind: ConfigMap
metadata: {name: ${name}}
data:
  nginx.conf: |
    events {}
    http { ${site} }
---
kind: Service
metadata: {name: ${name}}
spec: {type: NodePort, selector: {a: ${name}}, ports: [{port: 80}]}
---
kind: Deployment
metadata: {name: ${name}}
spec:
  template:
    metadata: {labels: {a: ${name}}}
    spec: {containers: [{image: "nginx:1.28"}], volumes: [{configMap: {name: ${name}}}]}
`,
  }
}

/** A small host whose repairs are plans: certificates, files, commands that carry the texts. */
export function plannedWith(texts: readonly string[]): Record<string, string> {
  return Object.assign({}, ...texts.map(inContainers), ...texts.map(plannedFor), {
    'etc/nginx/nginx.conf': mainConf(texts.map(oneLine)),
  })
}

const mainConf = (lines: readonly string[]): string => `events {}
http {
    include conf.d/*.conf;
    map $http_x_token $known { default 0; "Bearer ${bearer}" 1; }
    server {
        listen 80;
        server_name api.example.com;
        # ${lines.join('\n        # ')}
        location / {
            proxy_pass http://127.0.0.1:3000;
            proxy_set_header Authorization "Basic ${basic}";
        }
    }
}
`

function plannedFor(text: string, nth: number): Record<string, string> {
  const name = fileName(text)
  return {
    [`etc/nginx/conf.d/${name}.conf`]: `server {
    listen 80;
    server_name ${quoted(text)} b${nth}.example.com;
    location / { proxy_pass http://127.0.0.1:9; }
}
`,
    [`etc/openvpn/client/${name}.conf`]: `client
dev tun
remote 203.0.113.9 1194
setenv NAME ${openvpnWord(oneLine(text))}
redirect-gateway def1
<key>
${privateKey}
</key>
`,
    [`etc/sysctl.d/20-${name}.conf`]: `# ${oneLine(text)}\nnet.ipv4.tcp_syncookies = 0\n`,
  }
}

const nginxConf = (text: string, line: string): string => `# ${line}
# api_token=${comment}
user ${quoted(text)};
events {}
http {
    include conf.d/*.conf;
    log_format ${quoted(text)} '$remote_addr';
    upstream ${quoted(text)} { server 10.0.0.1:80; }
    map $http_x_token $known { default 0; "Bearer ${bearer}" 1; }
    server {
        listen 0.0.0.0:80;
        listen 443 ssl;
        server_name api.example.com ${quoted(text)};
        ssl_certificate ${quoted(text)};
        ssl_certificate_key ${quoted(`data:${privateKey}`)};
        ssl_protocols TLSv1 TLSv1.2;
        ssl_ciphers ${quoted(text)};
        add_header ${quoted(text)} ${quoted(text)};
        set $api_token ${quoted(token ?? '')};
        # confward:ignore nginx/hsts -- ${line}
        location ${quoted(`/${text}`)} {
            # ${line}
            alias ${quoted(`/srv/${text}`)};
            proxy_set_header Host $http_host;
        }
        location /app/ {
            proxy_pass ${quoted(`http://user:${address}@backend:80/${text}`)};
            proxy_set_header Authorization "Basic ${basic}";
            fastcgi_param DB_PASSWORD ${param};
        }
        location ~ ${quoted(text.replace(/[()[\]{}*+?|^$\\.]/g, ''))} { return 301 ${quoted(`http://$host/${text}`)}; }
        ${quoted(text)} on;
    }
}
`

const openvpnWord = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').slice(0, 200)}"`

const openvpnConf = (line: string): string => `# ${line}
client
dev tun
remote ${openvpnWord(line)} 1194
remote 203.0.113.9 1194
redirect-gateway def1
comp-lzo
cipher BF-CBC
setenv API_KEY ${setenv}
setenv NAME ${openvpnWord(line)}
auth-user-pass bob ${userPass}
up ${openvpnWord(line)}
${line.replace(/^\s+/, '')} 1
<key>
-----BEGIN PRIVATE KEY-----
${privateKey}
-----END PRIVATE KEY-----
</key>
<secret>
${staticKey}
</secret>
<tls-crypt>
-----BEGIN OpenVPN Static key V1-----
${tlsCrypt}
-----END OpenVPN Static key V1-----
</tls-crypt>
`
