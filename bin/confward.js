#!/usr/bin/env node
// CommonJS, as bin/package.json says: the loader of ES modules alone would take longer than a check of a small file.
'use strict'
const { existsSync, readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')

const filename = join(__dirname, '..', 'dist', 'cli.cjs')
// What V8 compiled when the program was built. It is ignored unless it fits this source and this version of V8.
const cache = existsSync(`${filename}.cache`) ? { cachedData: readFileSync(`${filename}.cache`) } : {}
const script = new Script(readFileSync(filename, 'latin1'), { filename, ...cache })
const program = {}
script.runInThisContext()(program, createRequire(filename))
// Everything is written synchronously: nothing is left that the event loop, or a collection of garbage, had to do.
program.main(process.argv.slice(2)).then(code => process.exit(code))
