import { isUnreadable, onHost } from '../../files/index.ts'
import type { SourceFile } from '../../text/index.ts'
import type { HostModel } from './model.ts'

/** A file of the host that no format reads, by its path there. Undefined when it is not given. */
export function hostFile(host: HostModel, path: string): SourceFile | undefined {
  const entry = host.store.read(onHost(host.root, path))
  return isUnreadable(entry) ? undefined : entry
}

/** The files of one of the host's directories whose names match, in byte order. */
export function hostFiles(host: HostModel, directory: string, name: RegExp): SourceFile[] {
  const names = host.store.list(onHost(host.root, directory)) ?? []
  return names.filter(each => name.test(each)).flatMap(each => hostFile(host, `${directory}/${each}`) ?? [])
}
