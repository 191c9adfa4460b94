import type { Witness } from '../rule.ts'
import type { Answered } from './request-to.ts'

/** More requests at once than a usual limit of a client lets through. */
const tries = 20

/** The same request again and again, all of them answered: nobody counts them. */
export function answeredAll({ request, shows }: Answered): Witness {
  const before = Array.from({ length: tries - 1 }, () => request)
  const summary = {
    en: `the last of ${tries} requests is answered like the first`,
    zh: `第 ${tries} 个请求与第一个一样得到应答`,
  }
  return { ...request, before, provokes: { ...shows, summary } }
}
