import { describe, expect, it } from 'vitest'
import { inHcl } from '../../src/files/hcl/keys.ts'
import type { Inset } from '../../src/files/scalar/index.ts'

// What Terraform 1.11.4 said of each: `terraform apply` of an output with this value, then `terraform output -json`.

const insetOf = (text: string): Inset | undefined => {
  const { keys, texts } = inHcl(`# nginx\noutput "x" {\n  value = { path = "x", content = ${text}\n}.content\n}\n`)
  return keys[0]?.inset ?? texts[0]?.inset
}
const filled = (text: string): string => text.replaceAll('{{var.a}}', 'VALUE').replaceAll('{{var_a}}', 'VALUE')

const said: readonly (readonly [title: string, text: string, value: string])[] = [
  ['a here-document', '<<EOT\n  a\n\tb \\n "c"\n  EOT', '  a\n\tb \\n "c"\n'],
  ['the least in front left out', '<<-EOT\n    a\n      b\n\n   \n    c\n  EOT', 'a\n  b\n\n   \nc\n'],
  ['tabs count too', '<<-EOT\n\t\ta\n\t b\nEOT', 'a\nb\n'],
  ['a value in front', '<<-EOT\n    ${var.a}x\n      b\n    EOT', 'VALUEx\n  b\n'],
  ['escapes', '<<-EOT\n  $${host} %%{if} $host 100% $$\n  EOT', '${host} %{if} $host 100% $$\n'],
  ['braces in a value', '<<EOT\n${join("", ["}", var.a, "${"{"}"]) == "" ? "" : var.a};\nEOT', 'VALUE;\n'],
  ['a string', '"a\\n\\t\\"b\\" \\\\ $${x} ${var.a}\\n\\u00e9"', 'a\n\t"b" \\ ${x} VALUE\né'],
]

it.each(said)('%s', (_title, text, value) =>
  expect(filled(insetOf(text)?.value.text ?? '').replace('{{join}}', 'VALUE')).toBe(value),
)

// Each result was read by Terraform again, and said what stands here; so did those of 5,000 drawn ones.
const changes: readonly (readonly [title: string, text: string, change: readonly [string, string], now: string])[] = [
  [
    'a line more',
    '<<-EOT\n    a;\n    b;\n  EOT',
    ['b;', 'c;\n  d;\n\nb;'],
    '<<-EOT\n    a;\n    c;\n      d;\n\n    b;\n  EOT',
  ],
  ['a line less', '<<-EOT\n    a;\n    b;\n  EOT', ['b;\n', ''], '<<-EOT\n    a;\n  EOT'],
  ['what Terraform would put in', '<<EOT\na;\nEOT', ['a;', 'a ${x} %{y} $z \\n;'], '<<EOT\na $${x} %%{y} $z \\n;\nEOT'],
  ['a value that stays', '<<EOT\na ${var.a};\nEOT', ['a {{var_a}};', 'b {{var_a}} c;'], '<<EOT\nb ${var.a} c;\nEOT'],
  ['a last line without an end', '<<EOT\na;\nEOT', ['a;\n', 'b;'], '<<EOT\nb;\nEOT'],
  ['quotes', '"a\\nb\\n"', ['a', '"\\\t${x}'], '"\\"\\\\\\t$${x}\\nb\\n"'],
]

describe('a change', () => {
  const changed = (text: string, [from, to]: readonly [string, string]): string | undefined => {
    const inset = insetOf(text)
    const start = inset?.value.text.indexOf(from) ?? -1
    const written = inset?.write({ span: { start, end: start + from.length }, text: to })
    const whole = `# nginx\noutput "x" {\n  value = { path = "x", content = ${text}\n}.content\n}\n`
    const now = written && whole.slice(0, written.span.start) + written.text + whole.slice(written.span.end)
    return now?.slice(whole.indexOf(text), now.length - (whole.length - whole.indexOf(text) - text.length))
  }

  it.each(changes)('%s', (_title, text, change, now) => expect(changed(text, change)).toBe(now))

  it.each([
    ['a line that ends the text', '<<EOT\na;\nEOT', ['a;', 'a;\n  EOT\nb;']],
    ['half of an escape', '<<EOT\n$${a};\nEOT', ['{', '']],
    ['a sign in front of a brace', '<<EOT\n{a};\nEOT', ['{a', '${a']],
    ['a sign that a brace follows', '<<EOT\na{};\nEOT', ['a', '$']],
  ] as const)('is none: %s', (_title, text, change) =>
    expect(changed(text, change) ?? '').not.toMatch(/[^$]\$\{|^\s*EOT\n\s*b/m),
  )
})

it('what stands where is told by the blocks and objects around it', () => {
  const text = `
resource "local_file" "a" { # content = "
  content  = <<-EOF
    a;
  EOF
  filename = "\${path.module}/out/nginx.conf" // "
}
/* content = <<EOF */
provisioner "file" {
  content     = trimspace(<<EOF
b;
EOF
  )
  destination = "/etc/nginx/b.conf"
}
resource "kubernetes_config_map" "web" {
  data = merge(local.x, {
    "c.conf" = <<EOF
c;
EOF
    other = <<EOF
words
EOF
  })
}
resource "kubernetes_secret" "web" {
  data = { "d.conf" = <<EOF
d;
EOF
  }
}
locals { files = [{ path = "/etc/nginx/e.conf", content = "e;\\n" }, { content = "f;\\n", path = "/etc/nginx/f.conf" }] }
locals { broken = <<EOF
`
  expect(inHcl(text).keys.map(({ name, inset }) => `${name}: ${inset?.value.text.trim()}`)).toEqual([
    'out/nginx.conf: a;',
    'etc/nginx/b.conf: b;',
    'c.conf: c;',
    'etc/nginx/e.conf: e;',
    'etc/nginx/f.conf: f;',
  ])
})

it('very many openings without an end are looked through once', () => {
  for (const one of ['x = <<EOF\n', '/* ', '"${', '"', '%{ if "', '{ a = ['])
    expect(inHcl(`# nginx\na = <<X\nX\n${one.repeat(50_000)}`).keys).toEqual([])
})
