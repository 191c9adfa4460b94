#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const filename = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url))
// What V8 compiled when the program was built. It is ignored unless it fits this source and this version of V8.
const cache = existsSync(`${filename}.cache`) ? { cachedData: readFileSync(`${filename}.cache`) } : {}
const script = new Script(readFileSync(filename, 'latin1'), { filename, ...cache })
const program = {}
script.runInThisContext()(program, createRequire(filename))
process.exitCode = await program.main(process.argv.slice(2))
