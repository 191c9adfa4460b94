import { expect, test } from 'vitest'
import { mapMermaid, mapSvg } from '../../src/report/documents.ts'
import { boxOf, columnWidths, wrapped } from '../../src/report/map/boxes.ts'
import { layered } from '../../src/report/map/layers.ts'
import { place } from '../../src/report/map/placing.ts'
import { lefts, pathOf, portsOf } from '../../src/report/map/routes.ts'
import { shownMaps } from '../../src/report/map/shown.ts'
import { draw } from '../../src/report/map/svg.ts'
import { columns as textColumns } from '../../src/report/medium/plain.ts'
import { behind, report, view } from './sample.ts'

/** Twelve servers, three of them dead or broken, many edges, and a tunnel whose edge passes a column. */
const files = {
  'etc/nginx/nginx.conf': `events {}
http {
${Array.from({ length: 12 }, (_, at) => `  server { listen ${at % 2 ? 80 : 8080}; listen 127.0.0.1:${90 + (at % 3)}; server_name site-${at}.with-a-rather-long-name.example.com; location / { proxy_pass http://10.0.0.${at % 5}:80; } location /x { root /srv/${at % 4}; } }`).join('\n')}
}
`,
  'etc/openvpn/client/hk.conf': 'client\ndev tun\nremote 198.51.100.20 1194\nca c\ncert c\nkey k\n',
}

const shown = view({ behind: behind(files).behind })
const [map] = shownMaps(shown)
if (!map) throw new Error('no map')
const boxes = map.nodes.map(node => boxOf(node, shown))
const layers = layered(boxes, map.edges)
place(layers, 30)

test('no box and no lane lies over another', () => {
  for (const column of layers.columns)
    for (const [at, slot] of column.entries()) {
      const next = column[at + 1]
      if (next) expect(next.y - next.height / 2).toBeGreaterThanOrEqual(slot.y + slot.height / 2)
    }
})

test('every edge begins at the right side of its first box and ends at the left side of its last', () => {
  const ports = portsOf(layers.routes)
  expect(layers.routes).toHaveLength(map.edges.length)
  for (const route of layers.routes) {
    const numbers =
      pathOf(route, ports)
        .match(/-?[\d.]+/g)
        ?.map(Number) ?? []
    const [first, last] = [route.slots[0]!, route.slots.at(-1)!]
    expect(numbers[0]).toBe(lefts[first.column]! + first.box!.width)
    expect(Math.abs(numbers[1]! - first.y)).toBeLessThan(first.height / 2)
    expect(numbers.at(-2)).toBe(lefts[last.column])
    expect(Math.abs(numbers.at(-1)! - last.y)).toBeLessThan(last.height / 2)
  }
})

test('an edge that skips a column has a lane of its own there', () => {
  const skipping = layers.routes.filter(({ slots }) => slots.length > 2)
  expect(skipping).toHaveLength(1)
  expect(skipping[0]!.slots[1]!.box).toBeUndefined()
})

test('the same map is drawn the same way', () => {
  expect(draw(map, shown)).toEqual(draw(shownMaps(shown)[0]!, shown))
})

test('text is cut to its box', () => {
  for (const [text, size, most] of [
    ['a.very.long.name.that.has.dots.example.com', 16, 2],
    ['x'.repeat(500), 20, 2],
    ['中文'.repeat(40), 11, 3],
    ['', 5, 2],
  ] as const) {
    const lines = wrapped(text, size, most)
    expect(lines.length).toBeLessThanOrEqual(most)
    for (const line of lines) expect(textColumns(line)).toBeLessThanOrEqual(size)
  }
  for (const box of boxes) {
    expect(box.width).toBe(columnWidths[box.node.column])
    for (const line of box.lines) expect(line.y).toBeLessThan(box.height)
  }
})

test('speaks both languages', () => {
  expect(draw(map, shown).content).toContain('>plaintext<')
  expect(draw(shownMaps({ ...shown, lang: 'zh' })[0]!, { lang: 'zh' }).content).toContain('>明文<')
})

test('a host without sockets says so', () => {
  const none = { ...shown, behind: behind({ 'etc/sysctl.d/1.conf': 'net.ipv4.ip_forward = 0\n' }).behind }
  expect(mapSvg(report(), none)).toContain('No socket and no tunnel in these files')
  expect(mapMermaid(report(), none)).toContain('No socket and no tunnel in these files')
})
