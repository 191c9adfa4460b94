'use strict'
const { closeSync, openSync, readSync, statSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const dist = join(__dirname, '..', 'dist')
const scripts = new Map()
const loaded = new Map()
const maker = `${process.version}-${process.arch}-${sizeOf(process.execPath)}`

/** A script of the bundle, run when it is first asked for; anything else as `require` in `dist/` would give it. */
function load(name) {
  if (!name.endsWith('.script')) return require(name.startsWith('./') ? join(dist, name) : name)
  const known = loaded.get(name)
  if (known) return known
  const filename = join(dist, name)
  const { source, compiled } = read(filename)
  const script = new Script(source, { filename, ...compiled })
  const program = {}
  scripts.set(name, script)
  loaded.set(name, program)
  script.runInThisContext()(program, load, { require: load })
  return program
}

/**
 * The source, and what V8 compiled of it when the program was built. One piece of memory holds both, one after the other:
 * new memory takes longer than reading into it.
 */
function read(filename) {
  const cache = cacheOf(filename)
  const sizes = [filename, cache].map(sizeOf)
  const room = Buffer.allocUnsafeSlow(Math.max(...sizes))
  const source = fill(room, filename).latin1Slice()
  return { source, compiled: sizes[1] > 0 ? { cachedData: fill(room, cache) } : {} }
}

/**
 * Where that is kept for the very program that runs now. V8 takes whatever was made by its own version, and Node 20.12
 * dies of what Node 20.20 made: their V8 differ and have the same version.
 */
function cacheOf(filename) {
  return `${filename}.${maker}.cache`
}

function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function fill(room, path) {
  const file = openSync(path)
  try {
    let end = 0
    for (let got = -1; got !== 0; end += got) got = readSync(file, room, end, room.length - end, null)
    return room.subarray(0, end)
  } finally {
    closeSync(file)
  }
}

module.exports = { cacheOf, load, scripts }
