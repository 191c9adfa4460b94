import { Host } from './host.ts'

export type Applier = 'procps' | 'systemd'

export interface Applied {
  readonly status: number | null
  readonly output: string
  /** Key as a path below /proc/sys (`net/ipv4/ip_forward`) → what was written last; absent when nothing was. */
  readonly values: ReadonlyMap<string, string>
}

/**
 * Lets a real applier read the files of a host and write into plain files that stand in for /proc/sys, so that nothing
 * of the machine changes and any key can exist. Only `keys` exist. `file` applies that one file (`sysctl -p FILE`).
 * The stand-ins take any value: ranges and rounding of the kernel are not seen here.
 */
export function applySysctl(
  files: Readonly<Record<string, string | Uint8Array>>,
  question: { readonly applier: Applier; readonly keys: readonly string[]; readonly file?: string },
): Applied {
  const host = new Host(question.applier === 'procps' ? ['sysctl'] : ['systemd-sysctl'])
  for (const [path, content] of Object.entries(files)) host.write(path.startsWith('/') ? path : `/${path}`, content)
  for (const key of question.keys) host.write(`/proc/sys/${key}`, '')
  try {
    const { status, output } = host.run(command(question.applier, question.file))
    const values = question.keys.map(key => [key, written(host.read(`/proc/sys/${key}`))] as const)
    return { status, output, values: new Map(values.filter((one): one is [string, string] => one[1] !== undefined)) }
  } finally {
    host.remove()
  }
}

function command(applier: Applier, file: string | undefined): string[] {
  if (applier === 'systemd') return ['/usr/lib/systemd/systemd-sysctl', ...(file ? [file] : [])]
  return file ? ['/usr/sbin/sysctl', '-p', file] : ['/usr/sbin/sysctl', '--system']
}

/** A write begins at offset 0 and ends with LF: the first line is the latest value. */
const written = (text: string): string | undefined => (text === '' ? undefined : text.split('\n')[0])
