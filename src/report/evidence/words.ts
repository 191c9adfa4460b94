import type { Localized } from '../../message/index.ts'

type Word =
  | 'title'
  | 'purpose'
  | 'claim'
  | 'subject'
  | 'item'
  | 'value'
  | 'tool'
  | 'baseline'
  | 'date'
  | 'undated'
  | 'target'
  | 'scope'
  | 'path'
  | 'format'
  | 'accepts'
  | 'yes'
  | 'no'
  | 'undecided'
  | 'root'
  | 'result'
  | 'score'
  | 'scoreNote'
  | 'findings'
  | 'number'
  | 'severity'
  | 'finding'
  | 'where'
  | 'state'
  | 'open'
  | 'accepted'
  | 'clauses'
  | 'noClause'
  | 'noFinding'
  | 'framework'
  | 'frameworks'
  | 'frameworkNote'
  | 'clause'
  | 'standing'
  | 'basis'
  | 'factsAsOf'
  | 'toRun'
  | 'step'
  | 'none'
  | 'changes'
  | 'changedSince'
  | 'unchanged'
  | 'noComparison'
  | 'resolved'
  | 'onlySecrets'
  | 'fresh'
  | 'planned'
  | 'plannedNote'
  | 'commands'
  | 'command'
  | 'exit'
  | 'output'
  | 'when'
  | 'noResult'
  | 'exceptions'
  | 'rule'
  | 'reason'
  | 'owner'
  | 'until'
  | 'noException'
  | 'notAssessed'
  | 'leftOut'
  | 'passed'
  | 'unread'
  | 'signOff'
  | 'role'
  | 'name'
  | 'signature'
  | 'prepared'
  | 'reviewed'
  | 'approved'
  | 'cut'

export const words: Readonly<Record<Word, Localized>> = {
  title: { en: 'Configuration evidence report', zh: '配置核查证据报告' },
  purpose: {
    en: 'This report records what was checked in configuration files, with which tool and baseline, what was found, and what is not known. It supports an assessment by people.',
    zh: '本报告记录对配置文件所做的检查、所用工具与基线、发现的问题以及未知事项，供评估人员参考。',
  },
  claim: {
    en: 'It does not state that any law, regulation, standard or protection level is met. The assignment of findings to clauses is an engineering map, not legal advice.',
    zh: '本报告不表明已满足任何法律、法规、标准或等级保护要求。发现与条款的对应关系仅为工程参考，不构成法律意见。',
  },
  subject: { en: 'Subject', zh: '基本信息' },
  item: { en: 'item', zh: '项目' },
  value: { en: 'value', zh: '内容' },
  tool: { en: 'Tool', zh: '工具' },
  baseline: { en: 'Baseline', zh: '基线' },
  date: { en: 'Date', zh: '日期' },
  undated: { en: 'not stated', zh: '未注明' },
  target: { en: 'Runs on', zh: '目标环境' },
  scope: { en: 'Scope: files', zh: '范围：文件' },
  path: { en: 'path', zh: '路径' },
  format: { en: 'format', zh: '格式' },
  accepts: { en: 'the daemon accepts it', zh: '守护进程是否接受' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  undecided: { en: 'depends on what is not in the files', zh: '取决于文件之外的因素' },
  root: { en: 'started from', zh: '入口文件' },
  result: { en: 'Result', zh: '结果' },
  score: { en: 'Score of the tool', zh: '工具评分' },
  scoreNote: {
    en: 'The score is a measure of the tool. It corresponds to no level of any framework.',
    zh: '评分仅为工具自身的度量，与任何框架的等级无关。',
  },
  findings: { en: 'Findings and the clauses they speak to', zh: '发现及其涉及的条款' },
  number: { en: 'no.', zh: '编号' },
  severity: { en: 'severity', zh: '级别' },
  finding: { en: 'finding', zh: '发现' },
  where: { en: 'where', zh: '位置' },
  state: { en: 'state', zh: '状态' },
  open: { en: 'open', zh: '未处理' },
  accepted: { en: 'accepted', zh: '已接受' },
  clauses: { en: 'Clauses', zh: '条款' },
  noClause: { en: 'no clause is assigned', zh: '未对应条款' },
  noFinding: { en: 'No findings.', zh: '没有发现。' },
  framework: { en: 'framework', zh: '框架' },
  frameworks: { en: 'By framework', zh: '按框架汇总' },
  frameworkNote: {
    en: 'A framework without findings here is not thereby met: only what configuration files show was looked at.',
    zh: '某框架下没有发现并不表示已满足其要求：仅检查了配置文件所能反映的内容。',
  },
  clause: { en: 'clause', zh: '条款' },
  standing: { en: 'known from', zh: '核实情况' },
  basis: { en: 'Basis of the assignment', zh: '对应依据' },
  factsAsOf: { en: 'Clauses as known on', zh: '条款资料日期' },
  toRun: { en: 'Commands of the plan', zh: '计划中的命令' },
  step: { en: 'step', zh: '步骤' },
  none: { en: 'none', zh: '无' },
  changes: { en: 'Changes', zh: '变更' },
  changedSince: { en: 'Changed since {revision}', zh: '自 {revision} 以来的变更' },
  unchanged: { en: 'The files are the same as at {revision}.', zh: '文件与 {revision} 时相同。' },
  noComparison: {
    en: 'No earlier state was given to compare with.',
    zh: '未提供可供比较的先前状态。',
  },
  resolved: { en: 'Findings of {revision} that are gone', zh: '{revision} 时存在、现已消除的发现' },
  onlySecrets: { en: 'only secret values differ', zh: '仅机密值不同' },
  fresh: { en: 'open, new', zh: '未处理（新增）' },
  planned: { en: 'Planned, not carried out', zh: '计划中的变更（尚未执行）' },
  plannedNote: {
    en: 'What the plan would change, step by step. This report carried out none of it.',
    zh: '整改计划将按步骤进行的变更。本报告未执行其中任何一步。',
  },
  commands: { en: 'Commands and their results', zh: '命令及结果' },
  command: { en: 'command', zh: '命令' },
  exit: { en: 'exit code', zh: '退出码' },
  output: { en: 'Output', zh: '输出' },
  when: { en: 'when', zh: '时间' },
  noResult: {
    en: 'no result was given',
    zh: '未提供结果',
  },
  exceptions: { en: 'Exceptions', zh: '例外' },
  rule: { en: 'rule', zh: '规则' },
  reason: { en: 'reason', zh: '理由' },
  owner: { en: 'owner', zh: '责任人' },
  until: { en: 'until', zh: '有效期至' },
  noException: { en: 'No finding was accepted.', zh: '没有被接受的发现。' },
  notAssessed: { en: 'Not assessed', zh: '未评估事项' },
  passed: { en: 'Rules that were asked and found nothing: {count}', zh: '已检查且无发现的规则：{count} 条' },
  leftOut: { en: 'Rules that this baseline leaves out: {count}', zh: '该基线未包含的规则：{count} 条' },
  unread: { en: 'Not read or not understood', zh: '未能读取或理解' },
  signOff: { en: 'Sign-off', zh: '签署' },
  role: { en: 'role', zh: '角色' },
  name: { en: 'name', zh: '姓名' },
  signature: { en: 'signature', zh: '签名' },
  prepared: { en: 'Prepared by', zh: '编制' },
  reviewed: { en: 'Reviewed by', zh: '审核' },
  approved: { en: 'Approved by', zh: '批准' },
  cut: { en: '{count} more are not listed here', zh: '另有 {count} 项未在此列出' },
}

/** What no configuration file tells. */
export const neverAssessed: readonly Localized[] = [
  {
    en: 'What is running: the live state of daemons, kernel, firewalls and routes was not looked at',
    zh: '运行状态：未检查守护进程、内核、防火墙与路由的实际状态',
  },
  {
    en: 'What stands in front of the host or behind it: load balancers, cloud rules, upstream applications',
    zh: '主机前后的设施：负载均衡、云端规则、上游应用',
  },
  {
    en: 'Certificates and keys beyond what the files say: issuance, storage, rotation',
    zh: '证书与密钥的签发、保存与更换（文件内容之外的部分）',
  },
  {
    en: 'Data: what is stored or logged, whether anything leaked, and duties to notify that follow (PIPL Art.57 and others)',
    zh: '数据：存储与记录的内容、是否已发生泄露，以及由此产生的通知义务（《个人信息保护法》第五十七条等）',
  },
  {
    en: 'Organisation: responsibilities, training, contracts, physical security, incident handling',
    zh: '组织管理：职责、培训、合同、物理安全、事件处置',
  },
  {
    en: 'Whether a law applies to this host at all, as that of the mainland to a server in Hong Kong',
    zh: '某项法律是否适用于该主机（如内地法律对香港服务器的适用性）',
  },
]
