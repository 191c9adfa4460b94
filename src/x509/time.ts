import { contents, type Element, Malformed, tags } from './der.ts'

/**
 * `2026-01-31T23:59:59Z` of a UTCTime or GeneralizedTime as RFC 5280 (4.1.2.5) allows them: seconds, Zulu.
 * @throws Malformed
 */
export function timeOf(element: Element | undefined, parent?: Element): string {
  const at = element?.at ?? parent?.end ?? 0
  if (!element || !isTime(element)) throw new Malformed(at, 'no time')
  const text = String.fromCharCode(...contents(element).subarray(0, 20))
  const found = /^(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  const [, century, year, month, day, hour, minute, second] = found ?? []
  if (year === undefined || (century === undefined) !== (element.tag === tags.utcTime))
    throw new Malformed(at, 'time of another form')
  const full = `${century ?? (Number(year) >= 50 ? '19' : '20')}${year}`
  const iso = `${full}-${month}-${day}T${hour}:${minute}:${second}Z`
  if (!isDate(iso)) throw new Malformed(at, 'time that does not exist')
  return iso
}

export const isTime = ({ tag }: Element): boolean => tag === tags.utcTime || tag === tags.generalizedTime

const isDate = (iso: string): boolean => {
  const time = Date.parse(iso)
  return !Number.isNaN(time) && new Date(time).toISOString() === iso.replace('Z', '.000Z')
}
