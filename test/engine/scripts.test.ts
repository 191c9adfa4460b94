import { describe, expect, it } from 'vitest'
import { analyze, fix, plan } from '../../src/engine/index.ts'

/** Files that shell scripts and Dockerfiles write are read and mended where they stand. */

const site = (name: string, variable: string): string => `server {
    listen 443 ssl;
    server_name ${name};
    ssl_certificate /etc/ssl/${name}.pem;
    ssl_certificate_key /etc/ssl/${name}.key;
    ssl_protocols TLSv1 TLSv1.2;
    location / {
        proxy_pass http://127.0.0.1:3000;
        proxy_set_header Host ${variable}host;
        proxy_set_header X-Forwarded-Host ${variable}host;
    }
}
`
const script = `#!/bin/sh
set -eu
cat > "/etc/nginx/conf.d/$DOMAIN.conf" <<EOF
${site('$DOMAIN', '\\$')}EOF
sudo tee /etc/sysctl.d/90-net.conf <<'EOF' >/dev/null
net.ipv4.tcp_syncookies = 0
EOF
nginx -s reload
`
const dockerfile = `FROM nginx:1.27
COPY <<'EOF' /etc/nginx/conf.d/a.conf
${site('a.example', '$')}EOF
`
const mended = (text: string): string => text.replace('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3').replace('= 0', '= 1')

describe.each([
  ['setup.sh', script, 'etc/nginx/conf.d/$DOMAIN.conf', ['net.ipv4.tcp_syncookies = 0']],
  ['cloud/user-data', script, 'etc/nginx/conf.d/$DOMAIN.conf', ['net.ipv4.tcp_syncookies = 0']],
  ['infra.d/user-data', script, 'etc/nginx/conf.d/$DOMAIN.conf', ['net.ipv4.tcp_syncookies = 0']],
  ['Dockerfile', dockerfile, 'etc/nginx/conf.d/a.conf', []],
  ['web/Dockerfile.prod', dockerfile, 'etc/nginx/conf.d/a.conf', []],
])('%s', (path, text, name, more) => {
  const input = { files: { [path]: text } }
  const report = analyze(input)
  const ours = ({ rule }: { rule: string }): boolean => /tls-protocols|syncookies/.test(rule)

  it('holds files that are found, judged and mended', () => {
    expect(report.verdicts.map(({ root }) => root)).toContain(`${path}/${name}`)
    const lines = report.findings.filter(ours).map(({ line }) => text.split('\n')[line - 1]?.trim())
    expect(lines.sort()).toEqual([...more, 'ssl_protocols TLSv1 TLSv1.2;'])
    expect(fix(input, report, ours).files.get(path)).toBe(mended(text))
  })

  it('is rolled out by whoever runs it', () => {
    const { steps } = plan({ ...input, unsafe: true }, report)
    expect(steps.map(({ title }) => title.en)).toContain('Roll the files out')
    expect(steps.some(step => 'commands' in step && step.commands.length > 0)).toBe(false)
  })
})

it('names what the shell puts in as the script calls it, and escapes what a fix writes', () => {
  const files = { 'setup.sh': script.replace('\\$host;', '\\$http_host;') }
  const input = { files, unsafe: true }
  const report = analyze(input)
  const tokens = report.findings.find(({ rule }) => rule === 'nginx/hsts')
  expect(tokens?.message.en).toContain('{{DOMAIN}}')
  const clear = files['setup.sh'].replace('443 ssl', '80').replace(/ +ssl_.*\n/g, '')
  const found = analyze({ files: { 'setup.sh': clear } }).findings.map(({ rule }) => rule)
  expect(found).toContain('nginx/plaintext-proxy')
  const alias = script.replace(/ +location[^}]*\}\n/, '    location /files { alias /srv/files/; }\n')
  const after = fix({ files: { 'setup.sh': alias } }, analyze({ files: { 'setup.sh': alias } })).files.get('setup.sh')
  expect(after).toContain('return 301 /files/\\$is_args\\$args;')
})

it('a script that writes none of ours is none, and says so when it is named', () => {
  const files = { 'x.sh': "cat > /etc/motd <<'EOF'\nhello;\nEOF\n" }
  expect(analyze({ files }).verdicts).toEqual([])
})

describe('variables that the shell puts in', () => {
  const told = (text: string): string[] =>
    analyze({ files: { 'setup.sh': text } })
      .problems.filter(({ code }) => code === 'shell-variable')
      .map(({ line, message }) => `${line}: ${message.en.split(',')[0]}`)
  const open = script.replaceAll('\\$host', '$host')

  it('are told where nginx was meant to have them', () => {
    expect(told(open)).toEqual(['12: the shell puts in $host'])
    expect(told(open.replaceAll('$host', '${host}'))).toEqual(['12: the shell puts in $host'])
  })

  it.each([
    ['written for nginx', script],
    ['not put in at all', open.replace('<<EOF', "<<'EOF'")],
    ['set by the script', open.replace('set -eu', 'set -eu; host=$(hostname)')],
    ['read by it', open.replace('set -eu', 'read -r domain host')],
    ['in a loop', `for host in a b; do\n${open}done\n`],
    ['no variable of nginx', script.replace('$DOMAIN', '$domain_of_mine')],
  ])('are not when they are %s', (_title, text) => expect(told(text)).toEqual([]))
})
