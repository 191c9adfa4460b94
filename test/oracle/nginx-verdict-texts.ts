import { memoryStore } from '../../src/files/index.ts'
import { load } from '../../src/formats/nginx/load.ts'
import { type LoadProblem, verdict } from '../../src/formats/nginx/loads/index.ts'
import type { Target } from '../../src/target/index.ts'
import { position } from '../../src/text/index.ts'
import { blockCases } from './nginx-verdict-block-cases.ts'
import { type Around, type Case, verdictCases } from './nginx-verdict-cases.ts'
import { humanCases, moduleCases } from './nginx-verdict-human-cases.ts'
import { outsideCases, outsideMailCases } from './nginx-verdict-outside-cases.ts'
import { parameterCases } from './nginx-verdict-parameter-cases.ts'
import { patternCases } from './nginx-verdict-pattern-cases.ts'

/** Texts about which a daemon and we say whether they load. */
export const cases: readonly Case[] = [
  ...verdictCases,
  ...blockCases,
  ...parameterCases,
  ...patternCases,
  ...humanCases,
  ...moduleCases,
  ...outsideCases,
  ...outsideMailCases,
]

const heads: Readonly<Record<Around, string>> = {
  main: '',
  http: 'events {}\nhttp {\n',
  server: 'events {}\nhttp {\nserver {\nlisten 127.0.0.1:18080;\n',
  location: 'events {}\nhttp {\nserver {\nlisten 127.0.0.1:18080;\nlocation /x {\n',
  upstream: 'events {}\nhttp {\nupstream u {\n',
  stream: 'load_module modules/ngx_stream_module.so;\nevents {}\nstream {\n',
  'stream-server':
    'load_module modules/ngx_stream_module.so;\nevents {}\nstream {\nserver {\nlisten 127.0.0.1:18080;\n',
}

export const whole = (around: Around, text: string): string => {
  const head = heads[around]
  const open = (head.match(/\{$/gm) ?? []).length
  return around === 'main' ? text : `${head}${text}\n${'}\n'.repeat(open)}`
}

export interface Answer {
  readonly loads: boolean
  /** Undefined: accepted. null: refused without naming a line. */
  readonly line: number | null | undefined
  readonly says: string
}

function lineOf(problem: LoadProblem | undefined): number | null | undefined {
  if (!problem) return undefined
  return problem.line === undefined ? position(problem.file, problem.span.start).line : problem.line
}

export function predict(text: string, target: Target): Answer {
  const path = '/etc/nginx/nginx.conf'
  const { loads, because } = verdict(load(path, memoryStore({ [path]: text, '/etc/nginx/tls.pem': '' }, true)), target)
  const first = because.find(problem => !problem.open)
  return { loads: loads !== false, line: loads === false ? lineOf(first) : undefined, says: first?.message.en ?? '' }
}
