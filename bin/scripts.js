'use strict'
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const dist = join(__dirname, '..', 'dist')
const scripts = new Map()
const loaded = new Map()

/** A script of the bundle, run when it is first asked for; anything else as `require` in `dist/` would give it. */
function load(name) {
  if (!name.endsWith('.script')) return require(name.startsWith('./') ? join(dist, name) : name)
  const known = loaded.get(name)
  if (known) return known
  const filename = join(dist, name)
  const script = new Script(readFileSync(filename, 'latin1'), { filename, ...compiled(filename) })
  const program = {}
  scripts.set(name, script)
  loaded.set(name, program)
  script.runInThisContext()(program, load, { require: load })
  return program
}

/** What V8 compiled when the program was built. It is ignored unless it fits this source and this version of V8. */
function compiled(filename) {
  return existsSync(`${filename}.cache`) ? { cachedData: readFileSync(`${filename}.cache`) } : {}
}

module.exports = { load, scripts }
