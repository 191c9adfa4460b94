import type { Localized } from '../../message/index.ts'
import type { Check, Command, Step } from '../fix.ts'

export const syntax: Check = {
  argv: ['nginx', '-t'],
  root: true,
  says: { en: 'nginx accepts the files', zh: 'nginx 接受这些文件' },
}

export const reload: Command = { argv: ['systemctl', 'reload', 'nginx'], root: true }

/** After the former bytes are back. An nginx that somebody stopped meanwhile stays so, and keeps no other step from it. */
export const back: readonly Command[] = [
  { argv: syntax.argv, root: true },
  { argv: ['systemctl', 'try-reload-or-restart', 'nginx'], root: true },
]

/**
 * A reload that fails in nginx itself succeeds for systemd: nginx goes on with the former files and its old workers. Those
 * that still end connections of before are not counted, they have another title.
 */
export const renews: Check = {
  argv: ['pgrep', '-f', 'nginx: worker process$'],
  says: { en: 'nginx has taken the files', zh: 'nginx 已采用这些文件' },
}

/** Of a command that makes nginx take files which another step wrote. */
export const reloadedByEdit: Localized = {
  en: 'nothing by itself: taking back the edit reloads nginx',
  zh: '无需单独撤销：撤销修改时会重新加载 nginx',
}

/** Of a run that only tries. */
export const rehearsed: Pick<Step, 'verified' | 'undone'> = {
  verified: { en: 'certbot itself says whether it would work', zh: 'certbot 自身会报告能否成功' },
  undone: { en: 'nothing to take back: a rehearsal saves nothing', zh: '无需撤销：预演不保存任何内容' },
}

/** Where this host itself reaches a listener: wildcards by the loopback address. */
export const reachable = (address: string): string =>
  address === '*' ? '127.0.0.1' : address === '[::]' ? '[::1]' : address

/** Asks this host by the server's name, whatever DNS says. */
const ask = (url: URL, address: string, extra: readonly string[]): readonly string[] => {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const resolve = `${url.hostname}:${port}:${address}`
  return [
    'curl',
    '-sS',
    '-o',
    '/dev/null',
    '--max-time',
    '10',
    '--noproxy',
    '*',
    '--resolve',
    resolve,
    ...extra,
    url.href,
  ]
}

const answers = (url: URL, address: string): readonly string[] =>
  ask(url, address, ['-w', 'answered %{http_code} %{redirect_url}'])

/** Refused at first; what the last stage makes of it, once that is done, is as good. */
export const refused = (url: URL, address: string): Check => ({
  argv: answers(url, address),
  expect: { contains: 'answered 403', or: 'answered 308 https://' },
  says: {
    en: `${url.href} is refused, or sent to https once that is there`,
    zh: `${url.href} 被拒绝，或在 https 就绪后被重定向到那里`,
  },
})

/** What the last stage has made of the port. Whatever else answers there is not its server. */
export const moved = (url: URL, address: string): Check => ({
  argv: answers(url, address),
  expect: { contains: 'answered 308 https://', or: 'answered 403' },
  says: { en: `${url.href} is sent to https, or refused`, zh: `${url.href} 被重定向到 https，或被拒绝` },
})

/** curl checks the certificate and its name against the CAs this host trusts. */
export const encrypted = (url: URL, address: string, header: string): Check => ({
  argv: ask(url, address, ['--tlsv1.2', '-D', '-']),
  expect: { contains: header },
  says: {
    en: `${url.href} answers with a valid certificate and ${header}`,
    zh: `${url.href} 证书有效，并带有 ${header}`,
  },
})

/** A client that really offers TLS 1.1 is refused by the server's settings, not by a library default. */
export const refusesOld = (name: string, address: string): Check => ({
  argv: [
    ...['openssl', 's_client', '-connect', `${address}:443`, '-servername', name],
    ...['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'],
  ],
  expect: { fails: true, contains: 'alert protocol version' },
  says: { en: `${name} refuses TLS 1.1`, zh: `${name} 拒绝 TLS 1.1` },
})
