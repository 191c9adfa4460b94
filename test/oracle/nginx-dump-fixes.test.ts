import { describe, expect } from 'vitest'
import type { Example } from '../../src/dev/rule-page.ts'
import { analyze, fix } from '../../src/engine/index.ts'
import type { AnalyzeInput } from '../../src/engine/types.ts'
import { readDump } from '../../src/files/index.ts'
import { decode } from '../../src/text/index.ts'
import { inputOf, written } from '../meta/rules.ts'
import { type Files, main, variantsOf } from '../meta/variants.ts'
import { needs } from './needs.ts'
import { nginxHost, supply } from './nginx.ts'

/** Certificates and rules of logrotate are no part of what nginx prints. */
const beside = /\.(?:pem|key|crt)$|logrotate\.d|letsencrypt/

function dumpOf(files: Files): ReturnType<typeof readDump> | undefined {
  const host = nginxHost(files, { root: main })
  try {
    if (!supply(host, `/${main}`).loads) return undefined
    return readDump(decode('-', host.run(['/bin/sh', '-c', 'exec /usr/sbin/nginx -T 2>&1']).output))
  } finally {
    host.remove()
  }
}

const onHost = (path: string): string => path.replace(/^\//, '')

function judged(input: AnalyzeInput, id: string): { findings: string[]; edits: unknown[] } {
  const report = analyze({ ...input, unsafe: true })
  return {
    findings: report.findings.map(
      ({ rule, confidence, path, line, message }) => `${onHost(path)}:${line} ${rule} ${confidence} ${message.en}`,
    ),
    edits: fix({ ...input, unsafe: true }, report, finding => finding.rule === id).edits.map(edit => ({
      ...edit,
      path: onHost(edit.path),
    })),
  }
}

function hostsOf({ bad: [example] }: { readonly bad: readonly Example[] }): Files[] {
  const text = example?.host ? example.files[main] : Object.values(example?.files ?? {})[0]
  if (!example || example.context || text === undefined) return []
  const apart = variantsOf(text).filter(([name]) => /^(?:a file for each|servers that share their body)/.test(name))
  const others = Object.entries(example.host ? example.files : {}).filter(([path]) => !beside.test(path))
  return apart.map(([, files]) => ({ ...Object.fromEntries(others), ...files }))
}

describe('what nginx -T prints of several files is judged and mended as the files are', () => {
  const test = needs('nginx', 'root')
  const hosts = written.flatMap(([id, , page]) => {
    const files = id.startsWith('nginx/') ? hostsOf(page) : []
    return files.length > 0 ? [{ id, example: page.bad[0]!, files }] : []
  })

  test('there are rules to look at', () => expect(hosts.length).toBeGreaterThan(80))

  test.each(hosts)('$id', ({ id, example, files: all }) => {
    const { roots: _roots, format: _format, ...input } = inputOf(example, id)
    for (const files of all) {
      const dump = dumpOf(files)
      if (dump)
        expect(judged({ ...input, files: dump.store, roots: [dump.root] }, id)).toEqual(
          judged({ ...input, files, roots: [main] }, id),
        )
    }
  })
})
