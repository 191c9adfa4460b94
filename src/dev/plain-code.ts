import { Project, ts } from 'ts-morph'

/**
 * Code as V8 runs it well before it optimises a function, which most runs end before. The same is done where the types say
 * so, and nothing is touched where they do not:
 *
 * - A loop over an array counts. An iterator is called, and makes an object, for each item.
 * - `[a, b]` of an array is `{ 0: a, 1: b }`. It would be an iterator too.
 * - `{ ...a, b }` is `Object.assign({}, a, { b })`. V8 11 (Node 20) gives each object that is copied and then gets more
 *   properties a hidden class of its own, and everything that reads it starts from nothing each time.
 * - `#name` is a property whose name no other has. V8 11 looks for private ones as it does for keys.
 */
export class PlainCode {
  readonly #program: ts.Program
  readonly #names = new Map<ts.Symbol, string>()

  /** `starts`: the modules that bring in all others. */
  constructor(starts: readonly string[]) {
    const project = new Project({ tsConfigFilePath: 'tsconfig.json', skipAddingFilesFromTsConfig: true })
    project.addSourceFilesAtPaths([...starts])
    project.resolveSourceFileDependencies()
    this.#program = project.getProgram().compilerObject
  }

  /** The text of a module, rewritten. What is no module of the program, or was changed before, comes back as it is. */
  of(path: string, text: string): string {
    const file = this.#program.getSourceFile(path)
    return file?.text === text ? new Rewritten(file, this.#program.getTypeChecker(), this.#names).text() : text
  }
}

/** One module. Everything else in it is copied. */
class Rewritten {
  readonly #file: ts.SourceFile
  readonly #checker: ts.TypeChecker
  /** What private names of the program are called instead. */
  readonly #names: Map<ts.Symbol, string>
  #loops = 0

  constructor(file: ts.SourceFile, checker: ts.TypeChecker, names: Map<ts.Symbol, string>) {
    this.#file = file
    this.#checker = checker
    this.#names = names
  }

  text(): string {
    return this.#copied(this.#file, 0, this.#file.text.length)
  }

  #written(node: ts.Node): string {
    return this.#rewritten(node) ?? this.#copied(node, node.getStart(this.#file), node.getEnd())
  }

  #rewritten(node: ts.Node): string | undefined {
    if (ts.isTypeNode(node)) return node.getText(this.#file)
    if (ts.isPrivateIdentifier(node)) return this.#open(node)
    if (ts.isForOfStatement(node)) return this.#loop(node)
    if (ts.isArrayBindingPattern(node)) return this.#pattern(node)
    return ts.isObjectLiteralExpression(node) ? this.#assigned(node) : undefined
  }

  /** Of a class and one that extends it each has its own. */
  #open(node: ts.PrivateIdentifier): string {
    const symbol = this.#checker.getSymbolAtLocation(node)
    if (!symbol) throw new Error(`${this.#file.fileName}: ${node.text} belongs to no class`)
    const name = this.#names.get(symbol) ?? `$${node.text.slice(1)}${this.#names.size}`
    this.#names.set(symbol, name)
    return name
  }

  #copied(node: ts.Node, start: number, end: number): string {
    let text = ''
    let at = start
    ts.forEachChild(node, child => {
      text += this.#file.text.slice(at, child.getStart(this.#file)) + this.#written(child)
      at = child.getEnd()
    })
    return text + this.#file.text.slice(at, end)
  }

  #loop({ initializer, expression, statement, awaitModifier }: ts.ForOfStatement): string | undefined {
    const declared = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined
    if (!declared || awaitModifier) return undefined
    const numbered = this.#numbered(declared, expression)
    if (!numbered && !this.#isArray(expression)) return undefined
    const nth = ++this.#loops
    const [at, list] = [`$at${nth}`, `$list${nth}`]
    const kind = initializer.flags & ts.NodeFlags.Const ? 'const' : 'let'
    const number = numbered ? `${kind} ${this.#written(numbered.at)}=${at};` : ''
    const item = `${kind} ${this.#written(numbered?.item ?? declared)}=${list}[${at}];`
    const head = `let ${at}=0,${list}=(${this.#written(numbered?.array ?? expression)});${at}<${list}.length;${at}++`
    return `for(${head}){${number}${item}${this.#written(statement)}}`
  }

  /** `for (const [at, item] of array.entries())`. */
  #numbered(declared: ts.BindingName, called: ts.Expression): Numbered | undefined {
    if (!ts.isCallExpression(called) || !ts.isPropertyAccessExpression(called.expression)) return undefined
    const { name, expression } = called.expression
    if (name.text !== 'entries' || called.arguments.length > 0 || !this.#isArray(expression)) return undefined
    const [at, item] = ts.isArrayBindingPattern(declared) ? declared.elements : []
    if (!at || !item || ts.isOmittedExpression(at) || ts.isOmittedExpression(item)) return undefined
    return at.initializer || item.initializer ? undefined : { array: expression, at: at.name, item: item.name }
  }

  #pattern(node: ts.ArrayBindingPattern): string | undefined {
    const isRest = (element: ts.ArrayBindingElement): boolean =>
      ts.isBindingElement(element) && element.dotDotDotToken !== undefined
    if (!this.#isArray(node) || node.elements.some(isRest)) return undefined
    const named = node.elements.flatMap((element, at) =>
      ts.isOmittedExpression(element) ? [] : [`${at}:${this.#written(element)}`],
    )
    return `{${named.join(',')}}`
  }

  #assigned({ properties }: ts.ObjectLiteralExpression): string | undefined {
    const [first, ...others] = properties
    if (!first || !ts.isSpreadAssignment(first) || others.length === 0 || properties.some(ts.isAccessor))
      return undefined
    const sources: string[] = []
    let own: string[] = []
    const close = (): void => {
      if (own.length > 0) sources.push(`{${own.join(',')}}`)
      own = []
    }
    for (const property of properties) {
      const spread = ts.isSpreadAssignment(property) ? property.expression : undefined
      if (!spread) own.push(this.#written(property))
      else if (this.#isShaped(this.#checker.getTypeAtLocation(spread))) {
        close()
        sources.push(this.#written(spread))
      } else return undefined
    }
    close()
    return `Object.assign({},${sources.join(',')})`
  }

  #isArray(node: ts.Node): boolean {
    return this.#isArrayType(this.#checker.getTypeAtLocation(node))
  }

  #isArrayType(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.every(each => this.#isArrayType(each))
    return this.#checker.isArrayType(type) || this.#checker.isTupleType(type) || matches.has(type.symbol?.name)
  }

  /** Are its properties those that the program gives it? What a file names itself may be called `__proto__`. */
  #isShaped(type: ts.Type): boolean {
    if (type.isUnionOrIntersection()) return type.types.every(each => this.#isShaped(each))
    const known = type.isTypeParameter() ? this.#checker.getBaseConstraintOfType(type) : type
    return known !== undefined && !(known.flags & open) && !known.getStringIndexType()
  }
}

const open: number = ts.TypeFlags.Any | ts.TypeFlags.Unknown

interface Numbered {
  readonly array: ts.Expression
  readonly at: ts.BindingName
  readonly item: ts.BindingName
}

/** Arrays that the library of the language calls by names of their own. */
const matches: ReadonlySet<string | undefined> = new Set(['RegExpExecArray', 'RegExpMatchArray'])
