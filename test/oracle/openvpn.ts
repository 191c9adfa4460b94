import { posix } from 'node:path'
import { certificates } from './certificates.ts'
import { Host } from './host.ts'
import type { Judgement } from './nginx.ts'

/**
 * Asks openvpn whether it takes the file: every line is parsed and the options are checked together, then writing the
 * process id fails on purpose, before any socket or device is opened. `parse` stops after the lines (`--version`).
 * Files by path; the first is the root unless named. Relative paths stand in `/etc/openvpn`.
 */
export function openvpnTest(
  files: Readonly<Record<string, string | Uint8Array>>,
  question: { readonly root?: string; readonly parse?: boolean } = {},
): Judgement {
  const host = new Host(['openvpn'])
  for (const [path, content] of Object.entries(files)) host.write(openvpnPath(path), content)
  const root = openvpnPath(question.root ?? (Object.keys(files)[0] as string))
  const tail = question.parse ? ['--version'] : ['--verb', '4', '--writepid', '/dev/full']
  const furnished: string[] = []
  try {
    for (;;) {
      const { status, output } = host.run(['/usr/sbin/openvpn', '--config', root, ...tail], posix.dirname(root))
      const loads = question.parse ? status === 0 : accepted.test(output)
      const thing = loads ? undefined : furnish(host, posix.dirname(root), output)
      if (!thing || furnished.includes(thing)) return { loads, output, furnished }
      furnished.push(thing)
    }
  } finally {
    host.remove()
  }
}

const accepted = /Close error on pid file|can't ask for 'Enter (?:Auth Username|Private Key Password)'/

const openvpnPath = (path: string): string => {
  if (path.startsWith('/')) return path
  const on = /(?:^|\/)((?:etc|usr|run|lib|var)\/.*)$/.exec(path)
  return on ? `/${on[1]}` : posix.join('/etc/openvpn', path)
}

/** With persist-key the daemon loads the shared key while it checks the options, so it has to be one. */
const staticKey = `-----BEGIN OpenVPN Static key V1-----\n${`${'0f'.repeat(16)}\n`.repeat(16)}-----END OpenVPN Static key V1-----\n`

const missing = /--([\w-]+)(?: \(\w+\))? fails with '([^']+)': No such file/

/** The same for a key that is loaded ahead of the check; every kind of shared key will do. */
const preloaded = /Cannot pre-load (key)file \(([^)]*)\)/

function furnish(host: Host, cwd: string, output: string): string | undefined {
  const found = missing.exec(output) ?? preloaded.exec(output)
  const path = found?.[2]
  if (!found || path === undefined) return undefined
  const { chain, key, authority, parameters, revoked } = certificates()
  const texts: Readonly<Record<string, string>> = {
    cert: chain,
    key,
    ca: authority,
    dh: parameters,
    'crl-verify': revoked,
    'tls-auth': staticKey,
    'tls-crypt': staticKey,
    secret: staticKey,
  }
  const place = posix.resolve(cwd, path)
  if (/-dir|ccd/.test(found[1] as string)) host.mkdir(place)
  else if (host.has(posix.dirname(place)))
    host.write(place, (output.includes('pre-load') ? staticKey : texts[found[1] as string]) ?? '', 0o600)
  else host.mkdir(posix.dirname(place))
  return `${found[1]} ${path}${host.has(place) ? '' : ' (folder)'}`
}
