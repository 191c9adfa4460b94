import type { Target } from '../../target/index.ts'
import type { Problem } from '../../tree/index.ts'
import type { Forest } from '../format.ts'
import { clientFilesOf } from './client-files.ts'
import { unreadCertificates } from './inline-certificates.ts'
import { channelOf, compressionOf, pushedOptions, wrappingOf } from './meaning/channel.ts'
import { ciphersOf, tlsOf, verificationOf } from './meaning/crypto.ts'
import { deviceOf, dnsOf, remotesOf, routingOf } from './meaning/network.ts'
import { managementOf, privilegesOf, scriptsOf } from './meaning/process.ts'
import { unitOf } from './meaning/unit.ts'
import { problem } from './messages.ts'
import type { FileReference, OpenvpnForest, OpenvpnModel } from './model.ts'
import { type Reading, read } from './reading.ts'
import { missingFiles, namedFiles } from './references.ts'
import { type Situation, situation } from './situation.ts'
import { judge } from './verdict.ts'
import { wrongMaterial } from './wrong-material.ts'

/** Works out what one daemon would do with the files of a forest. */
export function resolve(forest: Forest, target: Target): OpenvpnModel {
  const full = complete(forest)
  const reading = read(forest.root, forest.trees, target)
  const facts = situation(reading)
  const files = namedFiles(reading).map(
    (named): FileReference => ({ ...named, found: full.companions.get(named.path) }),
  )
  const push = pushedOptions(facts)
  return {
    format: 'openvpn',
    root: forest.root,
    forest: full,
    target,
    verdict: judge(reading, facts, unsureOf(reading, files)),
    problems: reading.problems,
    role: roleOf(facts),
    pulls: facts.pulls !== undefined,
    lines: reading.lines,
    byName: facts.byName,
    remotes: remotesOf(facts),
    ...channelOf(facts),
    device: deviceOf(facts),
    ciphers: ciphersOf(facts),
    tls: tlsOf(facts),
    wrapping: wrappingOf(facts),
    compression: compressionOf(facts, push),
    verification: verificationOf(facts),
    privileges: privilegesOf(facts),
    scripts: scriptsOf(facts),
    routing: routingOf(facts),
    dns: dnsOf(facts),
    push,
    management: managementOf(facts),
    files,
    clientFiles: clientFilesOf(full, { files, push, target }),
    unit: unitOf(forest.root),
  }
}

/** What is not there, or is not what it has to be. */
const unsureOf = (reading: Reading, files: readonly FileReference[]): Problem[] => [
  ...missingFiles(files),
  ...unreadCertificates(reading),
  ...wrongMaterial({ lines: reading.lines, files }).map(({ line, found }) =>
    problem('wrong-material', line.directive, { name: line.name, found }),
  ),
]

const complete = (forest: Forest): OpenvpnForest =>
  'companions' in forest ? (forest as OpenvpnForest) : { ...forest, companions: new Map(), complete: false }

function roleOf(facts: Situation): OpenvpnModel['role'] {
  if (facts.server) return 'server'
  if (facts.pulls) return 'client'
  return facts.line('secret') && !facts.tlsServer && !facts.tlsClient ? 'static' : 'p2p'
}
