import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { analyze, fix, plan } from '../../src/engine/index.ts'

/** Scripts inside other files: what they write is judged and mended where it stands. */

const site = `server {
    listen 443 ssl;
    server_name a.example;
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
    ssl_protocols TLSv1 TLSv1.2;
    location / {
        proxy_pass http://127.0.0.1:3000;
        proxy_set_header Host $host;
    }
}
`
const script = `set -eu
cat > /etc/nginx/conf.d/a.conf <<'EOF'
${site}EOF
sudo sysctl -w net.ipv4.tcp_syncookies=0
`
const indented = (text: string, by: number): string => text.trimEnd().replaceAll(/^(?=.)/gm, ' '.repeat(by))
const mended = (text: string): string =>
  text.replace('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3').replace('cookies=0', 'cookies=1')
const ours = ({ rule }: { rule: string }): boolean => /tls-protocols|syncookies/.test(rule)

const both = ['nginx/tls-protocols', 'sysctl/tcp-syncookies']
const inner = (opening: string): string => `set -eu\n${opening} <<'OUTER'\n${script}OUTER\ntrue\n`

const cases: readonly (readonly [title: string, path: string, text: string, rules: readonly string[]])[] = [
  [
    'Ansible',
    'play.yml',
    `- hosts: web\n  tasks:\n    - name: x\n      ansible.builtin.shell: |\n${indented(script, 8)}\n      args: { executable: /bin/bash }\n`,
    both,
  ],
  ['Ansible, with words of the module', 'play.yml', `- shell:\n    cmd: |\n${indented(script, 6)}\n`, both],
  ['cloud-init', 'user-data', `#cloud-config\nruncmd:\n  - true\n  - |\n${indented(script, 4)}\n  - reboot\n`, both],
  [
    'cloud-init, a script',
    'seed/user-data',
    `#cloud-config\nwrite_files:\n- path: /opt/setup.sh\n  content: |\n${indented(`#!/bin/sh\n${script}`, 4)}\n`,
    both,
  ],
  [
    'a workflow',
    '.github/workflows/a.yml',
    `jobs:\n  web:\n    steps:\n      - name: x\n        run: |\n${indented(script, 10)}\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a pipeline',
    '.gitlab-ci.yml',
    `deploy:\n  script:\n    - true\n    - |\n${indented(script, 6)}\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a script of a ConfigMap',
    'a.yaml',
    `kind: ConfigMap\ndata:\n  start.sh: |\n${indented(script, 4)}\n`,
    ['nginx/tls-protocols'],
  ],
  ['a script for another shell', 'a.sh', inner('sudo bash -s'), both],
  ['a script for another host', 'a.sh', inner('ssh root@web1 bash'), both],
  ['a script that a script writes', 'a.sh', inner('cat > /opt/b.sh'), both],
  [
    'a manifest for a cluster',
    'a.sh',
    `kubectl apply -f - <<'OUT'\nkind: ConfigMap\ndata:\n  a.conf: |\n${indented(site, 4)}\nOUT\n`,
    ['nginx/tls-protocols'],
  ],
  ['Dockerfile, a script', 'Dockerfile', `FROM debian\nRUN <<EOT\n${script}EOT\n`, ['nginx/tls-protocols']],
  [
    'Dockerfile, a command',
    'Dockerfile',
    `FROM debian\nRUN true \\\n  # a comment\n  && echo '${site.trimEnd().replaceAll('\n', '\\n\\\n')}' > /etc/nginx/conf.d/a.conf\nRUN true\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a script that prints',
    'a.sh',
    `printf '%s' x\necho '${site}' | sudo tee /etc/nginx/conf.d/a.conf\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a script that prints settings',
    'a.sh',
    'echo "net.ipv4.tcp_syncookies=0\nvm.swappiness=1" > /etc/sysctl.d/9.conf\n',
    ['sysctl/tcp-syncookies'],
  ],
  [
    'Vagrant',
    'Vagrantfile',
    `Vagrant.configure("2") do |config|\n  config.vm.provision "shell", inline: <<-SHELL\n${script.replace('$host', '\\$host').replace('a.example', '#{name}.example')}  SHELL\nend\n`,
    both,
  ],
  ['Jenkins', 'ci/Jenkinsfile', `node {\n  sh(script: '''\n${script}''')\n}\n`, ['nginx/tls-protocols']],
  [
    'Jenkins, with values',
    'Jenkinsfile',
    `node {\n  sh """\n${script.replace('$host', '\\$host').replace('a.example', '${params.NAME}')}"""\n}\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'make',
    'Makefile',
    'NAME = x\ntune:\n\t@echo $$HOME; sudo sysctl -w \\\n\t  vm.swappiness=1 net.ipv4.tcp_syncookies=0\n',
    ['sysctl/tcp-syncookies'],
  ],
  [
    'make, a file',
    'web.mk',
    `conf:\n\tprintf '${site.trimEnd().replaceAll('\n', '\\n').replaceAll('$', '$$$$')}\\n' | sudo tee /etc/nginx/conf.d/$(NAME).conf\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a file on another host',
    'a.sh',
    `ssh root@$HOST 'cat > /etc/nginx/conf.d/a.conf' <<'EOF'\n${site}EOF\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a script in quotes',
    'a.sh',
    `sudo bash -c 'cat > /etc/nginx/conf.d/a.conf <<EOF\n${site.replace('$host', '\\$host')}EOF'\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a script in quotes, with its end on a line',
    'a.sh',
    `ssh web1 "cat > /etc/nginx/conf.d/a.conf <<'EOF'\n${site.replace('$host', '\\$host')}EOF\n"\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'Docker Compose',
    'compose.yml',
    `services:\n  web:\n    command: ["sh", "-c", ${JSON.stringify(`echo '${site}' > /etc/nginx/conf.d/a.conf; sysctl -w net.ipv4.tcp_syncookies=0`)}]\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'CloudFormation',
    'cfn.yaml',
    `Resources:\n  UserData:\n    Fn::Base64: !Sub |\n${indented(`#!/bin/bash\n${script}`, 6)}\n`,
    both,
  ],
  [
    'Terraform, lines of a script',
    'a.tf',
    `provisioner "remote-exec" {\n  inline = [\n    "sudo tee /etc/nginx/conf.d/a.conf <<EOF",\n${site
      .trimEnd()
      .split('\n')
      .map(line => `    ${JSON.stringify(line.replace('$host', '\\$host'))},`)
      .join('\n')}\n    "EOF",\n  ]\n}\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a script in quotes of a task',
    'play.yml',
    `- shell: |\n${indented(`sudo sh -c '${script.replace(/'/g, "'\\''")}'`, 4)}\n`,
    both,
  ],
  [
    'cloud-init, a list of words',
    'user-data',
    '#cloud-config\nruncmd:\n  - [ sysctl, "-w", "net.ipv4.tcp_syncookies=0" ]\n  - [sudo, sysctl, -w, vm.swappiness=1]\nother:\n  - [sysctl, -w, kernel.kptr_restrict=0]\n',
    ['sysctl/tcp-syncookies'],
  ],
  [
    'Terraform, user data',
    'a.tf',
    `resource "aws_instance" "a" {\n  user_data = base64encode(<<-EOT\n${indented(`#!/bin/bash\n${script.replace('a.example', '${var.domain}')}`, 4)}\n  EOT\n  )\n}\n`,
    both,
  ],
  [
    'Terraform, cloud-init',
    'a.tf',
    `locals {\n  init = <<-EOT\n${indented(`#cloud-config\nwrite_files:\n- path: /opt/x.sh\n  content: |\n${indented(script, 4)}`, 4)}\n  EOT\n}\n`,
    both,
  ],
  [
    'Terraform, a file',
    'a.tf',
    `resource "local_file" "a" {\n  filename = "out/a.conf"\n  content  = <<EOT\n${site}EOT\n}\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'Terraform, values of a chart',
    'a.tf',
    `resource "helm_release" "a" {\n  values = [<<-EOT\n${indented(`web:\n  serverBlock: |\n${indented(site, 4)}`, 4)}\n  EOT\n  ]\n}\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'Packer',
    'web.pkr.hcl',
    `build {\n  provisioner "shell" {\n    inline = [\n      "true",\n      <<-EOT\n${indented(script, 6)}\n      EOT\n    ]\n  }\n}\n`,
    both,
  ],
  [
    'Nomad',
    'web.nomad',
    `job "a" {\n  template {\n    data = <<EOF\n${site}EOF\n    destination = "local/a.conf"\n  }\n}\n`,
    ['nginx/tls-protocols'],
  ],
  [
    'a template of a script',
    'a.sh.j2',
    script.replace('/a.conf', '/{{ name }}.conf').replace('a.example', '{{ domain }}'),
    both,
  ],
  ['a template of a script, Ruby', 'a.sh.erb', script.replace('a.example', '<%= @domain %>'), both],
  ['a template of a script, Terraform', 'a.sh.tftpl', script.replace('a.example', '${domain}'), both],
]

it.each(cases)('%s', (_title, path, text, rules) => {
  const input = { files: { [path]: text } }
  const report = analyze(input)
  const found = report.findings.filter(ours)
  expect(found.map(({ rule }) => rule).sort()).toEqual(rules)
  const lines = found.map(({ line }) => text.split('\n')[line - 1]).join()
  expect(lines).toMatch(/ssl_protocols TLSv1 TLSv1.2;|cookies=0/)
  const wanted = text.replace('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3')
  expect(fix(input, report, ours).files.get(path)).toBe(
    rules.includes('sysctl/tcp-syncookies') ? mended(wanted) : wanted,
  )
})

describe('what a workflow puts in', () => {
  const step = script.replaceAll('a.example', '${{ vars.DOMAIN }}').replace("'EOF'", 'EOF').replace('$host', '\\$host')
  const text = `jobs:\n  web:\n    steps:\n      - run: |\n${indented(step, 10)}\n`
  const input = { files: { 'deploy.yml': text }, unsafe: true }

  it('stays, and a fix has the name that it has there', () => {
    const after =
      fix(input, analyze(input), ({ rule }) => /tls-protocols|plaintext|hsts/.test(rule)).files.get('deploy.yml') ?? ''
    const { run } = parse(after).jobs.web.steps[0]
    expect(run).toContain('server_name ${{ vars.DOMAIN }};')
    expect(run).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
    const written = execFileSync(
      'sh',
      [
        '-c',
        run
          .replace('> /etc/nginx/conf.d/a.conf', '')
          .replaceAll('${{ vars.DOMAIN }}', 'b.example')
          .replace(/.*sysctl.*/, ''),
      ],
      { encoding: 'utf8' },
    )
    expect(written).toContain('proxy_set_header Host $host;')
  })
})

it.each([
  ['shown', 'cat'],
  ['given to a program', 'mysql -u root'],
  ['given to a script', 'bash deploy.sh'],
  ['given to another language', 'python3 -'],
  ['given to a container', 'docker exec -i web sh'],
])('what is %s makes no setting', (_title, opening) => {
  expect(
    analyze({ files: { 'a.sh': `#!/bin/sh\n${opening} <<'EOF'\nsysctl -w net.ipv4.tcp_syncookies=0\nEOF\n` } })
      .verdicts,
  ).toEqual([])
})

it('what a repository runs is found, hidden as it is', () => {
  const step = `jobs:\n  web:\n    steps:\n      - run: |\n${indented(script, 10)}\n`
  const files = {
    '.github/workflows/a.yml': step,
    '.gitlab-ci.yml': `web:\n  script: |\n${indented(script, 4)}\n`,
    '.venv/b.sh': script,
  }
  const { verdicts } = analyze({ files, roots: ['.'] })
  expect(verdicts.map(({ root }) => root).sort()).toEqual([
    '.github/workflows/a.yml/etc/nginx/conf.d/a.conf',
    '.gitlab-ci.yml/etc/nginx/conf.d/a.conf',
  ])
})

it.each([
  ['main.tf', `yaml_body = <<YAML\nkind: ConfigMap\ndata:\n  a.conf: |\n${indented(site, 4)}\nYAML\n`],
  ['a.sh', `kubectl apply -f - <<'OUT'\nkind: ConfigMap\ndata:\n  a.conf: |\n${indented(site, 4)}\nOUT\n`],
])('%s is rolled out by whoever runs it, not by kubectl', (path, text) => {
  const input = { files: { [path]: text } }
  const { steps } = plan(input, analyze(input))
  expect(steps.map(({ title }) => title.en)).toContain('Roll the files out')
  expect(JSON.stringify(steps)).not.toContain('"kubectl"')
})

it('the undo of a tunnel in Terraform is no kubectl either', () => {
  const tunnel =
    'dev tun\nproto udp\nca ca.crt\ncert s.crt\nkey s.key\ndh none\nserver 10.8.0.0 255.255.255.0\ncomp-lzo\n'
  const text = `yaml_body = <<YAML\nkind: ConfigMap\ndata:\n  server.ovpn: |\n${indented(tunnel, 4)}\nYAML\n`
  const input = { files: { 'vpn.tf': text }, unsafe: true }
  const report = analyze(input)
  expect(report.findings.map(({ rule }) => rule)).toContain('openvpn/compression')
  const { steps } = plan(input, report)
  expect(steps.length).toBeGreaterThan(0)
  expect(JSON.stringify(steps)).not.toContain('"kubectl"')
})
