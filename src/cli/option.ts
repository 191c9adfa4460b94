import type { Localized } from '../message/index.ts'

/** One option of the command line. Help, completions, documentation and parsing all read this. */
export interface Option {
  /** Without dashes. */
  readonly name: string
  readonly short?: string
  /** What stands for the value in the help. Absent: a flag. */
  readonly value?: string
  /** The value may be left out. Where it is given it stands behind `=`. */
  readonly optional?: boolean
  readonly multiple?: boolean
  /** The only values allowed. */
  readonly choices?: readonly string[]
  /** What a value is taken for, before it is checked. */
  readonly reads?: (text: string) => string
  /** Completed as the name of a file. */
  readonly file?: boolean
  readonly summary: Localized
}

const option = (
  name: string,
  [en, zh]: readonly [string, string],
  rest: Omit<Option, 'name' | 'summary'> = {},
): Option => ({
  name,
  summary: { en, zh },
  ...rest,
})

const severityNames: readonly string[] = ['critical', 'high', 'medium', 'low', 'info']

/** Does a word after --baseline mean a file, not a built-in one? */
export const isBaselineFile = (word: string): boolean => /[/\\]|\.ya?ml$/.test(word)

export const roleNames: readonly string[] = [
  'web-server',
  'vpn-client',
  'vpn-gateway',
  'router',
  'container-host',
  'kubernetes-node',
  'hypervisor',
  'desktop',
]

const list: readonly Option[] = [
  option(
    'format',
    ['kind of output, may repeat, as in -f text -f sarif=out.sarif', '输出格式，可重复，如 -f text -f sarif=out.sarif'],
    {
      short: 'f',
      value: 'FORMAT[=FILE]',
      multiple: true,
    },
  ),
  option('all', [
    'text shows every finding in full, not only 20 of a rule',
    'text 格式完整显示每个发现，而不是每条规则只显示 20 个',
  ]),
  option('baseline', ['what to hold the files against', '检查所依据的基线'], { short: 'b', value: 'NAME|FILE' }),
  option('since', ['only findings that are new since this git revision', '只报告自该 git 版本以来新增的发现'], {
    value: 'REF',
  }),
  option(
    'results',
    [
      'file with commands that were run and what came of them, for evidence',
      '记录已执行命令及其结果的文件，用于证据报告',
    ],
    { value: 'FILE', file: true },
  ),
  option('fail-on', ['exit 1 from this severity on (default: medium)', '达到此严重级别时退出码为 1（默认 medium）'], {
    value: 'SEVERITY',
    choices: [...severityNames, 'never'],
  }),
  option('exit-zero', ['exit 0 whatever is found', '无论发现什么都以 0 退出']),
  option('rule', ['only this rule, may repeat', '只使用该规则，可重复'], { short: 'r', value: 'RULE', multiple: true }),
  option(
    'target',
    [
      'versions the files run on: nginx=1.22.1+headers-more,openvpn=2.6.14',
      '目标版本与模块：nginx=1.22.1+headers-more,openvpn=2.6.14',
    ],
    {
      value: 'NAME=VERSION,…',
      multiple: true,
    },
  ),
  option(
    'target-from',
    ['file with the output of nginx -V (and openvpn --version)', '含 nginx -V（及 openvpn --version）输出的文件'],
    {
      value: 'FILE',
      multiple: true,
      file: true,
    },
  ),
  option('role', ['what the host is for, may repeat', '主机的用途，可重复'], {
    value: 'ROLE',
    multiple: true,
    choices: roleNames,
  }),
  option(
    'peer',
    ['the other end of the tunnel: its file, or mikrotik[:7.18]', '隧道对端：其配置文件，或 mikrotik[:7.18]'],
    {
      value: 'PEER',
    },
  ),
  option(
    'live',
    [
      'compare with live values: output of sysctl -a, - for stdin, this machine when left out',
      '与运行中的值比较：sysctl -a 的输出，- 表示标准输入，省略则为本机',
    ],
    { value: 'FILE', optional: true, file: true },
  ),
  option('as', ['read every named file as this language', '把所列文件都当作该语言读取'], {
    value: 'LANGUAGE',
    choices: ['nginx', 'openvpn', 'sysctl'],
  }),
  option('context', ['blocks a fragment stands in: http,server', '片段所处的块：http,server'], { value: 'BLOCK,…' }),
  option('stdin-filename', ['name of what is read from stdin', '标准输入内容的文件名'], { value: 'PATH', file: true }),
  option('today', ['date that waivers are held against (default: today)', '判断豁免是否过期的日期（默认今天）'], {
    value: 'YYYY-MM-DD',
  }),
  option('config', ['configuration file (default: nearest confward.yaml)', '配置文件（默认最近的 confward.yaml）'], {
    value: 'FILE',
    file: true,
  }),
  option('no-config', ['use no configuration file', '不使用配置文件']),
  option('write', ['change the files instead of printing a diff', '直接修改文件而不是输出 diff'], { short: 'w' }),
  option('unsafe', ['also fixes that may change behaviour', '也应用可能改变行为的修复']),
  option('interactive', ['go through the fixes one by one', '逐个处理修复'], { short: 'i' }),
  option('answers', ['record the answers in a file, or replay those in it', '把回答录入文件，或重放文件中的回答'], {
    value: 'FILE',
    file: true,
  }),
  option('server', ['only the server with this name', '只显示该名称的 server'], { value: 'NAME' }),
  option('url', ['only what serves this address', '只显示服务该地址的配置'], { value: 'URL' }),
  option('method', ['method of the request for --url (default: GET)', '--url 的请求方法（默认 GET）'], {
    value: 'METHOD',
  }),
  option('reason', ['why it is accepted', '接受的理由'], { value: 'TEXT' }),
  option('owner', ['who accepts it', '由谁接受'], { value: 'NAME' }),
  option('until', ['last day it is accepted, at most 180 days ahead', '接受的截止日，最多 180 天'], {
    value: 'YYYY-MM-DD',
  }),
  option('force', ['replace an existing file', '覆盖已有文件']),
  option('lang', ['language of the messages (default: the locale)', '消息语言（默认跟随系统）'], {
    value: 'en|zh',
    choices: ['en', 'zh'],
    reads: text => /^(en|zh)(?:[-_.@]|$)/i.exec(text)?.[1]?.toLowerCase() ?? text,
  }),
  option('color', ['colours and links (default: auto)', '颜色与链接（默认 auto）'], {
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
  }),
  option('stats', ['print where the time went', '输出耗时统计']),
  option('help', ['print this help', '显示帮助'], { short: 'h' }),
  option('version', ['print the version', '显示版本'], { short: 'V' }),
]

export const options: ReadonlyMap<string, Option> = new Map(list.map(entry => [entry.name, entry]))
