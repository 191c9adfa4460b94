/**
 * Every tag of a template as a word of the same length, the same for the same tag; lines that hold nothing else are blank.
 * Offsets stay.
 */
export function withoutTags(text: string): string {
  if (!text.includes('{{')) return text
  const lines = replaced(text, tag => tag.replace(/\W/g, each => (each === '\n' ? each : '_'))).split('\n')
  const blank = replaced(text, tag => tag.replace(/[^\n]/g, ' ')).split('\n')
  return lines.map((line, at) => (blank[at]?.trim() === '' ? blank[at] : line)).join('\n')
}

function replaced(text: string, by: (tag: string) => string): string {
  let done = ''
  let at = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
    const close = text.indexOf('}}', open)
    if (close === -1) break
    done += text.slice(at, open) + by(text.slice(open, close + 2))
    at = close + 2
  }
  return done + text.slice(at)
}
