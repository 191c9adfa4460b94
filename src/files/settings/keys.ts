import type { SourceFile } from '../../text/index.ts'
import { heredocsIn } from '../heredoc/find.ts'
import type { Inset } from '../scalar/index.ts'
import { type Key, type Language, within } from '../texts/text.ts'
import { textsIn } from '../texts/texts.ts'
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
  if (!holdsKernelKeys(file.text)) return []
  return textsIn(file)
    .flatMap(({ language, inset, container }) =>
      container ? [] : (readers[language]?.(inset.value.text) ?? []).map(each => setting(inset, each)),
    )
    .sort((a, b) => a.at - b.at)
}

const readers: Partial<Record<Language, (text: string) => Setting[]>> = {
  shell: text => settingsInShell(text, heredocsIn(text)),
  yaml: settingsInYaml,
}

/** One of a text as one of the file that the text stands in. */
const setting = (outer: Inset, { key, value, at, remove }: Setting): Setting => ({
  key: { value: { text: key.value.text, at: offset => outer.value.at(key.value.at(offset)) } },
  value: within(outer, value),
  at: outer.value.at(at),
  remove() {
    const written = remove?.()
    return written && outer.write(written)
  },
})
