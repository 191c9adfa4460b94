import { describe, expect, it } from 'vitest'
import { readTarget, readVersions } from '../../src/cli/target.ts'

describe('readTarget', () => {
  it('reads versions, the package revision and the distribution', () => {
    expect(readTarget('nginx=1.22.1-9+deb12u3, openssl=3.0,distribution=debian:12')).toEqual({
      nginx: [1, 22, 1],
      nginxPackage: '1.22.1-9+deb12u3',
      openssl: [3, 0],
      distribution: { id: 'debian', version: '12' },
    })
  })

  it('reads modules behind a plus, and tells them from the revision of a package', () => {
    expect(readTarget('nginx=1.22.1+headers-more+lua')).toEqual({
      nginx: [1, 22, 1],
      nginxModules: ['headers-more', 'lua'],
    })
    expect(readTarget('nginx=+brotli')).toEqual({ nginxModules: ['brotli'] })
    expect(readTarget('nginx=1.22.1-9+deb12u11+b1+lua')).toEqual({
      nginx: [1, 22, 1],
      nginxPackage: '1.22.1-9+deb12u11+b1',
      nginxModules: ['lua'],
    })
  })

  it('takes modules that are built in from the output of nginx -V', () => {
    const text =
      'nginx version: nginx/1.25.3\nconfigure arguments: --add-module=/src/ngx_brotli/ --add-dynamic-module=/src/echo'
    expect(readVersions(text)).toEqual({ nginx: [1, 25, 3], nginxModules: ['ngx_brotli'] })
  })

  it.each(['nginx', 'nginx=', 'nginx=latest', 'apache=2.4', 'distribution=gentoo'])('refuses %j', text => {
    expect(() => readTarget(text)).toThrow(/--target/)
  })
})

// What the programs print: Debian 12, Ubuntu 22.04, nginx.org.
const debian = `nginx version: nginx/1.22.1
built with OpenSSL 3.0.8 7 Feb 2023 (running with OpenSSL 3.0.17 1 Jul 2025)
TLS SNI support enabled
configure arguments: --with-cc-opt='-g -O2' --prefix=/usr/share/nginx
OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [PKCS11] [MH/PKTINFO] [AEAD] [DCO]
library versions: OpenSSL 3.0.17 1 Jul 2025, LZO 2.10
systemd 252 (252.39-1~deb12u1)
+PAM +AUDIT +SELINUX
Linux host 6.1.0-37-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.140-1 (2025-05-22) x86_64 GNU/Linux
`

describe('readVersions', () => {
  it('reads what the programs of a host print', () => {
    expect(readVersions(debian)).toEqual({
      nginx: [1, 22, 1],
      openssl: [3, 0, 17],
      openvpn: [2, 6, 14],
      systemd: [252],
      kernel: [6, 1, 0],
    })
  })

  it('reads the distribution where nginx names it', () => {
    const text = 'nginx version: nginx/1.18.0 (Ubuntu)\nbuilt with OpenSSL 3.0.2 15 Mar 2022\n'
    expect(readVersions(text)).toMatchObject({ nginx: [1, 18, 0], openssl: [3, 0, 2], distribution: { id: 'ubuntu' } })
  })

  it('reads forks and nothing from other text', () => {
    expect(readVersions('nginx version: openresty/1.25.3.1\n')).toEqual({ nginx: [1, 25, 3, 1] })
    expect(readVersions('5.15.0-91-generic\n')).toEqual({ kernel: [5, 15, 0] })
    expect(readVersions('hello\n')).toEqual({})
  })
})
