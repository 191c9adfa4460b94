import { describe, expect, it } from 'vitest'
import { redactText } from '../../../src/report/redact.ts'
import { findings } from './found.ts'

const said = (condition: string, options = {}): readonly string[] =>
  findings('nginx/secret-in-config', `server { location / { if (${condition}) { return 403; } root /srv; } }`, {
    options,
  }).map(({ message }) => message.en)

describe('a credential that a request is compared with stands in the file', () => {
  const key = ['`if $http_x_api_key` holds a literal credential']
  it.each([
    ['$http_x_api_key != "s3cr3t-9f8e7d"', key],
    ['$http_x_api_key = s3cr3t-9f8e7d', key],
    [' $http_x_api_key != s3cr3t-9f8e7d ', key],
    ['${http_x_api_key} != s3cr3t-9f8e7d', ['`if ${http_x_api_key}` holds a literal credential']],
    ['$http_authorization != "Bearer 9f8e7d6c5b4a"', ['`if $http_authorization` holds a literal credential']],
    ['$arg_token != 9f8e7d6c5b4a', ['`if $arg_token` holds a literal credential']],
    ['$cookie_access_token != 9f8e7d6c5b4a', ['`if $cookie_access_token` holds a literal credential']],
    ['$http_x_origin_secret != 9f8e7d6c5b4a', ['`if $http_x_origin_secret` holds a literal credential']],
    ['$http_x_api_key = ""', []],
    ['$http_x_api_key', []],
    ['$http_x_api_key != $wanted_key', []],
    ['$http_x_api_key = undefined', []],
    ['$http_x_api_key = changeme', []],
    ['$http_user_agent = "Mozilla/5.0"', []],
    ['$arg_page = "dashboard-one"', []],
    ['$http_x_api_key !~ "^[0-9a-f]{32}$"', []],
  ])('%s', (condition, expected) => expect(said(condition)).toEqual(expected))

  it('unless it is public by design', () =>
    expect(said('$http_x_api_key != s3cr3t-9f8e7d', { publicTokens: ['s3cr3t-9f8e7d'] })).toEqual([]))

  it.each(['$http_x_api_key', '${http_x_api_key}', '${http_x_origin_secret}'])('nor is it shown: %s', name => {
    expect(redactText(`if (${name} != 9f8e7d6c5b4a) { return 403; }`)).toBe(`if (${name} != ***) { return 403; }`)
  })

  it('the value is told nowhere', () => {
    const http = 'server { if ($http_x_api_key != "s3cr3t-9f8e7d") { return 403; } }'
    const { message, subject } = findings('nginx/secret-in-config', http)[0]!
    expect(JSON.stringify([message, subject])).not.toContain('s3cr3t')
  })
})
