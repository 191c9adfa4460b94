import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'
import { execFileSync } from 'node:child_process'
setFlagsFromString('--no-opt');setFlagsFromString('--no-maglev')
const s=new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.startPreciseCoverage',{callCount:true,detailed:true})
const {analyze}=await import('../src/engine/index.ts')
async function run(text:string){ await s.post('Profiler.takePreciseCoverage'); const {findings}=analyze({files:{'etc/nginx/nginx.conf':text},target:{nginx:[1,22,1]}}); for(const f of findings)[f.fixes,f.witness]; const {result}=await s.post('Profiler.takePreciseCoverage'); const m=new Map<string,number>(); for(const r of result.filter(r=>r.url.includes('/src/'))) for(const f of r.functions) for (const g of f.ranges){const k=r.url.replace(/.*\/src\//,'')+' '+f.functionName+' '+f.ranges[0]!.startOffset; m.set(k,(m.get(k)??0)+g.count)} return m}
const mk=(n:string)=>execFileSync('python3',[process.argv[2]!,n],{encoding:'utf8'})
const [x,y]=[process.argv[3]??'50',process.argv[4]??'200']
await run(mk('20')); const a=await run(mk(x)), b=await run(mk(y)); console.log([...b].filter(([k,v])=>v/(a.get(k)??1)>5.5&&v>3000).sort((x,y)=>y[1]-x[1]).slice(0,18).map(([k,v])=>`${k} ${a.get(k)} ${v}`).join('\n'))
