import { type FileStore, hostRoot, isUnreadable, onHost } from '../../files/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'

/** Names and shells of the accounts of the host, where its passwd file is given. */
export function accountsOf(model: NginxModel, store: FileStore): ReadonlyMap<string, string> | undefined {
  const root = hostRoot(model.root)
  const file = root === undefined ? undefined : store.read(onHost(root, '/etc/passwd'))
  if (!file || isUnreadable(file)) return undefined
  const fields = file.text.split('\n').map(line => line.trim().split(':'))
  return new Map(fields.flatMap(([name = '', ...rest]) => (rest.length < 6 ? [] : [[name, rest[5] ?? '']])))
}
