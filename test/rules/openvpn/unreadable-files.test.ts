import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { diskStore } from '../../../src/files/disk.ts'
import { analyze } from '../../../src/index.ts'
import { mailCertificate as certificate } from '../certificates.ts'

/** Each was asked of openvpn 2.6.14. */

const common = 'client\ndev tun\nproto udp\nremote 198.51.100.20\nkey c.key\n'

describe('the verdict on certificates in the file', () => {
  const loads = (name: string, body: string): unknown => {
    const files = ['ca', 'cert'].filter(each => each !== name).map(each => `${each} c.pem\n`)
    const text = `${common}${files.join('')}<${name}>\n${body}</${name}>\n`
    const input = { 'a.ovpn': text, 'c.pem': certificate, 'c.key': '' }
    return analyze({ files: input, roots: ['a.ovpn'], format: 'openvpn' }).verdicts[0]?.loads
  }
  const broken = certificate.replace('MII', 'XII')
  it.each([
    ['ca', certificate, true],
    ['cert', `Certificate:\n  Data: read by people\n${certificate}`, true],
    ['ca', broken, null],
    ['cert', broken, null],
    ['ca', certificate + broken, null],
    ['extra-certs', broken, null],
    ['ca', '', null],
    ['ca', '[redacted]\n', null],
  ])('<%s>: %#', (name, body, expected) => expect(loads(name, body)).toBe(expected))
})

describe('a folder in the place of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'confward-folders-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'keys'))
  for (const name of ['ca.pem', 'c.pem', 'c.key']) writeFileSync(join(folder, name), certificate)

  const said = (lines: string): string[] => {
    writeFileSync(join(folder, 'a.conf'), `client\ndev tun\nproto udp\nremote 198.51.100.20\n${lines}\n`)
    const files = diskStore({ cwd: folder, complete: true })
    const report = analyze({ files, roots: ['a.conf'], format: 'openvpn' })
    return report.findings.filter(({ rule }) => rule === 'openvpn/missing-file').map(({ message }) => message.en)
  }

  it.each([
    ['ca keys\ncert c.pem\nkey c.key', ['ca names "keys", which is a folder: the daemon stops']],
    ['ca ca.pem\ncert c.pem\nkey keys', ['key names "keys", which is a folder: the daemon stops']],
    ['ca ca.pem\ncert c.pem\nkey no.key', ['key names "no.key", which does not exist: the daemon stops']],
    ['ca ca.pem\ncert c.pem\nkey c.key\ncrl-verify keys', []],
    ['ca ca.pem\ncert c.pem\nkey c.key', []],
  ])('%s', (lines, expected) => expect(said(lines)).toEqual(expected))
})
