/* Runs in a page, not in Node: gives everything that is wrong with how the page lies there, as sentences. */
;(() => {
  const found = []
  const round = box => [box.left, box.top, box.right, box.bottom].map(number => Math.round(number)).join(',')
  const name = element =>
    `${element.tagName}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').trim().slice(0, 30)}"`
  const shown = element => element.getClientRects().length > 0
  const boxOf = element => element.getBoundingClientRect()
  const over = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
  const inside = (a, b) =>
    a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1

  const apart = elements => {
    const boxes = elements.filter(shown).map(element => ({ element, box: boxOf(element) }))
    boxes.sort((a, b) => a.box.top - b.box.top)
    for (const [at, one] of boxes.entries())
      for (let next = at + 1; next < boxes.length && boxes[next].box.top < one.box.bottom; next++) {
        const other = boxes[next]
        if (over(one.box, other.box))
          found.push(`${name(one.element)} ${round(one.box)} lies over ${name(other.element)} ${round(other.box)}`)
      }
  }

  const edgeFaults = (edge, { nodes, boxes }) => {
    const at = index => boxes[nodes.findIndex(node => node.getAttribute('data-node') === index)]
    const line = edge.querySelector('.line')
    const [matrix, length] = [line.getScreenCTM(), line.getTotalLength()]
    const point = share => line.getPointAtLength(share * length).matrixTransform(matrix)
    const [from, to] = [at(edge.getAttribute('data-from')), at(edge.getAttribute('data-to'))]
    const [start, end] = [point(0), point(1)]
    const touches = (x, y, side, box) => Math.abs(x - side) <= 1 && y >= box.top && y <= box.bottom
    if (!touches(start.x, start.y, from.right, from)) found.push(`${name(edge)} begins beside its node`)
    if (!touches(end.x, end.y, to.left, to)) found.push(`${name(edge)} ends beside its node`)
    const within = ({ x, y }) =>
      boxes.some(box => x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1)
    const steps = Array.from({ length: 60 }, (_, step) => point(step / 60))
    if (steps.some(within)) found.push(`${name(edge)} runs over a box`)
  }

  const mapFaults = svg => {
    const nodes = [...svg.querySelectorAll('.node')]
    const frames = nodes.map(node => node.querySelector('.box'))
    apart(frames)
    apart([...svg.querySelectorAll('text')])
    for (const text of svg.querySelectorAll('text')) {
      const box = boxOf(text.closest('.node')?.querySelector('.box') ?? svg)
      if (!inside(boxOf(text), box)) found.push(`${name(text)} ${round(boxOf(text))} leaves ${round(box)}`)
    }
    const boxes = frames.map(boxOf)
    for (const edge of svg.querySelectorAll('.edge[data-from]')) edgeFaults(edge, { nodes, boxes })
  }

  const { scrollWidth } = document.documentElement
  if (scrollWidth > window.innerWidth) found.push(`the page is ${scrollWidth} wide in ${window.innerWidth}`)
  const flows =
    'main, header, header dl, nav, .gauges, .tiles, section, .severity, details[open], .finding, .ways, .ways ul, .plan, .plan dl, tr'
  for (const parent of document.querySelectorAll(flows))
    apart([...parent.children].filter(child => getComputedStyle(child).display !== 'inline'))
  for (const svg of document.querySelectorAll('svg.map')) if (shown(svg)) mapFaults(svg)
  return found
})()
