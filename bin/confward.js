#!/usr/bin/env node
// CommonJS, as bin/package.json says: the loader of ES modules alone would take longer than a check of a small file.
'use strict'
const { load } = require('./scripts.js')

// Everything is written synchronously: nothing is left that the event loop, or a collection of garbage, had to do.
load('./cli.script')
  .main(process.argv.slice(2))
  .then(code => process.exit(code))
