import type { Localized } from '../../message/index.ts'

type Word =
  | 'report'
  | 'baseline'
  | 'tool'
  | 'date'
  | 'files'
  | 'host'
  | 'roles'
  | 'now'
  | 'after'
  | 'score'
  | 'capped'
  | 'withoutWaivers'
  | 'basis'
  | 'loads'
  | 'refuses'
  | 'unknown'
  | 'map'
  | 'ways'
  | 'members'
  | 'findings'
  | 'passed'
  | 'noFindings'
  | 'problems'
  | 'why'
  | 'affected'
  | 'shows'
  | 'fix'
  | 'safe'
  | 'unsafe'
  | 'inPlan'
  | 'references'
  | 'effective'
  | 'setting'
  | 'value'
  | 'origin'
  | 'holds'
  | 'default'
  | 'hides'
  | 'places'
  | 'cutTable'
  | 'cutFindings'
  | 'plan'
  | 'planNote'
  | 'waivers'
  | 'noWaivers'
  | 'rule'
  | 'where'
  | 'reason'
  | 'owner'
  | 'until'

/** What the page says itself. */
export const words: Readonly<Record<Word, Localized>> = {
  report: { en: 'Configuration report', zh: '配置报告' },
  baseline: { en: 'baseline', zh: '基线' },
  tool: { en: 'made by', zh: '生成工具' },
  date: { en: 'date', zh: '日期' },
  files: { en: 'files', zh: '文件' },
  host: { en: 'host', zh: '主机' },
  roles: { en: 'roles', zh: '角色' },
  now: { en: 'now', zh: '当前' },
  after: { en: 'after the plan', zh: '完成计划后' },
  score: { en: 'Score', zh: '评分' },
  capped: { en: 'at most {limit}: {because}', zh: '上限 {limit}：{because}' },
  withoutWaivers: { en: '{value} if what is waived counted as passed', zh: '若豁免项视为通过则为 {value}' },
  basis: {
    en: 'Weighted share of the {count} controls that apply here and pass (critical 10, high 6, medium 3, low 1).',
    zh: '适用的 {count} 项检查中通过项的加权占比（严重 10、高危 6、中危 3、低危 1）。',
  },
  loads: { en: 'the daemon accepts these files', zh: '守护进程接受这些文件' },
  refuses: { en: 'the daemon refuses these files', zh: '守护进程拒绝这些文件' },
  unknown: {
    en: 'whether the daemon accepts them depends on what is not in the files',
    zh: '是否被守护进程接受取决于文件之外的因素',
  },
  map: { en: 'Exposure map', zh: '暴露面图' },
  ways: { en: 'The same as a list', zh: '列表形式' },
  members: { en: 'all {count} names', zh: '全部 {count} 个名称' },
  findings: { en: 'Findings', zh: '发现' },
  passed: { en: 'Asked without a finding', zh: '已检查且无发现' },
  noFindings: { en: 'No open findings.', zh: '没有未处理的发现。' },
  problems: { en: 'Not understood', zh: '未能理解之处' },
  why: { en: 'Why it matters', zh: '说明' },
  affected: { en: 'Also concerned', zh: '相关位置' },
  shows: { en: 'A request that shows it', zh: '可验证的请求' },
  fix: { en: 'Fix', zh: '修复' },
  safe: { en: 'safe', zh: '安全' },
  unsafe: { en: 'may change behaviour', zh: '可能改变行为' },
  inPlan: { en: 'repaired by step', zh: '由以下步骤修复' },
  references: { en: 'References', zh: '参考资料' },
  effective: { en: 'Effective settings', zh: '生效配置' },
  setting: { en: 'setting', zh: '配置项' },
  value: { en: 'value in force', zh: '生效值' },
  origin: { en: 'comes from', zh: '来源' },
  holds: { en: 'holds in', zh: '适用范围' },
  default: { en: 'default', zh: '默认值' },
  hides: { en: 'hides', zh: '覆盖' },
  places: { en: '{first} and {more} more', zh: '{first} 等 {count} 处' },
  cutTable: {
    en: '{more} more values: confward inspect prints them all.',
    zh: '另有 {more} 个值，可用 confward inspect 查看全部。',
  },
  cutFindings: { en: '{more} more findings of this rule', zh: '该规则另有 {more} 个发现' },
  plan: { en: 'Plan', zh: '整改计划' },
  planNote: {
    en: 'In this order. Nothing of it has been executed.',
    zh: '按此顺序执行。本报告未执行任何步骤。',
  },
  waivers: { en: 'Waivers', zh: '豁免' },
  noWaivers: { en: 'Nothing was waived.', zh: '没有豁免。' },
  rule: { en: 'rule', zh: '规则' },
  where: { en: 'where', zh: '位置' },
  reason: { en: 'reason', zh: '理由' },
  owner: { en: 'owner', zh: '责任人' },
  until: { en: 'until', zh: '有效期至' },
}
