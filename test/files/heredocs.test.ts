import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesIn, heredocsIn } from '../../src/files/heredoc/find.ts'
import { insetOf } from '../../src/files/heredoc/inset.ts'

// The shell itself says what a here-document writes.

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-heredoc-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const values: Readonly<Record<string, string>> = { DOMAIN: 'shop.example', PORT: '8080', name: 'x' }

function writtenBy(shell: string, script: string): string {
  execFileSync(shell, ['-c', script], {
    cwd: folder,
    env: { ...process.env, ...values },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return readFileSync(join(folder, 'site.conf'), 'utf8')
}

/** What is put in, put in. */
const filled = (text: string): string =>
  text.replace(/\{\{(\w+?)(?:_\d)?\}\}/g, (_, name: string) => values[name] ?? '')

const scripts: readonly (readonly [title: string, script: string])[] = [
  ['quoted', 'cat > site.conf <<\'EOF\'\nserver { listen 80; set $a "\\$b"; `x`; }\nEOF\n'],
  ['double quotes around the delimiter', 'cat <<"END" > site.conf\n$host \\ ${PORT}\nEND\n'],
  ['a backslash in front of it', 'cat >site.conf <<\\EOF\n$host\n EOF\nEOF\n'],
  [
    'not quoted',
    'cat > site.conf <<EOF\nserver_name $DOMAIN ${DOMAIN};\nproxy_pass http://a:$PORT\\$uri \\a "\\$b" \\\\ $;\nEOF\n',
  ],
  ['lines that go on', 'cat > site.conf <<EOF\nallow \\\n  all; $\nEOF\n'],
  ['tabs left out', "cat > site.conf <<-'EOF'\nserver {\n\t\t}\n\tEOF\n"],
  ['tee', "tee site.conf > /dev/null <<'EOF'\na;\nEOF\n"],
  ['a pipe', "cat <<'EOF' | tee site.conf\na;\n\nb;\nEOF\n"],
  ['defaults', 'cat > site.conf <<EOF\nlisten ${PORT:-80};\nlisten ${PORT:?};\nEOF\n'],
]

it.each([
  ['sudo bash -s -- x <<EOF', 'shell'],
  ["sudo -u root bash <<'EOF'", 'shell'],
  ['sh -eux <<EOF 2>&1 | tee log', 'shell'],
  ['true && FOO=1 bash -o pipefail <<EOF || exit 1', 'shell'],
  ['cat <<EOF | sudo sh', 'shell'],
  ['ssh -p 22 -o BatchMode=yes root@web1 <<EOF', 'shell'],
  ['ssh -T web1 "sudo bash -s" <<EOF', 'shell'],
  ["ssh web1 'sudo -i' <<EOF", 'shell'],
  ['chroot /mnt /bin/bash <<EOF', 'shell'],
  ['RUN <<EOF', 'shell'],
  ['RUN --mount=type=cache,target=/x bash -e <<EOF', 'shell'],
  ['RUN python3 <<EOF', undefined],
  ['kubectl apply -n web -f - <<EOF', 'yaml'],
  ['cat <<EOF | kubectl apply -f -', 'yaml'],
  ['mysql -u root <<EOF', undefined],
  ['cat <<EOF', undefined],
  ['python3 - <<EOF', undefined],
  ['bash deploy.sh <<EOF', undefined],
  ['bash -c "read x" <<EOF', undefined],
  ['ssh web1 psql <<EOF', undefined],
  ['bash x.sh; mysql <<EOF', undefined],
  ['mysql <<EOF; bash', undefined],
  ['docker exec -i web bash <<EOF', undefined],
])('%s is fed to: %s', (line, fed) => {
  const [found] = heredocsIn(`${line}\nx\nEOF\n`)
  expect([found?.target, found?.fed]).toEqual([undefined, fed])
})

describe.each(['sh', 'bash'])('%s', shell => {
  it.each(scripts)('%s', (_title, script) => {
    const [found, ...more] = filesIn(script)
    const inset = found && insetOf(script, found)
    expect([found?.target, more]).toEqual(['site.conf', []])
    // Tabs in front of lines mean nothing to the daemons.
    const seen = found?.tabs ? inset?.value.text.replace(/^\t+/gm, '') : inset?.value.text
    expect(filled(seen ?? '')).toBe(writtenBy(shell, script))
  })

  it.each(scripts)('%s: a change', (_title, script) => {
    const [found] = filesIn(script)
    const inset = found && insetOf(script, found)
    const text = inset?.value.text ?? ''
    const at = text.indexOf(';') + 1
    const added = ' add_header A "$1`\\.x" always;\n'
    const written = inset?.write({ span: { start: at, end: at }, text: added })
    const now = script.slice(0, written?.span.start) + written?.text + script.slice(written?.span.end)
    const plain = (one: string): string => (found?.tabs ? one.replace(/^\t+/gm, '') : one)
    const wanted = filled(plain(text.slice(0, at) + added + text.slice(at)))
    expect(writtenBy(shell, now)).toBe(wanted)
  })
})

it.each([
  ['added to', "cat >> site.conf <<'EOF'\na;\nEOF\n"],
  ['added to by tee', "tee -a site.conf <<'EOF'\na;\nEOF\n"],
  ['shown', "cat <<'EOF'\na;\nEOF\n"],
  ['given to a program', "psql <<'EOF' > out\na;\nEOF\n"],
  ['in a comment', "# cat > site.conf <<'EOF'\na;\nEOF\n"],
  ['a string', 'cat > site.conf <<< "a;"\n'],
  ['never ended', "cat > site.conf <<'EOF'\na;\n"],
  ['inside another one', "cat <<'OUT'\ncat > site.conf <<'EOF'\na;\nEOF\nOUT\n"],
])('is none: %s', (_title, script) => expect(filesIn(script)).toEqual([]))

it.each([
  ["COPY <<'EOF' /etc/nginx/conf.d/default.conf\na;\nEOF\n", '/etc/nginx/conf.d/default.conf'],
  ["cat >> /etc/sysctl.conf <<'EOF'\na = 1\nEOF\n", '/etc/sysctl.conf'],
  ["cat <<'EOF' | sudo tee -a /etc/sysctl.d/90-x.conf\na = 1\nEOF\n", '/etc/sysctl.d/90-x.conf'],
  ['COPY --chown=nginx <<EOF /etc/nginx/nginx.conf\na;\nEOF\n', '/etc/nginx/nginx.conf'],
  ["    sudo tee /etc/sysctl.d/99-x.conf <<'EOF' >/dev/null\na\nEOF\n", '/etc/sysctl.d/99-x.conf'],
  ['cat > "/etc/nginx/sites-available/${DOMAIN}.conf" <<EOF\na;\nEOF\n', '/etc/nginx/sites-available/${DOMAIN}.conf'],
])('%s', (script, target) => expect(filesIn(script).map(each => each.target)).toEqual([target]))

it('a text that runs commands across lines is not read, and none may end too early', () => {
  const [open] = filesIn('cat > a <<EOF\n`date`\nEOF\n')
  expect(open && insetOf('cat > a <<EOF\n`date`\nEOF\n', open)).toBeUndefined()
  const script = "cat > a <<'EOF'\nb;\nEOF\n"
  const [found] = filesIn(script)
  const end = { start: 3, end: 3 }
  expect(found && insetOf(script, found)?.write({ span: end, text: 'EOF\n' })).toBeUndefined()
})

it('braces that stand there are not taken for what the shell puts in', () => {
  const script = 'cat > a <<EOF\nserver_name {{DOMAIN}} $DOMAIN;\nEOF\n'
  const [found] = filesIn(script)
  const inset = found && insetOf(script, found)
  expect(inset?.value.text).toBe('server_name {{DOMAIN}} {{DOMAIN_2}};\n')
  const whole = { start: 0, end: inset?.value.text.length ?? 0 }
  expect(inset?.write({ span: whole, text: inset.value.text })?.text).toBe('server_name {{DOMAIN}} ${DOMAIN};\n')
})

it('very many expansions of one name are told apart without trying them all', () => {
  const lines = Array.from({ length: 20_000 }, (_, nth) => `a${nth} ${'$'}{X:-${nth}};`)
  const script = `cat > a <<EOF\n${lines.join('\n')}\nEOF\n`
  const [found] = filesIn(script)
  expect(found && insetOf(script, found)?.value.text).toContain('{{X_20000}}')
})

it('very many that never end are looked through once', () => {
  const lines = Array.from({ length: 20_000 }, (_, nth) => `cat > x${nth} <<E${nth}\nE${nth}x`)
  const tabbed = Array.from({ length: 20_000 }, () => 'cat > x <<E\n\tE')
  // 40,000 lines, each looked at by every one before it, would be minutes.
  expect(filesIn(lines.join('\n'))).toEqual([])
  expect(filesIn(tabbed.join('\n'))).toEqual([])
})
