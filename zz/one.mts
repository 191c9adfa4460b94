import {readFileSync} from 'node:fs'
import {analyze} from '../src/engine/index.ts'
const t=performance.now()
const r=analyze({files:{'etc/nginx/nginx.conf':readFileSync(process.argv[2]!,'utf8')},target:{nginx:[1,22,1]}})
console.log(performance.now()-t)
