import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Workspace } from './cli.ts'

/** What stands in other files of a repository: found, patched, written, taken back and compared with a revision. */

const site = (name: string): string => `server {
    listen 443 ssl;
    server_name ${name};
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
    ssl_protocols TLSv1 TLSv1.2;
    location / { return 204; }
}
`
const script = (name: string): string => `cat > /etc/nginx/conf.d/a.conf <<'EOF'
${site(name)}EOF
`
const indented = (text: string, by: number): string => text.trimEnd().replaceAll(/^(?=.)/gm, ' '.repeat(by))
const printed = (name: string): string => site(name).trimEnd().replaceAll('\n', '\\n')

const files: Readonly<Record<string, string>> = {
  'main.tf': `resource "aws_instance" "a" {\n  user_data = <<-EOT\n${indented(`#!/bin/sh\n${script('${var.name}.example')}`, 4)}\n  EOT\n}\n`,
  '.github/workflows/deploy.yml': `jobs:\n  a:\n    steps:\n      - run: |\n${indented(script('a.example'), 10)}\n`,
  '.gitlab-ci.yml': `a:\n  script:\n    - true\n    - |\n${indented(script('b.example'), 6)}\n`,
  'play.yml': `- hosts: all\n  tasks:\n    - shell: |\n${indented(script('c.example'), 8)}\n`,
  'seed/user-data': `#cloud-config\nruncmd:\n- |\n${indented(script('d.example'), 2)}\n`,
  Dockerfile: `FROM debian\nRUN true && \\\n  printf '${printed('e.example')}\\n' > /etc/nginx/conf.d/a.conf\n`,
  Vagrantfile: `config.vm.provision "shell", inline: <<~SHELL\n${indented(script('f.example'), 2)}\nSHELL\n`,
  Jenkinsfile: `node {\n  sh '''\n${script('g.example')}'''\n}\n`,
  Makefile: `a:\n\tprintf '${printed('h.example')}\\n' > /etc/nginx/conf.d/a.conf\n`,
  'a.sh.j2': script('{{ name }}.example'),
  'b.sh': `#!/bin/sh\nssh web bash <<'OUT'\n${script('i.example')}OUT\necho '${site('j.example')}' | sudo tee /etc/nginx/conf.d/b.conf\n`,
}
const mended: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path, text.replaceAll('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3')]),
)
const one = ['--rule', 'nginx/tls-protocols']

let space: Workspace
beforeEach(() => {
  space = new Workspace(files)
})
afterEach(() => space.remove())

const git = (...args: string[]): void => {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
    cwd: space.cwd,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
}

it('fix prints what git and patch apply, --write writes the same, undo brings all back', () => {
  const { stdout, code } = space.run('fix', ...one, '.')
  expect(code).toBe(1)
  for (const [command = '', ...args] of [
    ['git', 'apply', '-'],
    ['patch', '-p1', '-s'],
  ]) {
    const { status, stderr } = spawnSync(command, args, { cwd: space.cwd, input: stdout, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    expect(space.state()).toEqual(mended)
    for (const [path, text] of Object.entries(files)) space.write(path, text)
  }
  expect(space.run('fix', ...one, '--write', '.').code).toBe(0)
  expect(space.state()).toEqual(mended)
  expect(space.run('undo').code).toBe(0)
  expect(space.state()).toEqual(files)
})

it('--since tells of what a change brought', () => {
  for (const [path, text] of Object.entries(mended)) space.write(path, text)
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'a')
  expect(JSON.parse(space.run('check', '--since', 'HEAD', '-f', 'json', '.').stdout).findings).toEqual([])
  for (const path of ['main.tf', 'Makefile', '.gitlab-ci.yml']) space.write(path, files[path] ?? '')
  const { findings } = JSON.parse(space.run('check', '--since', 'HEAD', '-f', 'json', '.').stdout)
  expect(findings.map(({ rule, path }: { rule: string; path: string }) => `${path} ${rule}`)).toEqual([
    '.gitlab-ci.yml nginx/tls-protocols',
    'Makefile nginx/tls-protocols',
    'main.tf nginx/tls-protocols',
  ])
})
