import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** PEM texts that fit together: one authority, one certificate for every name, Diffie-Hellman parameters, a CRL. */
export interface Certificates {
  readonly authority: string
  /** Leaf, then authority. */
  readonly chain: string
  readonly key: string
  readonly parameters: string
  readonly revoked: string
}

let made: Certificates | undefined

/** Made by openssl once per process, valid for two days, thrown away with it. */
export function certificates(): Certificates {
  if (made) return made
  const folder = mkdtempSync(join(tmpdir(), 'confward-ca-'))
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  try {
    writeFileSync(join(folder, 'index'), '')
    writeFileSync(join(folder, 'ca.cnf'), `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder}/index\ndefault_md=sha256\n`)
    const openssl = (line: string): void => {
      const done = spawnSync('openssl', line.split(' '), { cwd: folder, encoding: 'utf8' })
      if (done.status !== 0) throw new Error(`openssl ${line}: ${done.stderr}`)
    }
    const ec = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
    openssl(`req -x509 ${ec} -keyout ca.key -out ca.pem -days 2 -subj /CN=test-authority`)
    openssl(
      `req -x509 ${ec} -CA ca.pem -CAkey ca.key -keyout leaf.key -out leaf.pem -days 2 -subj /CN=example.com -addext subjectAltName=DNS:example.com,DNS:*.example.com,DNS:localhost,IP:127.0.0.1 -addext basicConstraints=CA:FALSE`,
    )
    openssl('genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out dh.pem')
    openssl('ca -config ca.cnf -gencrl -crldays 2 -cert ca.pem -keyfile ca.key -out crl.pem')
    made = {
      authority: read('ca.pem'),
      chain: read('leaf.pem') + read('ca.pem'),
      key: read('leaf.key'),
      parameters: read('dh.pem'),
      revoked: read('crl.pem'),
    }
    return made
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
