import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import { insideManifest } from '../../src/files/texts/language.ts'

const script = (shell: string): string =>
  `${shell}\nset -e\ncat > /etc/openvpn/server.conf <<EOF\ndev tun\nserver 10.8.0.0 255.255.255.0\nca ca.crt\ncert a.crt\nkey a.key\ndh none\nduplicate-cn\nEOF\n`
const found = (files: Readonly<Record<string, string>>): string[] =>
  analyze({ files }).findings.flatMap(({ rule, path, line }) =>
    rule === 'openvpn/duplicate-cn' ? [`${path}:${line}`] : [],
  )

describe('a script without an ending', () => {
  it.each([
    'debian/tests/server-setup',
    'debian/vpn.postinst',
    'x/DEBIAN/postinst',
    'docker/entrypoint',
    'scripts/install',
    'hooks/up',
  ])('%s is read where its first line names a shell', path => {
    expect(found({ [path]: script('#!/bin/bash') })).toEqual([`${path}:10`])
    expect(found({ [path]: script('#!/usr/bin/python3') })).toEqual([])
  })

  it('manifests below a folder of such a name are found all the same', () => {
    expect(insideManifest('debian/tests/data/cloud.yaml/etc/a.conf')).toContainEqual({
      file: 'debian/tests/data/cloud.yaml',
      name: 'etc/a.conf',
    })
    const cloud = `#cloud-config\nwrite_files:\n- path: /etc/openvpn/server.conf\n  content: |\n${script('').replaceAll(/^/gm, '    ')}`
    expect(found({ 'scripts/data/setup.sh': script('#!/bin/sh'), 'scripts/data/a.yaml': cloud })).toHaveLength(2)
  })
})
