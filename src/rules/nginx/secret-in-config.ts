import { type Credential, credentialsOf } from '../../formats/nginx/credentials/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Step } from '../rule.ts'

interface Options {
  /** Values that are public by design, such as the write key of a browser analytics service. */
  readonly publicTokens: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/secret-in-config',
  format: 'nginx',
  title: { en: 'credential in the configuration', zh: '配置中的凭据' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    value: {
      en: '`{directive} {name}` holds a literal credential',
      zh: '`{directive} {name}` 含有明文凭据',
    },
    link: {
      en: '`{directive}` holds the secret of the links literally',
      zh: '`{directive}` 直接写有链接的密钥',
    },
    key: {
      en: '`{directive}` holds a private key literally',
      zh: '`{directive}` 直接写有私钥',
    },
    url: {
      en: 'A URL of `{directive}` holds a user name and its password',
      zh: '`{directive}` 的 URL 中含有用户名和口令',
    },
  },
  schema: {
    type: 'object',
    properties: { publicTokens: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { publicTokens: [] },
  *check(model, { publicTokens }) {
    const seen = new Set<Directive>()
    for (const credential of credentialsOf(model)) {
      const cause = isKey(credential) ? credential.entry : credential.at
      if (publicTokens.includes(credential.value) || seen.size === seen.add(cause).size) continue
      yield observation(credential, cause)
    }
  },
})

/** Of a table that looks keys up: it is told once, where it begins. */
const isKey = ({ entry }: Credential): boolean => nameOf(entry) === 'map'

function observation({ entry, level, id, name }: Credential, cause: Directive): Observation {
  const directive = nameOf(entry)
  return {
    at: placeOf(cause),
    subject: `${level.subject} ${directive} ${name}`.trim(),
    message: { id, params: { directive, name } },
    fixes: [moveOut(cause)],
  }
}

const moveOut = (entry: Directive): Fix => ({
  title: { en: 'move the credential out and replace it', zh: '移出并更换凭据' },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps: [step(entry)],
})

const step = ({ file, name }: Directive): Step => ({
  kind: 'decide',
  id: `nginx/rotate:${file.path}:${name.value}`,
  title: {
    en: `Replace the credential of ${name.value} in ${file.path}`,
    zh: `更换 ${file.path} 中 ${name.value} 的凭据`,
  },
  needs: [],
  risk: 'behaviour',
  question: {
    en: `Issue a new credential, write the statement into a file of its own that only root can read (mode 0600) and include that file where ${name.value} stands now in ${file.path}; then withdraw the old credential`,
    zh: `请签发新凭据，把该语句写入仅 root 可读（0600）的独立文件，在 ${file.path} 中 ${name.value} 所在之处 include 它；然后作废旧凭据`,
  },
})
