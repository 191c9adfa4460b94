import type { SourceFile } from '../../text/index.ts'
import { heredocsIn } from '../heredoc/find.ts'
import type { Key } from '../manifest/keys.ts'
import { isDockerfile, isScript } from '../manifest/name.ts'
import { composed, groups } from './compose.ts'
import { holdsKernelKeys, type Setting } from './setting.ts'
import { settingsInShell } from './shell.ts'
import { settingsInYaml } from './yaml.ts'

/** The kernel settings that a manifest or a script makes one by one, as files that `sysctl` reads. */
export const settingKeys = (file: SourceFile): Key[] =>
  groups(settingsIn(file)).flatMap(group => {
    const [first] = group
    if (!first) return []
    const place = { name: 'etc/sysctl.conf', owner: 'settings', context: undefined, placed: true } as const
    return [{ ...place, at: first.at, inset: composed(group) }]
  })

function settingsIn(file: SourceFile): Setting[] {
  const { text, path } = file
  if (isDockerfile(path) || !holdsKernelKeys(text)) return []
  return isScript(file) ? settingsInShell(text, heredocsIn(text)) : settingsInYaml(text)
}
