import { expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import { constantsOf } from '../../src/files/heredoc/constants.ts'
import { filesIn } from '../../src/files/heredoc/find.ts'

const target = (script: string): (string | undefined)[] => filesIn(`${script}\na;\nEOF\n`).map(each => each.target)

it.each([
  ['CONF=/etc/sysctl.d/90-x.conf\ncat > $CONF <<EOF', '/etc/sysctl.d/90-x.conf'],
  ['CONF=/etc/sysctl.d/90-x.conf\ncat >> "$CONF" <<EOF', '/etc/sysctl.d/90-x.conf'],
  ["readonly DIR='/etc/openvpn' # where\nNAME=vpn;\ncat <<EOF > ${DIR}/$NAME.conf", '/etc/openvpn/vpn.conf'],
  ['ROOT=/etc\nexport DIR="$ROOT/openvpn"\nsudo tee "$DIR/a.conf" <<EOF', '/etc/openvpn/a.conf'],
  ['cat > /etc/$NAME.conf <<EOF', '/etc/$NAME.conf'],
  ['NAME=a\nNAME=b\ncat > /etc/$NAME.conf <<EOF', '/etc/$NAME.conf'],
  ['NAME=a\nread -r NAME\ncat > /etc/$NAME.conf <<EOF', '/etc/$NAME.conf'],
  ['NAME=a\nfor NAME in b c; do\ncat > /etc/$NAME.conf <<EOF', '/etc/$NAME.conf'],
  ['NAME=$(hostname)\ncat > /etc/$NAME.conf <<EOF', '/etc/$NAME.conf'],
  ['NAME="$1"\ncat > /etc/$NAME.conf <<EOF', '/etc/$NAME.conf'],
])('%j fills %s', (script, path) => expect(target(script)).toEqual([path]))

it('a value that names itself and values that double do not grow', () => {
  expect(constantsOf('A=$A/x\n').size).toBe(0)
  const doubling = Array.from({ length: 40 }, (_, at) => `A${at + 1}=$A${at}$A${at}`)
  expect([...constantsOf(['A0=xx', ...doubling].join('\n')).values()].every(({ length }) => length <= 1000)).toBe(true)
})

const lines = (script: string): number[] =>
  analyze({ files: { 'setup.sh': script } }).findings.flatMap(({ rule, line }) =>
    rule === 'sysctl/rp-filter' ? [line] : [],
  )

it.each([
  ['#!/bin/sh\nCONF=/etc/sysctl.d/90-x.conf\ncat > "$CONF" <<EOF\nnet.ipv4.conf.all.rp_filter = 0\nEOF\n', 4],
  ['#!/bin/sh\nCONF=/etc/sysctl.conf\necho "net.ipv4.conf.all.rp_filter=0" >> "$CONF"\n', 3],
  ['#!/bin/sh\nCONF=/etc/sysctl.d/a.conf\necho "net.ipv4.conf.all.rp_filter=0" | sudo tee -a $CONF\n', 3],
  ["#!/bin/sh\nCONF=/etc/sysctl.d/a.conf\nprintf 'kernel.sysrq = 0\\nnet.ipv4.conf.all.rp_filter = 0\\n' > $CONF\n", 3],
])('%j is told', (script, line) => expect(lines(script)).toEqual([line]))

it('what goes elsewhere is none', () => {
  expect(lines('#!/bin/sh\nLOG=/tmp/sys.log\necho "net.ipv4.conf.all.rp_filter=0" >> "$LOG"\n')).toEqual([])
})
