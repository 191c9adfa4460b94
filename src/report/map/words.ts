import type { Column, NodeKind, Security } from '../../exposure/index.ts'
import type { Localized } from '../../message/index.ts'

export const securityWords: Readonly<Record<Security, Localized>> = {
  tls: { en: 'TLS', zh: 'TLS' },
  vpn: { en: 'VPN', zh: 'VPN' },
  local: { en: 'on this host', zh: '本机' },
  closed: { en: 'nothing given out', zh: '不提供内容' },
  unverified: { en: 'TLS, certificate not checked', zh: 'TLS，未校验证书' },
  unknown: { en: 'not decided here', zh: '由其他因素决定' },
  plain: { en: 'plaintext', zh: '明文' },
}

/** On the label of a node, where room is short. */
export const badgeWords: Readonly<Record<Security, Localized>> = {
  ...securityWords,
  closed: { en: 'closed', zh: '不提供内容' },
  unverified: { en: 'TLS unchecked', zh: 'TLS 未校验' },
  unknown: { en: 'undecided', zh: '未定' },
}

export const columnWords: Readonly<Record<Column, Localized>> = {
  source: { en: 'reachable from', zh: '可达来源' },
  listener: { en: 'listener', zh: '监听' },
  server: { en: 'serves', zh: '提供服务' },
  target: { en: 'goes to', zh: '去向' },
}

export const kindWords: Readonly<Record<NodeKind, Localized>> = {
  internet: { en: 'source', zh: '来源' },
  private: { en: 'source', zh: '来源' },
  vpn: { en: 'source', zh: '来源' },
  host: { en: 'source', zh: '来源' },
  listener: { en: 'socket', zh: '监听' },
  server: { en: 'server', zh: 'server' },
  tunnel: { en: 'tunnel', zh: '隧道' },
  upstream: { en: 'upstream', zh: '上游' },
  files: { en: 'files', zh: '文件' },
  challenge: { en: 'ACME', zh: 'ACME' },
  redirect: { en: 'redirect', zh: '重定向' },
  refused: { en: 'refused', zh: '拒绝' },
  module: { en: 'nginx', zh: 'nginx' },
  network: { en: 'network', zh: '网络' },
  remote: { en: 'peer', zh: '对端' },
}

export const mapWords: Readonly<Record<'title' | 'note' | 'empty' | 'broken' | 'host', Localized>> = {
  title: { en: 'Exposure map', zh: '暴露面图' },
  note: {
    en: 'As the configuration says. Firewalls and what lies behind the last column are not known.',
    zh: '依据配置内容绘制；防火墙及最后一列之后的情况未知。',
  },
  empty: { en: 'No socket and no tunnel in these files', zh: '这些文件中没有监听或隧道' },
  broken: { en: 'configured, does not work', zh: '已配置但不起作用' },
  host: { en: 'host', zh: '主机' },
}
