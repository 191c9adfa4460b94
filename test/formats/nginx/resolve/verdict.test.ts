import { describe, expect, it } from 'vitest'
import { hostOf, modelOf } from './host.ts'

describe('verdict of a model', () => {
  it('files that load, files that do not, with the words of the daemon', () => {
    expect(hostOf('server { listen 80; }').verdict).toMatchObject({ loads: true })
    const { loads, because } = hostOf('server { listen 80; sever_name a; }').verdict
    expect(loads).toBe(false)
    expect(because[0]?.message.en).toContain('unknown directive "sever_name"')
  })

  it('a problem of the syntax', () => {
    const { loads, because } = modelOf('events {}\nhttp { a "b"c; }').verdict
    expect([loads, because[0]?.message.en]).toEqual([false, 'unexpected "c"'])
  })

  it('a fragment is judged where it stands', () => {
    expect(modelOf('proxy_pass http://127.0.0.1;').verdict.loads).toBe(true)
    expect(modelOf('proxy_pass http://127.0.0.1;', { context: ['http', 'server'] }).verdict.loads).toBe(false)
  })

  it('what is missing in a part of a host decides nothing', () => {
    expect(modelOf('events {}\nhttp { include /etc/nginx/mime.types; }').verdict.loads).toBeNull()
  })
})
