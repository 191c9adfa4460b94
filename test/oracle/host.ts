import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { has, type Program, pathOf } from '../../src/dev/programs.ts'

export interface Run {
  readonly status: number | null
  /** stdout and stderr as they came. */
  readonly output: string
}

/**
 * A small host in a folder: the programs, their libraries, and the files of a test at their absolute paths. Programs
 * run in it by chroot, in a network of their own where namespaces are allowed (any address can be bound there).
 */
export class Host {
  readonly root: string

  constructor(programs: readonly Program[], files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.root = mkdtempSync(join(tmpdir(), 'confward-host-'))
    hosts.push(this.root)
    spawnSync('cp', ['-al', `${template(programs)}/.`, this.root])
    chmodSync(this.root, 0o755)
    for (const [path, content] of Object.entries(files)) this.write(path, content)
  }

  /** Replaces the file instead of writing into it: unwritten ones are links to the template. */
  write(path: string, content: string | Uint8Array, mode = 0o644): void {
    const file = join(this.root, path)
    mkdirSync(dirname(file), { recursive: true })
    rmSync(file, { force: true })
    writeFileSync(file, content, { mode })
  }

  mkdir(path: string): void {
    mkdirSync(join(this.root, path), { recursive: true })
    chmodSync(join(this.root, path), 0o777)
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path))
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  /** Runs a program of the host; `cwd` is a folder of the host. */
  run(argv: readonly string[], cwd = '/', seconds = 20): Run {
    const inside = ['chroot', this.root, '/bin/sh', '-c', 'cd "$0" && exec "$@"', cwd, ...argv]
    const [program, ...args] = has('namespaces') ? [...ownNetwork, ...inside] : inside
    const done = spawnSync(program as string, args, { timeout: seconds * 1000, encoding: 'utf8', input: '' })
    return { status: done.status, output: `${done.stdout}${done.stderr}` }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

const ownNetwork: readonly string[] = [
  'unshare',
  '-n',
  '/bin/sh',
  '-c',
  [
    'ip link set lo up 2>/dev/null',
    'for family in ipv4 ipv6; do echo 1 > /proc/sys/net/$family/ip_nonlocal_bind; done 2>/dev/null',
    'exec "$@"',
  ].join('; '),
  'network',
]

const hosts: string[] = []
const templates = new Map<string, string>()
process.on('exit', () => {
  for (const folder of [...hosts, ...templates.values()]) rmSync(folder, { recursive: true, force: true })
})

function template(programs: readonly Program[]): string {
  const key = programs.join()
  const made = templates.get(key)
  if (made) return made
  const root = mkdtempSync(join(tmpdir(), 'confward-programs-'))
  templates.set(key, root)
  for (const folder of ['etc', 'dev', 'run', 'tmp', 'proc/sys', 'var/log', 'var/lib', 'usr/bin', 'usr/sbin', 'usr/lib'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const link of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${link}`, join(root, link))
  mkdirSync(join(root, 'usr/lib64'))
  for (const file of ['/bin/sh', ...programs.map(pathOf), ...resolverLibraries()]) copyProgram(root, file)
  for (const program of programs) equip(root, program)
  account(root)
  for (const [name, minor] of Object.entries({ null: 3, full: 7, random: 8, urandom: 9 }))
    spawnSync('mknod', ['-m', '666', join(root, 'dev', name), 'c', '1', String(minor)])
  return root
}

/** The program and the shared objects that ldd names. */
function copyProgram(root: string, file: string): void {
  const listed = spawnSync('ldd', [file], { encoding: 'utf8' }).stdout
  for (const path of [file, ...(listed.match(/\/\S+\.so\S*/g) ?? [])]) {
    if (existsSync(join(root, path))) continue
    mkdirSync(join(root, dirname(path)), { recursive: true })
    cpSync(path, join(root, path), { dereference: true })
  }
}

/** Name lookup by /etc/hosts needs the plug-in that no program is linked to. */
const resolverLibraries = (): string[] =>
  ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
    .filter(existsSync)
    .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
    .filter(path => /\/libnss_(files|dns)\.so/.test(path))

function equip(root: string, program: Program): void {
  if (program !== 'nginx') return
  for (const path of ['/usr/lib/nginx/modules', '/etc/nginx'])
    if (existsSync(path)) cpSync(path, join(root, path), { recursive: true })
  for (const stale of [
    'nginx.conf',
    'sites-enabled',
    'sites-available',
    'conf.d',
    'modules-enabled',
    'modules-available',
  ])
    rmSync(join(root, 'etc/nginx', stale), { recursive: true, force: true })
  for (const name of readdirSync(join(root, 'usr/lib/nginx/modules')))
    if (statSync(join(root, 'usr/lib/nginx/modules', name)).isFile())
      copyProgram(root, join('/usr/lib/nginx/modules', name))
  mkdirSync(join(root, 'usr/share/nginx'), { recursive: true })
  symlinkSync('../../lib/nginx/modules', join(root, 'usr/share/nginx/modules'))
  for (const folder of ['var/log/nginx', 'var/lib/nginx', 'var/www/html'])
    mkdirSync(join(root, folder), { recursive: true })
}

function account(root: string): void {
  const names = ['www-data:33', 'nginx:101', 'openvpn:102', 'nobody:65534']
  writeFileSync(
    join(root, 'etc/passwd'),
    ['root:x:0:0::/:/bin/sh', ...names.map(name => `${name.replace(':', ':x:')}:${name.split(':')[1]}::/:/bin/false`)]
      .join('\n')
      .concat('\n'),
  )
  writeFileSync(
    join(root, 'etc/group'),
    ['root:x:0:', 'nogroup:x:65534:', ...names.map(name => `${name.replace(':', ':x:')}:`)].join('\n').concat('\n'),
  )
  writeFileSync(join(root, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files\n')
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost\n')
}
