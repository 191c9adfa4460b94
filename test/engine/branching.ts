import fc from '../random.ts'

export const whole = (...lines: string[]): string => `events {}\nhttp {\n${lines.join('\n')}\n}\n`
export const server = (...lines: string[]): string =>
  whole(
    'server {',
    'listen 443 ssl;',
    'server_name a.example;',
    'ssl_certificate a.pem;',
    'ssl_certificate_key a.key;',
    ...lines,
    '}',
  )

/** A statement, or a condition around others. */
export type Piece =
  | string
  | { readonly test: string; readonly first: readonly Piece[]; readonly other: readonly Piece[] }

const statement = fc.constantFrom(
  ...[
    'autoindex on;',
    'root /a;',
    'root /b;',
    'return 301 https://a.example/;',
    'deny all;',
    'listen 80;',
    'server_tokens off;',
    'listen 80 default_server;',
    '} server { listen 80; server_name a.example; root /c;',
  ],
  ...['location / { proxy_pass http://127.0.0.1:1; }', 'location /x { alias /srv/x/; }', 'ssl_protocols TLSv1;'],
  ...['add_header X-Frame-Options DENY;', 'location /.git { deny all; }', 'ssl_prefer_server_ciphers off;'],
)
const tied = fc.letrec<{ piece: Piece; pieces: Piece[] }>(tie => ({
  piece: fc.oneof(
    { depthSize: 'small' },
    statement,
    fc.record({
      test: fc.constantFrom('a', 'b', 'not a', 'a and b', 'b or c'),
      first: tie('pieces'),
      other: tie('pieces'),
    }),
  ),
  pieces: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }),
}))

export const pieces: fc.Arbitrary<Piece[]> = tied.pieces

export const written = (all: readonly Piece[]): string[] =>
  all.flatMap(each =>
    typeof each === 'string'
      ? [each]
      : [`{% if ${each.test} %}`, ...written(each.first), '{% else %}', ...written(each.other), '{% endif %}'],
  )

export type Values = Readonly<Record<'a' | 'b' | 'c', boolean>>

export const holds = (test: string, { a, b, c }: Values): boolean =>
  ({ a, b, 'not a': !a, 'a and b': a && b, 'b or c': b || c })[test] ?? false

/** The same as whoever fills it in makes it, with an empty line for each that is not there. */
export const filled = (all: readonly Piece[], values: Values, isIn = true): string[] =>
  all.flatMap(each => {
    if (typeof each === 'string') return [isIn ? each : '']
    const chosen = holds(each.test, values)
    return ['', ...filled(each.first, values, isIn && chosen), '', ...filled(each.other, values, isIn && !chosen), '']
  })

const booleans = [true, false]
export const everyWay: readonly Values[] = booleans.flatMap(a =>
  booleans.flatMap(b => booleans.map(c => ({ a, b, c }))),
)

/** A text with the tags of conditions on lines of their own, as it is filled in. */
export function chosen(text: string, values: Values): string {
  const open: { readonly isIn: boolean; readonly answer: boolean }[] = []
  const lines: string[] = []
  let isIn = true
  for (const line of text.split('\n')) {
    const [, word = '', test = ''] = /^\s*\{% (if|else|endif) ?(.*?) ?%\}$/.exec(line) ?? []
    const outer = open.at(-1)
    if (word === 'if') {
      open.push({ isIn, answer: holds(test, values) })
      isIn &&= holds(test, values)
    } else if (word === 'else') isIn = outer !== undefined && outer.isIn && !outer.answer
    else if (word === 'endif') isIn = open.pop()?.isIn ?? true
    else if (isIn) lines.push(line)
  }
  return lines.join('\n')
}
