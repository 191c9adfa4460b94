import { fileURLToPath } from 'node:url'
import { Project, type SourceFile, type ts } from 'ts-morph'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

const project: Project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true })

/** The files of the program itself, parsed. Generated ones included. */
export const sources: readonly SourceFile[] = project.addSourceFilesAtPaths(`${root}/src/**/*.ts`)

/** `src/text/edit.ts` */
export const pathOf = (file: SourceFile): string => file.getFilePath().slice(root.length)

export const isGenerated = (path: string): boolean => path.endsWith('.gen.ts')
export const isDev = (path: string): boolean => path.startsWith('src/dev/')

/** Every node of a file, as the compiler has it: the wrappers of ts-morph take ten times as long to make. */
export function nodesOf(file: SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    found.push(node)
    node.forEachChild(visit)
  }
  visit(file.compilerNode)
  return found
}

/** Lines count from 1. */
export const lineAt = ({ compilerNode }: SourceFile, offset: number): number =>
  compilerNode.getLineAndCharacterOfPosition(offset).line + 1
