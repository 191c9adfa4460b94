import { fileURLToPath } from 'node:url'
import { Project, type SourceFile } from 'ts-morph'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

const project: Project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true })

/** The files of the program itself, parsed. Generated ones included. */
export const sources: readonly SourceFile[] = project.addSourceFilesAtPaths(`${root}/src/**/*.ts`)

/** `src/text/edit.ts` */
export const pathOf = (file: SourceFile): string => file.getFilePath().slice(root.length)

export const isGenerated = (path: string): boolean => path.endsWith('.gen.ts')
export const isDev = (path: string): boolean => path.startsWith('src/dev/')
