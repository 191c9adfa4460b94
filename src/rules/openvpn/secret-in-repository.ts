import type { FileStore } from '../../files/index.ts'
import { isPrivate, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { position } from '../../text/index.ts'
import { privateKeys } from '../../x509/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Step } from '../rule.ts'
import { unsafe } from './placing.ts'
import { bodyOf } from './public-material.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/secret-in-repository',
  format: 'openvpn',
  title: { en: 'Secret under version control', zh: '纳入版本控制的密钥' },
  severity: 'high',
  confidence: 'medium',
  tags: ['secrets'],
  messages: {
    inline: {
      en: '{kinds} stand in a file that git keeps for ever (lines {lines})',
      zh: '{kinds} 位于 git 会永久保存的文件中（第 {lines} 行）',
    },
    named: {
      en: '"{path}" of {name} is a file that git keeps for ever',
      zh: '{name} 的 "{path}" 是 git 会永久保存的文件',
    },
  },
  defaults: {},
  *check(model, _options, { store }) {
    if (!store.tracked) return
    yield* inline(model, store)
    for (const { line, path, written, secret } of model.files)
      if (secret && store.tracked(path))
        yield {
          at: placeOf(line.directive),
          subject: `${line.name} ${written}`,
          message: { id: 'named', params: { path: written, name: line.name } },
          fixes: [rotation(path)],
        }
  },
})

/** One finding for each file, at its first secret. Bodies are measured, never shown. */
function* inline(model: OpenvpnModel, store: FileStore): Generator<Observation> {
  const files = new Map<string, OptionLine[]>()
  for (const line of model.lines) {
    if (!line.inline || !isPrivate(line.name) || (bodyOf(line) ?? '').trim() === '') continue
    const { path } = line.directive.file
    const known = files.get(path)
    if (known) known.push(line)
    else files.set(path, [line])
  }
  for (const [path, lines] of files) {
    const first = lines[0]
    if (!first || !store.tracked?.(path)) continue
    yield {
      at: { file: first.directive.file, span: first.directive.name.span },
      subject: 'inline',
      message: {
        id: 'inline',
        params: {
          kinds: [...new Set(lines.map(({ name }) => `<${name}>`))].join(', '),
          lines: lines.map(linesOf).join(', '),
        },
      },
      ...(lines.every(isEncrypted) && { severity: 'medium' }),
      fixes: [rotation(path)],
    }
  }
}

function linesOf({ directive: { file, span } }: OptionLine): string {
  return `${position(file, span.start).line}–${position(file, span.end).line}`
}

/** A passphrase stands between the text and the key. */
function isEncrypted(line: OptionLine): boolean {
  const keys = privateKeys(bodyOf(line) ?? '')
  return keys.length > 0 && keys.every(({ encrypted }) => encrypted)
}

const step = (path: string): Step => ({
  kind: 'decide',
  id: `openvpn/rotate:${path}`,
  title: { en: `Replace the secrets of ${path}`, zh: `更换 ${path} 中的密钥` },
  needs: [],
  risk: 'outage',
  question: {
    en: `Issue new keys for what stands in ${path} and revoke the old certificate, deliver them outside of the repository, then git rm --cached the file and ignore it; deleting alone leaves the old ones in the history`,
    zh: `请为 ${path} 中的内容签发新密钥并吊销旧证书，在仓库之外分发，然后 git rm --cached 并忽略该文件；只删除文件，旧密钥仍在历史记录中`,
  },
})

const rotation = (path: string): Fix =>
  unsafe({
    title: { en: 'Replace the secret and keep it out of the tree', zh: '更换密钥并移出仓库' },
    edits: [],
    changes: [],
    steps: [step(path)],
  })
