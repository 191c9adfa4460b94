import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Applier } from '../../src/formats/sysctl/model.ts'
import type { Entry } from '../formats/sysctl/store.ts'
import { Host } from './host.ts'

/** What a real applier did to the real keys of a network namespace. */
export interface Outcome {
  readonly status: number
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
  readonly output: string
}

export interface Question {
  readonly files: Readonly<Record<string, Entry>>
  readonly applier: Applier
  /** Key as path below /proc/sys. Keys of the machine itself must not be among them. */
  readonly keys: readonly string[]
  /** Written before the run. */
  readonly start?: Readonly<Record<string, string>>
  /** The interfaces are made before conf.default is ever written, as at boot. */
  readonly fresh?: boolean
  /** `sysctl -p FILE` instead of the whole system. */
  readonly file?: string
}

const fold = (text: string): string => text.trim().replace(/\s+/g, ' ')

/**
 * Lets an applier work on a host in a folder, with the network keys of a namespace of its own: interfaces eth0,
 * eth0.100 and dummy0, which were made after conf.default had been written once.
 */
export function apply({ files, applier, keys, start = {}, file, fresh = false }: Question): Outcome {
  const host = new Host(applier === 'procps' ? ['sysctl'] : ['systemd-sysctl'])
  try {
    for (const [path, entry] of Object.entries(files)) place(host, path, entry)
    const run = applier === 'systemd' ? ['/usr/lib/systemd/systemd-sysctl'] : ['/usr/sbin/sysctl', '--system']
    const argv = file === undefined ? run : [run[0] as string, ...(applier === 'procps' ? ['-p'] : []), file]
    const done = spawnSync(
      'unshare',
      ['-n', '-m', '-u', '/bin/sh', '-c', script(host.root, argv, { keys, start, fresh })],
      {
        encoding: 'utf8',
        timeout: 20_000,
      },
    )
    const [, before = '', output = '', status = '', after = ''] = done.stdout.split('\u0001')
    return {
      status: Number(status),
      before: values(keys, before),
      after: values(keys, after),
      output: output + done.stderr,
    }
  } finally {
    host.remove()
  }
}

function place(host: Host, path: string, entry: Entry): void {
  if (typeof entry === 'string') host.write(path, entry)
  else if ('directory' in entry) host.mkdir(path)
  else {
    host.mkdir(dirname(path))
    symlinkSync(entry.link, join(host.root, path))
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function script(
  root: string,
  argv: readonly string[],
  { keys, start, fresh }: Required<Pick<Question, 'keys' | 'start' | 'fresh'>>,
): string {
  const read = keys.map(key => `cat ${quote(`/proc/sys/${key}`)} 2>/dev/null; printf '\\002'`).join('; ')
  const attributes = ['log_martians', 'forwarding', 'rp_filter', 'accept_redirects', 'send_redirects']
  return [
    ...(fresh ? [] : attributes).map(
      attribute =>
        `cd /proc/sys/net/ipv4/conf/default && read -r value < ${attribute}; printf %s "$value" > ${attribute}`,
    ),
    'ip link add eth0 type veth peer name dummy0 && ip link add eth0.100 type bridge && ip link set lo up',
    ...Object.entries(start).map(
      ([key, value]) => `printf '%s' ${quote(value)} > ${quote(`/proc/sys/${key}`)} 2>/dev/null`,
    ),
    `mount --rbind /proc ${quote(`${root}/proc`)}`,
    `printf '\\001'; ${read}; printf '\\001'`,
    `chroot ${quote(root)} ${argv.map(quote).join(' ')} 2>&1; status=$?`,
    `printf '\\001%s\\001' "$status"; ${read}`,
  ].join('\n')
}

const values = (keys: readonly string[], text: string): Map<string, string> => {
  const parts = text.split('\u0002')
  return new Map(keys.map((key, at) => [key, fold(parts[at] ?? '')]))
}
