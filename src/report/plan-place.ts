import type { Plan } from '../engine/types.ts'
import { hostRoot, isManifest } from '../files/index.ts'
import type { Localized } from '../message/index.ts'

/**
 * Where the files of a plan belong, when they do not lie where the commands between them look: a copy of a host, as a
 * repository keeps it, or files whose paths name no place on a host.
 * @returns undefined for files of this machine, and for plans without commands of a host.
 */
export function placeOfFiles({ steps, files }: Plan): Localized | undefined {
  if (!steps.some(step => step.kind === 'command' && step.commands.some(({ argv }) => argv[0] !== 'kubectl'))) return
  const paths = files.map(({ path }) => path).filter(path => !isManifest(path))
  const roots = new Set(paths.filter(path => hostRoot(path) !== undefined).map(hostRoot))
  const [root] = roots
  if (roots.size === 1 && root !== undefined && root !== '/') return ofCopy(root)
  return roots.size === 0 && paths.some(path => !path.startsWith('/')) ? nowhere : undefined
}

function ofCopy(root: string): Localized {
  const etc = root === '' ? 'etc' : `${root}/etc`
  return {
    en: `The files are a copy of a host, on which the commands run: ${etc}/… is /etc/… there. Bring each edited file to it before the check that follows`,
    zh: `这些文件是某台主机的副本，命令在该主机上执行：${etc}/… 即其 /etc/…。每次修改后先将文件送到该主机，再执行随后的检查`,
  }
}

const nowhere: Localized = {
  en: 'The paths do not tell where a host reads these files. The commands run on that host: bring each edited file there before the check that follows',
  zh: '路径未表明主机在何处读取这些文件。命令在该主机上执行：每次修改后先将文件送到那里，再执行随后的检查',
}

/** For a script: it finds the files by itself, on the host or in the folder that the paths count from. */
export function placeForScript({ files }: Plan): Localized | undefined {
  const copies = files.map(({ path }) => path).filter(path => ![undefined, '/'].includes(hostRoot(path)))
  const [copy] = copies
  if (copy !== undefined) {
    const there = `/${copy.slice((hostRoot(copy) ?? '').length).replace(/^\//, '')}`
    return {
      en: `It was made from a copy of the host: ${copy} is ${there} there. On any other machine it changes nothing.`,
      zh: `本脚本由主机的副本生成：${copy} 即该主机的 ${there}。在其他机器上不做任何改动。`,
    }
  }
  const loose = files.find(({ path }) => hostRoot(path) === undefined && !path.startsWith('/'))
  return loose && fromFolder(loose.path)
}

const fromFolder = (path: string): Localized => ({
  en: `Paths such as ${path} count from the folder it is run in.`,
  zh: `${path} 等路径从运行时所在目录算起。`,
})
