/** A host with so many servers of many kinds: TLS, clear, redirects, refusals, dead ones, broken upstreams, streams, a tunnel. */
export function largeHost(count: number): Readonly<Record<string, string>> {
  const servers = Array.from({ length: count }, (_, at) => server(at))
  return {
    'etc/nginx/nginx.conf': `events {}
http {
  proxy_ssl_trusted_certificate ca.pem;
  upstream pool { server 10.0.0.1:8080; server 10.0.0.2:8080; server 10.0.0.3:8080; }
  upstream idle { server 10.0.0.9:8080 down; }
  server { listen 443 ssl default_server; ssl_reject_handshake on; }
  server { listen 80 default_server; return 444; }
${servers.join('\n')}
}
stream {
  server { listen 5432; proxy_pass 10.0.0.5:5432; }
}
`,
    'etc/openvpn/server/hq.conf':
      'dev tun\nserver 10.8.0.0 255.255.255.0\nca c\ncert c\nkey k\ndh none\npush "route 192.168.7.0 255.255.255.0"\n',
    'etc/sysctl.d/10-forward.conf': 'net.ipv4.ip_forward = 0\n',
  }
}

const pair = 'ssl_certificate c.pem; ssl_certificate_key k.pem;'

function server(at: number): string {
  const name = `site-${at}.example.com`
  const kinds = [
    `listen 443 ssl; ${pair} server_name ${name} www.${name}; location / { proxy_pass http://pool; } location /static { root /srv/${name}; }`,
    `listen 443 ssl; ${pair} server_name ${name}; location / { proxy_pass http://127.0.0.1:${8000 + at}; }`,
    `listen 80; server_name ${name}; location / { proxy_pass http://10.1.${at % 250}.1:8080; }`,
    `listen 80; server_name ${name}; return 308 https://${name}$request_uri;`,
    `listen 80; server_name ${name}; location / { proxy_pass http://idle; }`,
    `listen 8${String(at).padStart(3, '0')} ssl; ${pair} server_name ${name}; location / { proxy_pass https://origin-${at}.example.net; proxy_ssl_verify ${at % 2 ? 'on' : 'off'}; }`,
    `listen 127.0.0.1:${20000 + at}; server_name ${name}; location / { stub_status; }`,
    `listen 80; server_name site-2.example.com; root /srv/${name};`,
    `listen 10.0.9.${at % 250}:80; server_name ${name}; location / { fastcgi_pass unix:/run/${name}.sock; }`,
  ]
  return `  server { ${kinds[at % kinds.length]} }`
}
