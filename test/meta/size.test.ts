import { type SourceFile, ts } from 'ts-morph'
import { expect, test } from 'vitest'
import { isGenerated, lineAt, nodesOf, pathOf, sources } from './sources.ts'

/** The bar of CONTRIBUTING.md, "Size and style". Generated files are exempt. */
const written: readonly SourceFile[] = sources.filter(file => !isGenerated(pathOf(file)))

interface Sized {
  readonly where: string
  readonly size: number
}

const lines = (file: SourceFile): string[] => file.getFullText().split('\n')

const files: readonly Sized[] = written.map(file => ({ where: pathOf(file), size: lines(file).length - 1 }))

const functionNodes = written.flatMap(file =>
  nodesOf(file)
    .filter(
      node =>
        ts.isFunctionDeclaration(node) ||
        ts.isMethodDeclaration(node) ||
        ts.isArrowFunction(node) ||
        ts.isFunctionExpression(node) ||
        ts.isConstructorDeclaration(node),
    )
    .map(node => ({ file, node })),
)

/** Where a node's own text begins, behind its comments. */
const startOf = (file: SourceFile, node: ts.Node): number => lineAt(file, node.getStart(file.compilerNode))

const functions: readonly Sized[] = functionNodes.map(({ file, node }) => ({
  where: `${pathOf(file)}:${startOf(file, node)}`,
  size: lineAt(file, node.end) - startOf(file, node) + 1,
}))

function quantile(list: readonly Sized[], share: number): number {
  const sizes = list.map(({ size }) => size).sort((a, b) => a - b)
  return sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] ?? 0
}

const over = (list: readonly Sized[], limit: number): string[] =>
  list.filter(({ size }) => size > limit).map(({ where, size }) => `${where}: ${size} lines`)

test('files: median at most 60 lines, nine in ten at most 200, none over 400', () => {
  expect(over(files, 400)).toEqual([])
  expect(quantile(files, 0.9)).toBeLessThanOrEqual(200)
  expect(quantile(files, 0.5)).toBeLessThanOrEqual(60)
})

test('functions: median at most 10 lines, nine in ten at most 35, none over 80', () => {
  expect(over(functions, 80)).toEqual([])
  expect(quantile(functions, 0.9)).toBeLessThanOrEqual(35)
  expect(quantile(functions, 0.5)).toBeLessThanOrEqual(10)
})

test('functions take at most three parameters; one in fifty may take four', () => {
  const taking = (count: number): string[] =>
    functionNodes
      .filter(({ node }) => node.parameters.length > count)
      .map(({ file, node }) => `${pathOf(file)}:${startOf(file, node)}`)
  expect(taking(4)).toEqual([])
  if (taking(3).length > functions.length / 50) expect(taking(3)).toEqual([])
})

test('comments make up 5 to 12 percent of the lines', () => {
  const text = written.flatMap(lines).filter(line => line.trim() !== '')
  const comments = text.filter(line => /^\s*(\/\/|\/\*|\*)/.test(line)).length
  expect(comments / text.length).toBeGreaterThanOrEqual(0.05)
  expect(comments / text.length).toBeLessThanOrEqual(0.12)
})
