import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Document, isMap, isPair, visit } from 'yaml'
import { heredocsIn } from '../../src/files/heredoc/find.ts'
import { composed, groups } from '../../src/files/settings/compose.ts'
import type { Setting } from '../../src/files/settings/setting.ts'
import { settingsInShell } from '../../src/files/settings/shell.ts'
import { settingsInYaml } from '../../src/files/settings/yaml.ts'
import fc from '../random.ts'

const pairs = (settings: readonly Setting[]): string[] =>
  settings.map(({ key, value }) => `${key.value.text.replaceAll('/', '.')}=${value.value.text}`)

/** What stands in the file where it is said to stand. */
const stands = (text: string, { value }: Setting['key']): string => text.slice(value.at(0), value.at(value.text.length))

const isWhereItStands = (text: string, found: readonly Setting[]): void => {
  expect(found.map(({ key }) => stands(text, key))).toEqual(found.map(({ key }) => key.value.text))
  expect(found.map(({ value }) => stands(text, value))).toEqual(found.map(({ value }) => value.value.text))
}

describe('a script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'confward-settings-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const commands = 'sysctl() { for a; do case "$a" in *=*) echo "$a";; esac; done; }\nsudo() { "$@"; }\n'
  const said = (line: string): string[] =>
    execFileSync('sh', ['-c', commands + line], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)

  // The shell itself says what the command is given.
  it.each([
    'sysctl -w net.ipv4.ip_forward=1',
    'sudo sysctl -q -w "net.ipv4.ip_forward=1" && true',
    "if true; then sysctl -w net.ipv4.ip_forward=1 'kernel.kptr_restrict=0'; fi",
    'sysctl -w net.ipv4.tcp_rmem="4096 87380 6291456"',
    "sysctl -w 'net.ipv4.tcp_rmem=4096 87380 6291456' vm.swappiness=1",
    'sysctl net.ipv4.conf.all.rp_filter=2 # sysctl -w vm.swappiness=1',
    '(sysctl -w vm.swappiness=10)',
    'sysctl -w \\\n  net.ipv4.ip_forward=1 \\\n  vm.swappiness=10; true',
    'sysctl -n net.ipv4.ip_forward; true',
    'true # sysctl -w net.ipv4.ip_forward=1',
    '# sysctl -w net.ipv4.ip_forward=1',
  ])('gives settings to sysctl: %s', line => {
    expect(pairs(settingsInShell(line, []))).toEqual(said(line))
    isWhereItStands(line, settingsInShell(line, []))
  })

  it.each([
    ["echo 'net.ipv4.ip_forward = 1' >/etc/sysctl.d/99-vpn.conf", 'net.ipv4.ip_forward = 1'],
    ['echo net.ipv4.ip_forward=1 | sudo tee -a /etc/sysctl.conf >/dev/null', 'net.ipv4.ip_forward=1'],
    [
      "printf '%s\\n' 'net.ipv4.ip_forward = 1' \"vm.swappiness=1\" >> /etc/sysctl.conf",
      'net.ipv4.ip_forward = 1\nvm.swappiness=1',
    ],
    [
      "printf 'net.ipv4.ip_forward = 1\\nkernel.kptr_restrict=0\\n' > /etc/sysctl.d/x.conf",
      'net.ipv4.ip_forward = 1\nkernel.kptr_restrict=0',
    ],
    ["false || echo 'net.ipv4.ip_forward=1' >> /etc/sysctl.conf", 'net.ipv4.ip_forward=1'],
  ])('writes them into a file: %s', (line, written) => {
    const file = join(mkdtempSync(join(folder, 'x')), 'sysctl.conf')
    execFileSync('sh', ['-c', line.replace(/\/etc\/sysctl\S*/, file).replace('sudo ', '')])
    expect(readFileSync(file, 'utf8').trim()).toBe(written)
    expect(pairs(settingsInShell(line, []))).toEqual(written.replaceAll(' = ', '=').split('\n'))
    isWhereItStands(line, settingsInShell(line, []))
  })

  it.each([
    ['echo 0 > /proc/sys/net/ipv4/tcp_syncookies', 'net.ipv4.tcp_syncookies=0'],
    ['echo "0" | sudo tee /proc/sys/kernel/randomize_va_space', 'kernel.randomize_va_space=0'],
    ['echo 4096 87380 6291456 > /proc/sys/net/ipv4/tcp_rmem', 'net.ipv4.tcp_rmem=4096 87380 6291456'],
  ])('writes to the kernel itself: %s', (line, setting) => {
    expect(pairs(settingsInShell(line, []))).toEqual([setting])
    isWhereItStands(line, settingsInShell(line, []))
  })

  it.each([
    ["sed -i 's/^#net.ipv4.ip_forward=1/net.ipv4.ip_forward=1/' FILE", '#net.ipv4.ip_forward=1'],
    ["sudo sed -i.bak -E 's|^#?net\\.ipv4\\.ip_forward *=.*|net.ipv4.ip_forward = 1|g' FILE", 'net.ipv4.ip_forward=0'],
    ['sed -i -e "s/.*net.ipv4.tcp_rmem.*/net.ipv4.tcp_rmem = 4096 87380 6291456/" FILE', 'net.ipv4.tcp_rmem=1 2 3'],
    ["test -f FILE && sed --in-place 's/vm.swappiness=60/vm.swappiness=1/' FILE || true", 'vm.swappiness=60'],
  ])('edits them: %s', (line, before) => {
    const file = join(mkdtempSync(join(folder, 'x')), 'sysctl.conf')
    writeFileSync(file, `${before}\n`)
    execFileSync('sh', ['-c', `sudo() { "$@"; }\n${line.replaceAll('FILE', file)}`])
    const script = line.replaceAll('FILE', '/etc/sysctl.conf')
    expect(pairs(settingsInShell(script, []))).toEqual([readFileSync(file, 'utf8').trim().replace(' = ', '=')])
    isWhereItStands(script, settingsInShell(script, []))
  })

  it.each([
    "sed 's/a.b/net.ipv4.ip_forward=1/' /etc/sysctl.conf",
    "sed -i 's/ip_forward=0/ip_forward=1/' /etc/sysctl.conf",
    "sed -i 's/^#\\(net.ipv4.ip_forward\\)=1/\\1=1/' /etc/sysctl.conf",
    "sed -i 's/net.ipv4.ip_forward=.*/net.ipv4.ip_forward=1/' app.conf",
    'sed -i "s/net.ipv4.ip_forward=.*/net.ipv4.ip_forward=$x/" /etc/sysctl.conf',
    "sed -i '/net.ipv4.ip_forward=1/d' /etc/sysctl.conf",
    'sysctl -w "$key=1"',
    'sysctl -w net.ipv4.ip_forward=$value',
    'sysctl -w net.ipv4.conf.$i.rp_filter=0',
    'echo 0 > /proc/sys/net/ipv4/conf/$i/rp_filter',
    'docker run --sysctl net.ipv4.tcp_syncookies=0 nginx',
    'sysctl -p /etc/sysctl.conf',
    "grep -q 'net.ipv4.ip_forward=1' /etc/sysctl.conf",
    'echo kernel.x=1',
  ])('says nothing that is known: %s', line => expect(settingsInShell(line, [])).toEqual([]))

  it('is not read where a line is longer than anybody writes: each of its words may begin a command', () => {
    const line = (words: number): string => `${'echo '.repeat(words)}net.ipv4.ip_forward=1 > /etc/sysctl.conf`
    expect([settingsInShell(line(300), []).length, settingsInShell(line(20_000), []).length]).toEqual([1, 0])
  })

  it('leaves the text of here-documents to those who read them', () => {
    const text = 'cat > /etc/sysctl.d/a.conf <<EOF\nsysctl -w vm.swappiness=1\nEOF\nsysctl -w vm.swappiness=2\n'
    expect(pairs(settingsInShell(text, heredocsIn(text)))).toEqual(['vm.swappiness=2'])
  })
})

const key = fc.constantFrom(
  'net.ipv4.ip_forward',
  'net.ipv4.conf.eth0/1.rp_filter',
  'kernel.randomize_va_space',
  'vm.swappiness',
  'net/ipv4/tcp_syncookies',
)
const value = fc.constantFrom('0', '1', '2', '4096 87380 6291456', '-1')
const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED')
const setting = fc.record({ name: key, value, style, flow: fc.boolean(), absent: fc.boolean() })
type Drawn = Readonly<{ name: string; value: string; style: string; flow: boolean; absent: boolean }>

const field = fc.constantFrom(['name', 'value'], ['key', 'val'], ['name', 'val'])
const makers: readonly ((all: readonly Drawn[], names: readonly string[]) => unknown)[] = [
  (all, [name = '', value = '']) =>
    all.map(one => ({
      name: `Set ${one.name}`,
      'ansible.posix.sysctl': {
        [name]: one.name,
        ...(one.absent && { state: 'absent' }),
        [value]: one.value,
        reload: true,
      },
      when: 'true',
    })),
  (all, [name = '', value = '']) => [
    {
      hosts: 'all',
      tasks: [
        {
          name: 'All',
          sysctl: { name: '{{ item.name }}', value: '{{ item.value }}' },
          loop: all.map(one => ({ [name]: one.name, [value]: one.value, ...(one.absent && { state: 'absent' }) })),
        },
        { name: 'Others', debug: { msg: 'x' }, loop: [{ name: 'vm.swappiness', value: '99' }] },
      ],
    },
  ],
  (all, [name = '', value = '']) => ({
    app: { name: 'vm.swappiness', value: '99' },
    host_sysctl_settings: all.map(one => ({
      [value]: one.value,
      ...(one.absent && { state: 'absent' }),
      [name]: one.name,
    })),
  }),
]

/** The library writes it, each value in the style that was drawn, some mappings in brackets. */
function written(make: unknown, all: readonly Drawn[]): string {
  const document = new Document(make)
  let at = 0
  visit(document, {
    Map: (_, node) => {
      const drawn = all[at++ % all.length]
      if (drawn?.flow && node.items.every(item => isPair(item) && !isMap(item.value))) node.flow = true
    },
    Scalar: (_, node) => {
      const drawn = all.find(one => one.value === node.value)
      if (drawn) node.type = drawn.style as 'PLAIN'
    },
  })
  return document.toString({ lineWidth: 0 })
}

describe('YAML', () => {
  it.each([
    [
      '- lineinfile:\n    path: /etc/sysctl.conf\n    regexp: "^#?net.ipv4.ip_forward"\n    line: net.ipv4.ip_forward=1\n',
      'net.ipv4.ip_forward=1',
    ],
    ['- ansible.builtin.lineinfile: { dest: /etc/sysctl.d/9.conf, line: "vm.swappiness = 1" }\n', 'vm.swappiness=1'],
    ['- lineinfile: { dest: /etc/sysctl.conf, line: "vm.swappiness = 1", state: absent }\n', undefined],
    ['- lineinfile: { dest: /etc/app.conf, line: "vm.swappiness = 1" }\n', undefined],
    ['- lineinfile: { dest: /etc/sysctl.conf, line: "vm.swappiness = {{ x }}" }\n', undefined],
  ])('has lines of files: %s', (text, setting) => {
    const found = settingsInYaml(text)
    expect(pairs(found)).toEqual(setting ? [setting] : [])
    isWhereItStands(text, found)
  })

  it('gives its settings however it is written', () => {
    fc.assert(
      fc.property(
        fc.array(setting, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...makers),
        field,
        (all, make, names) => {
          const text = written(make(all, names), all)
          const wanted = all.filter(one => !one.absent).map(one => `${one.name.replaceAll('/', '.')}=${one.value}`)
          const found = settingsInYaml(text)
          expect(
            pairs(found).map(one => one.replace(/\n$/, '')),
            text,
          ).toEqual(wanted)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('settings as a file', () => {
  const text = 'sysctl -w net.ipv4.ip_forward=1\necho 0 > /proc/sys/vm/swappiness\nsysctl -w net/ipv4/ip_forward=0\n'
  const settings = settingsInShell(text, [])

  it('say each key once: of two that contradict each other only one may be meant', () => {
    expect(groups(settings).map(pairs)).toEqual([
      ['net.ipv4.ip_forward=1', 'vm.swappiness=0'],
      ['net.ipv4.ip_forward=0'],
    ])
  })

  const { value, write } = composed(groups(settings)[0] ?? [])
  const changed = (from: string, to: string): string | undefined => {
    const start = value.text.indexOf(from)
    const change = write({ span: { start, end: start + from.length }, text: to })
    return change && text.slice(0, change.span.start) + change.text + text.slice(change.span.end)
  }

  it('are lines that sysctl reads', () => {
    expect(value.text).toBe('net.ipv4.ip_forward = 1\nvm/swappiness = 0\n')
  })

  it('take another value, alone or with the line around it', () => {
    expect(changed('1', '0')).toBe(text.replace('forward=1', 'forward=0'))
    expect(changed('vm/swappiness = 0', 'vm/swappiness = 10')).toBe(text.replace('echo 0', 'echo 10'))
  })

  it.each([
    ['another key', 'net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding'],
    ['a line more', '1\n', '1\nvm.overcommit_memory = 0\n'],
    ['a line less', 'vm/swappiness = 0\n', ''],
    ['no value', '1', ''],
    ['what the shell would read otherwise', '= 1', '= $(id)'],
    ['several words without quotes', '= 1', '= 1 2'],
  ])('take nothing else: %s', (_title, from, to) => expect(changed(from, to)).toBeUndefined())
})
