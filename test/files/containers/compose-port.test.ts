import { describe, expect, test } from 'vitest'
import { isLoopback, shortPort } from '../../../src/files/containers/compose-port.ts'

/** As `docker-compose config` (1.29.2) writes the entries out. */
describe('an entry of ports', () => {
  test.each([
    ['80', undefined, 80, 80, 'tcp'],
    ['8080:80', undefined, 80, 80, 'tcp'],
    ['127.0.0.1:8080:80', '127.0.0.1', 80, 80, 'tcp'],
    ['127.0.0.1::80', '127.0.0.1', 80, 80, 'tcp'],
    ['[::1]:8080:80', '::1', 80, 80, 'tcp'],
    ['9090-9091:8080-8081', undefined, 8080, 8081, 'tcp'],
    ['53:53/udp', undefined, 53, 53, 'udp'],
    [`\${HTTP:-8080}:80`, undefined, 80, 80, 'tcp'],
    [`\${BIND:-127.0.0.1}:8080:80`, '127.0.0.1', 80, 80, 'tcp'],
  ])('%j', (entry, ...[host, first, last, protocol]) => {
    expect(shortPort(entry)).toEqual({ host, first, last, protocol })
  })

  test.each([`8080:\${PORT}`, 'http', ''])('%j has no number', entry => {
    expect(shortPort(entry)).toBeUndefined()
  })

  test.each([
    ['127.0.0.1', true],
    ['127.0.1.1', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['192.0.2.1', false],
    [undefined, false],
  ])('%s is loopback: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback)
  })
})
