import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { only } from './found.ts'

/** Made by openssl: a safe prime of its own, one of X9.42, and ffdhe2048 of RFC 7919. */
const own1024 = `-----BEGIN DH PARAMETERS-----
MIGHAoGBAMbDcR1JmZKaW3QvoUHag+42JWNkGzlXwEIEXeo0hOEIvHiXOpghmaWV
khweeRF8A2y4x7mRyE72eG1+IfYBHJHL7yXBK3kxbpBszH4saSpg+VQsURwLdJ5Z
fq9SIDQrKyzJPjNDrdYHZwxr5dUTBmhjlZr7f2btPJRdpcReNnZHAgEC
-----END DH PARAMETERS-----
`
const x942 = `-----BEGIN X9.42 DH PARAMETERS-----
MIIBJwKBgQC0wBitr6bTyuAUrR0CWIQRo9TxPhUSNouBxcey60HJQuqUl+b9E6ux
apkMhMEeuMSit45AN70WEu0BN/5Icna8x8EC3iecY9a3/2yuiFvuXoN92r31IFl+
Q2fCW6cClr6z0Tz99TszWimYxsu3LS/EsH33PcHUcQ1dU5gDH7c2WwKBgQCTvgdZ
seGSPRtt4fgqftt/Q7iEofCXpa+kto7xSCt8tenShJqM0zi8/GJGqvx6TyZaP306
GyV65eK6Z8Kdmzs4dGb/RraQKgsI8+NOuxtl/Z+ogKKFjKMIg5jhbbZ78cJCBcmf
AEY+wGI6vKeWmL386/OU88GwtLRjUExr+GeiSAIdAISI3NnwQAFejS+3Nqd3A8yV
aw+dXHVhmZ8+a9c=
-----END X9.42 DH PARAMETERS-----
`
const ffdhe2048 = `-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
`

const site = (suites: string): string =>
  `events {}\nhttp {\n  server {\n    listen 443 ssl;\n    server_name www.example.com;\n    ssl_certificate c.pem;\n    ssl_certificate_key k.pem;\n    ssl_ciphers ${suites};\n    ssl_dhparam dh.pem;\n    return 204;\n  }\n}\n`
const dhe = 'ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES128-GCM-SHA256'

function found(parameters: string | undefined, { suites = dhe, options = {} } = {}): string[] {
  const files = {
    'etc/nginx/nginx.conf': site(suites),
    ...(parameters !== undefined && { 'etc/nginx/dh.pem': parameters }),
  }
  const { findings } = analyze({ files, baseline: only('nginx/dhparam', options) })
  return findings.map(({ message }) => message.en)
}

describe('the file of ssl_dhparam', () => {
  it.each([own1024, x942])('has a prime of 1024 bits', text =>
    expect(found(text)).toEqual([
      '`ssl_dhparam dh.pem` of server www.example.com has a prime of 1024 bits, fewer than 2048',
    ]),
  )

  it('is long enough by default, and as long as asked for', () => {
    expect(found(ffdhe2048)).toEqual([])
    expect(found(own1024, { options: { minBits: 1024 } })).toEqual([])
    expect(found(ffdhe2048, { options: { minBits: 3072 } })).toHaveLength(1)
  })

  it('counts by its first parameters, which nginx takes', () => {
    expect(found(ffdhe2048 + own1024)).toEqual([])
    expect(found(own1024 + ffdhe2048)).toHaveLength(1)
  })

  it.each([undefined, '', 'no parameters', own1024.slice(0, 60), own1024.replace('MIGHAoGB', 'MIGHAoGC')])(
    'is not judged when it cannot be read: %j',
    text => expect(found(text)).toEqual([]),
  )

  it('is said to be unused before it is said to be short', () => {
    const messages = found(own1024, { suites: 'ECDHE-RSA-AES128-GCM-SHA256' })
    expect(messages).toEqual([expect.stringContaining('is never used')])
  })
})
