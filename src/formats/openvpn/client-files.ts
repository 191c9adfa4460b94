import { basename, isUnreadable } from '../../files/index.ts'
import type { Target } from '../../target/index.ts'
import type { SourceFile } from '../../text/index.ts'
import type { Problem } from '../../tree/index.ts'
import { admit, canonical } from './admission.ts'
import { pushedOption } from './meaning/channel.ts'
import type { ClientFile, FileReference, OpenvpnForest, OptionLine, PushedOption } from './model.ts'
import { parse } from './parse.ts'

interface Server {
  readonly files: readonly FileReference[]
  readonly push: readonly PushedOption[]
  readonly target: Target
}

/** The files of `client-config-dir`, as far as they are given, each as the server reads it when that client connects. */
export function clientFilesOf(forest: OpenvpnForest, server: Server): ClientFile[] {
  const directory = server.files.find(file => file.line.name === 'client-config-dir')?.path
  if (directory === undefined) return []
  return [...forest.companions].flatMap(([path, file]) =>
    isUnreadable(file) || !path.startsWith(`${directory}/`) ? [] : [clientFile(file, basename(path), server)],
  )
}

function clientFile(file: SourceFile, commonName: string, { push, target }: Server): ClientFile {
  const tree = parse(file)
  const problems: Problem[] = [...tree.problems]
  const state = {
    target,
    forgiven: new Set<string>(),
    forwardCompatible: false,
    blocks: 0,
    remotes: 0,
    perClient: true,
  }
  const lines = tree.nodes
    .filter(node => node.kind === 'directive')
    .map(directive => admit(state, directive, problems))
    .map(line => ({ ...line, name: canonical(line.name, target) }))
  return { commonName, file, lines, problems, push: pushed(lines, push) }
}

/** `push-reset` and `push-remove` act on what is in the list when they are read; `push` adds. */
function pushed(lines: readonly OptionLine[], own: readonly PushedOption[]): readonly PushedOption[] {
  let list = own
  for (const line of lines) {
    if (line.effect !== 'applies') continue
    const prefix = line.params[0] ?? ''
    if (line.name === 'push-reset') list = []
    else if (line.name === 'push-remove') list = list.filter(({ text }) => !text.startsWith(prefix))
    else if (line.name === 'push') list = [...list, pushedOption(line)]
  }
  return list
}
