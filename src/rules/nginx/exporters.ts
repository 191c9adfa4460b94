import { asLocation } from './statements.ts'
import type { Pass, UpstreamTarget } from './targets.ts'

/** The exporter or profiler that a place leads to, when its path says so, or the one that is asked for. */
export function exporterBehind(pass: Pass, words: ReadonlySet<string>): UpstreamTarget | undefined {
  const target = pass.targets.find(tellsMetrics)
  return target && namesWord(pass, words) ? target : undefined
}

function namesWord({ handler: { level }, serve }: Pass, words: ReadonlySet<string>): boolean {
  const location = asLocation(level)
  const uri = serve.kind === 'proxy' ? (serve.uri ?? '') : ''
  return (
    location?.internal === false &&
    `${location.match.pattern} ${uri}`
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .some(part => words.has(part))
  )
}

/** Ports of Prometheus (9090) and its exporters (9100 to 9999), of pprof (6060), HAProxy (8404) and RabbitMQ (15692). */
function tellsMetrics({ address, reach }: UpstreamTarget): boolean {
  const port = Number(/:(\d{1,5})$/.exec(address)?.[1])
  return reach !== 'unix' && ((port >= 9100 && port <= 9999) || [9090, 6060, 8404, 15692].includes(port))
}
