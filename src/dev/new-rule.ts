import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogue } from './catalogue.ts'

/** `npm run new-rule nginx/some-name`: the two files of a rule, which compile, and whose tests say what is left to do. */

const models: Readonly<Record<string, { readonly type: string; readonly from: string; readonly example: string }>> = {
  nginx: {
    type: 'NginxModel',
    from: '../../formats/nginx/model.ts',
    example: 'events {}\nhttp {\n    server {\n        listen 80;\n    }\n}',
  },
  openvpn: {
    type: 'OpenvpnModel',
    from: '../../formats/openvpn/model.ts',
    example: 'client\ndev tun\nremote vpn.example.com 1194',
  },
  sysctl: { type: 'SysctlModel', from: '../../formats/sysctl/model.ts', example: 'net.ipv4.ip_forward = 0' },
  host: { type: 'HostModel', from: './model.ts', example: 'events {}' },
}

function source(id: string, format: string): string {
  const model = models[format] as (typeof models)[string]
  const row = catalogue().find(one => one.id === id)
  const title = words(id)
  const imports = [
    "import { defineRule, type Observation, type Rule } from '../rule.ts'",
    `import type { ${model.type} } from '${model.from}'`,
  ]
  return `${(format === 'host' ? imports : imports.reverse()).join('\n')}

export const rule: Rule<${model.type}> = defineRule<${model.type}>({
  id: '${id}',
  format: '${format}',
  title: { en: '${title}', zh: '${title}' },
  severity: '${row?.severity ?? 'medium'}',
  confidence: '${row?.confidence ?? 'medium'}',
  tags: ['${row?.theme ?? 'hygiene'}'],
  messages: {
    found: { en: '{setting} is "{value}"', zh: '{setting} 为 "{value}"' },
  },
  defaults: {},
  check: findings,
})

function* findings(_model: ${model.type}): Iterable<Observation> {
  yield* []
}
`
}

function page(id: string, format: string): string {
  const { example } = models[format] as (typeof models)[string]
  const language = format === 'host' ? 'nginx file=etc/nginx/nginx.conf' : format
  const fence = (info: string): string => `\`\`\`${info}\n${example}\n\`\`\``
  return `# ${id}

## What

One sentence: what is effective, and where it comes from.

## Why

What an attacker or an outage makes of it, with the source of the claim.

## Bad

${fence(language)}

## Good

${fence(language)}

What a text search would flag and this rule must not:

${fence(`${language} near-miss`)}

## Fix

None.

## References

- The documentation of the daemon.

## 说明

同上：生效的值是什么，来自哪里，为什么不安全。

## 修复

无。
`
}

const words = (id: string): string => {
  const text = id.slice(id.indexOf('/') + 1).replaceAll('-', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const id: string = process.argv[2] ?? ''
const [, format = ''] = /^([a-z]+)\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.exec(id) ?? []
if (!(format in models)) {
  console.error(
    'usage: npm run new-rule FORMAT/NAME   (FORMAT: nginx, openvpn, sysctl or host; NAME: lower-case-words)',
  )
  process.exit(2)
}
for (const [path, text] of [
  [`src/rules/${id}.ts`, source(id, format)],
  [`src/rules/${id}.md`, page(id, format)],
] as const) {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  if (existsSync(file)) {
    console.error(`${path} exists already`)
    process.exit(2)
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(path)
}
console.log(`\nWrite the Bad and Good examples first, then: npm run generate && npx vitest run test/meta -t ${id}`)
