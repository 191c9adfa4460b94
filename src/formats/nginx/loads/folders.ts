import type { Call, Setter } from './call.ts'
import { underPrefix } from './paths.ts'
import { problemAt } from './problem.ts'
import { report, type State } from './state.ts'

/** Folders are looked for so many times: a host may have ten thousand logs. */
const most = 100

/** Behind a slash, or in the folder itself, there can be no file. */
const endsAsFolder = (path: string): boolean => /(?:\/|(?:^|\/)\.\.?)$/.test(path)

/** Names of folders seldom have a dot, those of logs mostly: only the others are looked for. */
function isFolder(path: string, state: State): boolean {
  if (endsAsFolder(path)) return true
  const { looked } = state
  if (!path.startsWith('/') || path.includes('.') || looked.has(path) || looked.size >= most) return false
  looked.add(path)
  return state.isFolder?.(path) === true
}

function opened(call: Call): undefined {
  const path = call.arg(0)
  if (path !== '' && isFolder(path, call.state)) call.state.folders.push(call.directive)
}

const isLog = (path: string): boolean => !/^(?:syslog|memory):/.test(path)

/** Files that the daemon opens for writing when it has read everything, by directive. */
export const folderPosts: Readonly<Record<string, Setter>> = {
  pid: opened,
  error_log: call => {
    if (isLog(call.arg(0))) opened(call)
  },
  access_log: call => {
    const path = call.arg(0)
    if (path !== 'off' && isLog(path) && !path.includes('$')) opened(call)
  },
}

/** The process id first, then logs in reading order. The daemon names no line. */
export function checkFolders(state: State): void {
  const own = state.folders.filter(({ name }) => name.value === 'pid')
  const logs = state.folders.filter(({ name }) => name.value !== 'pid')
  for (const directive of [...own, ...logs]) {
    const [word] = directive.args
    const path = underPrefix(word?.value ?? '', state)
    report(state, problemAt(directive, 'opened-folder', { path }, { word, line: null }))
  }
}
