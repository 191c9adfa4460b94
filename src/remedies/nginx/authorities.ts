import type { Distribution, Target } from '../../target/index.ts'

const debian = '/etc/ssl/certs/ca-certificates.crt'
const bundles: Readonly<Partial<Record<Distribution, string>>> = {
  debian,
  ubuntu: debian,
  alpine: debian,
  rhel: '/etc/pki/tls/certs/ca-bundle.crt',
}

/** Where a distribution keeps the authorities of the public web; undefined when nobody knows. */
export const publicAuthorities = ({ distribution }: Target): string | undefined => bundles[distribution.id]
