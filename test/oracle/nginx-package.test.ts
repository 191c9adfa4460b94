import { describe, expect } from 'vitest'
import { diskStore } from '../../src/files/disk.ts'
import { analyze } from '../../src/index.ts'
import { needs } from './needs.ts'

describe('the files of the nginx package', () => {
  const test = needs('nginx')

  test('say what an administrator would sign: the placeholder site answers in clear, and names its version', () => {
    const { findings, verdicts } = analyze({ files: diskStore(), roots: ['/etc/nginx/nginx.conf'] })
    expect(verdicts).toMatchObject([{ format: 'nginx', loads: true }])
    const known = ['nginx/plaintext-listener', 'nginx/version-disclosure']
    const others = findings.map(({ rule }) => rule).filter(rule => rule.startsWith('nginx/') && !known.includes(rule))
    expect(others).toEqual([])
  })
})
