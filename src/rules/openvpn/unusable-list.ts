import { type FileStore, isUnreadable } from '../../files/index.ts'
import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/index.ts'
import { replaceWord } from '../../tree/index.ts'
import { readRevocationLists } from '../../x509/index.ts'
import type { Fix } from '../rule.ts'
import { unsafe } from './placing.ts'
import { materialOf } from './public-material.ts'

/** What `crl-verify` names is there and gives no list: the daemon starts and refuses everybody (measured with 2.6.14). */
export function unusableList(
  model: OpenvpnModel,
  line: OptionLine,
  store: FileStore,
): { readonly id: 'folder' | 'unread'; readonly fixes: readonly Fix[] } | undefined {
  if (line.params[1] === 'dir') return undefined
  const file = model.files.find(each => each.line === line)
  if (file?.found && isUnreadable(file.found))
    return file.found.code === 'directory' ? { id: 'folder', fixes: asFolder(line, store.list(file.path)) } : undefined
  const text = materialOf(model, 'crl-verify')
  return text !== undefined && holdsOther(text, line.inline) ? { id: 'unread', fixes: [] } : undefined
}

/** Who shares a file takes blocks out of it or shortens them, so that only a block of another kind says what runs. */
function holdsOther(text: string, inline: boolean): boolean {
  const { found, problems } = readRevocationLists(text)
  if (found.length > 0) return false
  if (inline) return /^-----BEGIN (?!X509 CRL)/m.test(text)
  return problems.length > 0 || !/[{$]|ANSIBLE_VAULT|GITCRYPT/.test(text)
}

/** `dir` wants files named by the serial numbers, in decimal, of the certificates that are taken back. */
function asFolder(line: OptionLine, names: readonly string[] | undefined): Fix[] {
  const word = line.words[0]
  if (!word || !names?.every(name => /^\d+$/.test(name))) return []
  return [
    unsafe({
      title: { en: 'Write dir', zh: '加上 dir' },
      edits: [replaceWord(line.directive.file, word, `${word.raw} dir`)],
      changes: ['crl-verify'],
    }),
  ]
}
