import { describe, expect, test } from 'vitest'
import { findings } from './found.ts'

// nginx looks for the format of a log without regard to capitals and takes the first that fits; asked of 1.22.1, where
// `main` behind `log_format Main '1'; log_format main '2';` writes 1.

const subjects = (http: string): string[] => findings('nginx/log-sensitive-data', http).map(({ subject }) => subject)
const server = (log: string): string => `server { listen 80; ${log} location / { proxy_pass http://10.0.0.1; } }`

describe('the format of a log is found', () => {
  test.each([
    [
      'in other letters',
      `log_format Main '$http_authorization'; ${server('access_log /l main;')}`,
      ['log_format Main'],
    ],
    [
      'as the first of two that differ by capitals',
      `log_format Main '$uri'; log_format main '$http_authorization'; ${server('access_log /l main;')}`,
      [],
    ],
    [
      'as the first of two, named by the letters of the second',
      `log_format MAIN '$http_authorization'; log_format main '$uri'; ${server('access_log /l main;')}`,
      ['log_format MAIN'],
    ],
  ])('%s', (_what, body, expected) => expect(subjects(body)).toEqual(expected))

  test('where it leaves the machine', () => {
    const http = `log_format Own '$http_authorization'; ${server('access_log syslog:server=192.0.2.1 own;')}`
    expect(findings('nginx/log-remote-plaintext', http).map(({ severity }) => severity)).toEqual(['medium'])
  })
})
