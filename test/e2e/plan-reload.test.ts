import { afterEach, expect } from 'vitest'
import type { PlanStep } from '../../src/engine/types.ts'
import { moved, refused } from '../../src/remedies/nginx/service.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { needs } from '../oracle/needs.ts'
import { program } from './cli.ts'
import { type Machine, startMachine } from './lab/machine.ts'

/** What a plan script takes for a sign that nginx serves by the new files. */
const test = needs('nginx', 'busybox', 'curl', 'root', 'namespaces')

let machine: Machine | undefined
afterEach(async () => {
  await machine?.stop()
  machine = undefined
})

const conf = '/etc/nginx/nginx.conf'
const listing = (address: string): string =>
  `user www-data;\npid /run/nginx.pid;\nevents {}\nhttp { server { listen ${address}; autoindex on; } }\n`

async function started(text: string): Promise<Machine> {
  machine = await startMachine([])
  await machine.write(conf, text)
  await machine.sh('systemctl start nginx; sleep 0.3')
  return machine
}

async function planned(at: Machine): Promise<void> {
  const { stdout, err } = await at.run(['node', program, 'plan', conf, '-f', 'sh'])
  expect(err).toBe('')
  await at.write('/root/plan.sh', stdout)
}

test('a reload that fails in nginx itself is told, though its service says that it worked', async () => {
  const at = await started(listing('8080'))
  // Somebody narrowed the port to one address and has not reloaded: a reload cannot take that.
  await at.write(conf, listing('127.0.0.1:8080'))
  await planned(at)
  const { code, out, err } = await at.run(['sh', '/root/plan.sh', 'apply'], { timeout: 50_000 })
  expect(out + err).toMatch(/NOT: nginx has taken the files[\s\S]*stopped at step 2/)
  expect(code).toBe(1)
  expect((await at.run(['sh', '/root/plan.sh', 'undo'])).code).toBe(0)
  expect((await at.read(conf)).toString()).toBe(listing('127.0.0.1:8080'))
})

test.each([['dash'], ['bash'], ['busybox', 'sh']])(
  'where the shell is %s new workers show the reload',
  async (...shell) => {
    const at = await started(listing('127.0.0.1:8080'))
    // Another nginx on the host goes on with its workers.
    await at.sh(
      `sed 's/8080/8081/; s,/run/nginx.pid,/run/other.pid,' ${conf} > /root/other.conf; nginx -c /root/other.conf`,
    )
    await planned(at)
    const sh = async (verb: string): Promise<string> => {
      const { out, err } = await at.run([...shell, '/root/plan.sh', verb])
      return out + err
    }
    const workers = await at.sh('pgrep -f "nginx: worker process$"')
    expect(await sh('apply')).toMatch(/ok: nginx has taken the files\nAll steps are done/)
    expect(await at.sh('pgrep -f "nginx: worker process$"')).not.toBe(workers)
    expect(await sh('verify')).toContain('ok: nginx has taken the files')
  },
)

const says = { en: 'asked', zh: '询问' }
const asked = (check: ReturnType<typeof refused>): string => {
  const step: PlanStep = { kind: 'check', id: 'a', title: says, needs: [], resolves: [], risk: 'none', checks: [check] }
  return planSh({ steps: [step], open: [], left: [], files: [] })
}

const answers: readonly (readonly [statement: string, code: number])[] = [
  ['return 403', 0],
  ['return 308 https://$host$request_uri', 0],
  ['return 308 http://$host$request_uri', 1],
  ['return 301 http://app.example.org:8080/', 1],
  ['return 200 secret', 1],
  ['return 401', 1],
  ['return 404', 1],
  ['return 444', 1],
  ['proxy_pass http://127.0.0.1:9', 1],
]

test('a port in clear is as the plan left it, or the check fails', async () => {
  const servers = answers.map(
    ([statement], at) => `server { listen 127.0.0.1:${8100 + at}; location / { ${statement}; } }`,
  )
  const at = await started(`pid /run/nginx.pid;\nevents {}\nhttp {\n${servers.join('\n')}\n}\n`)
  const codes = await Promise.all(
    [refused, moved].flatMap(check =>
      answers.map(async (_, port) => {
        const path = `/root/${check.name}${port}.sh`
        await at.write(path, asked(check(new URL(`http://app.example.org:${8100 + port}/`), '127.0.0.1')))
        return (await at.run(['sh', path, 'apply'], { env: { CONFWARD_STATE: `${path}.state` } })).code
      }),
    ),
  )
  const wanted = answers.map(([, code]) => code)
  expect(codes).toEqual([...wanted, ...wanted])
})

test('a plan for files that count from a folder is run where nginx reads them, and changes nothing elsewhere', async () => {
  const at = await started(listing('127.0.0.1:8080'))
  await at.write('/root/repo/nginx.conf', listing('127.0.0.1:8080'))
  const apply = (folder: string): ReturnType<Machine['run']> =>
    at.run([
      'sh',
      '-c',
      `cd ${folder} && node '${program}' plan nginx.conf -f sh > /root/plan.sh && sh /root/plan.sh apply`,
    ])
  expect(await apply('/root/repo')).toMatchObject({
    code: 1,
    err: expect.stringContaining('nginx does not read /root/repo/nginx.conf'),
  })
  expect((await at.read('/root/repo/nginx.conf')).toString()).toBe(listing('127.0.0.1:8080'))
  expect(await apply('/etc/nginx')).toMatchObject({ code: 0, out: expect.stringContaining('All steps are done') })
})
