import { expect, it } from 'vitest'
import { inJenkinsfile } from '../../src/files/programs/groovy.ts'
import { inMakefile } from '../../src/files/programs/make.ts'
import { inVagrantfile } from '../../src/files/programs/ruby.ts'
import type { Held } from '../../src/files/texts/text.ts'

const said = ({ texts }: Held): string[] => texts.map(({ inset }) => inset.value.text)

// What Ruby 3.1 said of each (`puts`).
it.each([
  ['a = <<-EOT\n  a\n\tb #{x} "c" \\$d \\n\n  EOT\n', '  a\n\tb {{x}} "c" $d \n\n'],
  ['a = <<~EOT\n    a\n      b\n\n    c\n  EOT\n', 'a\n  b\n\nc\n'],
  ["run <<~'EOT', inline: true\n  a #{x} \\$b\nEOT\n", 'a #{x} \\$b\n'],
  ['a = <<~EOT\n  a \\\n  b\nEOT\n', 'a b\n'],
])('a Vagrantfile: %j', (text, wanted) => expect(said(inVagrantfile(text))).toEqual([wanted]))

// What GNU make 4.3 said of each (`make -n`), with x in the place of what it puts in.
it.each([
  ['a:\n\t@echo "$$HOME" \'b\'\n', ['echo "$HOME" \'b\'\n']],
  ['a: b\n\t- echo "$(NAME) $@" \\\n\t  c\n\n\techo "d"\nb:\n', ['echo "{{NAME}} {{target}}" \\\n  c\n', 'echo "d"\n']],
  ['A = echo "x"\n', []],
])('a Makefile: %j', (text, wanted) => expect(said(inMakefile(text))).toEqual(wanted))

// Groovy's documentation ("Strings").
it.each([
  ["sh '''\n  a \\$b \\\\d \\'c' ''\n'''", ["\n  a $b \\d 'c' ''\n"]],
  ['sh(script: """\n${env.A} $b.c \\$d "e"\n""", returnStdout: true)', ['\n{{env_A}} {{b_c}} $d "e"\n']],
  ["// sh '''\n// a\n// '''\n", []],
  ["sh '''a", []],
])('a Jenkinsfile: %j', (text, wanted) => expect(said(inJenkinsfile(text))).toEqual(wanted))

it('very many openings without an end are looked through once', () => {
  for (const one of ["sh '''\\\\", 'sh """', '\tsysctl "$(', 'a <<EOT\n', '\\\n\t'])
    for (const read of [inJenkinsfile, inMakefile, inVagrantfile]) read(`\tsysctl\n${one.repeat(50_000)}`)
})
