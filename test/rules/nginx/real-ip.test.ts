import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const said = (lines: string): number =>
  findings('nginx/realip-trust-all', `server { ${lines} real_ip_header X-Forwarded-For; root /srv; }`).length

describe('who connects through a socket file has no address that a network could cover', () => {
  const all = 'set_real_ip_from 0.0.0.0/0;'
  it.each([
    ['a socket file only', `listen unix:/run/a.sock; ${all}`, 0],
    ['its peers trusted, the last address counts', `listen unix:/run/a.sock; set_real_ip_from unix:; ${all}`, 0],
    [
      'its peers trusted, and then every hop',
      `listen unix:/run/a.sock; set_real_ip_from unix:; real_ip_recursive on; ${all}`,
      1,
    ],
    ['every hop, from nobody', `listen unix:/run/a.sock; real_ip_recursive on; ${all}`, 0],
    ['an address beside it', `listen unix:/run/a.sock; listen 8080; ${all}`, 1],
    ['no listen is *:80', all, 1],
  ])('%s', (_what, lines, expected) => expect(said(lines)).toBe(expected))
})
