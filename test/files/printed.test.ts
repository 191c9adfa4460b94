import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printedIn } from '../../src/files/shell/printed.ts'

// The shell itself says what it writes.

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-printed-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const values: Readonly<Record<string, string>> = { DOMAIN: 'shop.example', PORT: '8080' }
function writtenBy(shell: string, script: string): string {
  const env = { ...process.env, ...values }
  execFileSync(shell, ['-c', `sudo() { "$@"; }\n${script}`], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  return readFileSync(join(folder, 'nginx.conf'), 'utf8')
}
const filled = (text: string): string =>
  text.replace(/\{\{(\w+?)(?:_\d)?\}\}/g, (_, name: string) => values[name] ?? '')

const scripts: readonly (readonly [title: string, script: string])[] = [
  ['single quotes', 'echo \'server {\n  listen 80;\n  set $a "\\d`x`";\n}\' > nginx.conf\n'],
  ['a quote in single quotes', "echo 'log_format a '\\''$host'\\'';\nb;' >nginx.conf; true\n"],
  ['double quotes', 'echo "server {\n  server_name $DOMAIN \\$host;\n  root \\"/a\\";\n}" > "nginx.conf"\n'],
  ['no line end', "echo -n 'a;\nb;' > nginx.conf\n"],
  ['tee', "echo 'a;\nb;' | sudo tee nginx.conf > /dev/null\n"],
  ['each a line', "printf '%s\\n' 'a {' \"  listen ${PORT};\" '}' > nginx.conf\n"],
  ['a format', 'printf \'server {\\n\\tlisten 80;\\n  log "100%%\\\\\\\\d";\\n}\\n\' > nginx.conf\n'],
  ['a format of several lines', "printf 'a {\n  b;\n}\n' > nginx.conf\n"],
  ['behind other commands', "cd . && { true # don't\n} ; [ -f x ] || echo 'a;\nb;' > nginx.conf\n"],
  ['behind a here-document', "cat > /dev/null <<'EOF'\nit's\nEOF\necho 'a;\nb;' > nginx.conf\n"],
  ['in a condition', "if true; then\n  echo 'a;\nb;' > nginx.conf\nfi\n"],
]
const inBash: readonly (readonly [title: string, script: string])[] = [
  ['escapes', "echo -e 'a {\\n\\tb;\\n}' > nginx.conf\n"],
  ['escapes over lines', 'echo -e "a {\n\\tb;\n}" > nginx.conf\n'],
]

const all = ['sh', 'bash'].flatMap(shell => scripts.map(([title, script]) => ({ shell, title, script })))
const cases = [...all, ...inBash.map(([title, script]) => ({ shell: 'bash', title, script }))]

describe.each(cases)('$shell: $title', ({ shell, script }) => {
  const [found, ...more] = printedIn(script)
  const text = found?.inset.value.text ?? ''

  it('is what the shell writes', () => {
    expect([found?.target, more]).toEqual(['nginx.conf', []])
    // A line end behind the last line means nothing to the daemons.
    expect(filled(text).trimEnd()).toBe(writtenBy(shell, script).trimEnd())
  })

  it.each([' add_header A "$1`\\.x\'%" always;', ' x;\n  y;'])('takes a change: %s', added => {
    const at = text.search(/;|\{/) + 1
    const written = found?.inset.write({ span: { start: at, end: at }, text: added })
    const now = script.slice(0, written?.span.start) + written?.text + script.slice(written?.span.end)
    expect(writtenBy(shell, now).trimEnd()).toBe(filled(text.slice(0, at) + added + text.slice(at)).trimEnd())
  })
})

it.each([
  ['added to', "echo 'a;\nb;' >> nginx.conf"],
  ['shown', "echo 'a;\nb; nginx.conf'"],
  ['for an error', "echo 'a;\nnginx.conf;' >&2"],
  ['read by another program', "echo 'a;\nb;' | sed s/a/b/ > nginx.conf"],
  ['a comment', "# echo 'a;\n# b;' > nginx.conf"],
  ['in a string', 'x="echo \'a;\nb;\' > nginx.conf"'],
  ['in a here-document', "cat <<EOF\necho 'a;\nb;' > nginx.conf\nEOF"],
  ['commands in it', 'echo "a `date`;\nb;" > nginx.conf'],
  ['of several words', "echo 'a;\nb;' c > nginx.conf"],
  ['what shells differ in', "echo 'a;\n\\tb;' > nginx.conf"],
  ['with arguments', "printf 'a %s;\\n' b > nginx.conf"],
])('is none: %s', (_title, script) => expect(printedIn(script)).toEqual([]))

it('very many quotes are looked through once', () => {
  for (const one of ["'", '"', "echo 'a' ", "echo 'a;\nb' > nginx.conf\n", '$(', "<<E '"])
    printedIn(`echo 'a' > nginx.conf\n${one.repeat(50_000)}`)
})
