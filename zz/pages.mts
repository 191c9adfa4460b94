// every nginx page's Bad/Good example, its server multiplied
import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'
setFlagsFromString('--no-opt');setFlagsFromString('--no-maglev')
const s=new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.startPreciseCoverage',{callCount:true,detailed:true})
const {analyze}=await import('../src/engine/index.ts')
async function run(files:any){ await s.post('Profiler.takePreciseCoverage'); const {findings}=analyze({files,target:{nginx:[1,22,1]}}); for(const f of findings)[f.fixes,f.witness]; const {result}=await s.post('Profiler.takePreciseCoverage'); const m=new Map<string,number>(); for(const r of result.filter(r=>r.url.includes('/src/'))) for(const f of r.functions) for (const g of f.ranges){const k=r.url.replace(/.*\/src\//,'')+' '+f.functionName+' '+f.ranges[0]!.startOffset; m.set(k,(m.get(k)??0)+g.count)} return m}
const { ids, written, inputOf } = await import('../test/meta/rules.ts')
const { parse } = await import('../src/formats/nginx/parse.ts')
const only=process.argv[2], from=process.argv[3]??''
function multiply(text:string,n:number,where:string):string|undefined{
  const tree=parse({path:'x.conf',text,encoding:'utf8'} as any)
  let out=text
  const targets:any[]=[]
  const walk=(nodes:any[],ctx:string)=>{for(const d of nodes){if(d.kind!=='directive')continue; const nm=d.name.value; if(nm===where&&(where==='location'?ctx==='server':(ctx==='http'||ctx==='stream')))targets.push(d); else if(d.block)walk(d.block.nodes??d.block.children??[],nm)}}
  walk(tree.nodes as any,'main')
  if(!targets.length) return undefined
  for(const d of targets.toReversed()){ const t=text.slice(d.span.start,d.span.end); const parts=[t]; for(let i=0;i<n;i++){ parts.push(where==='server'? t.replace(/([\w-]+)\.(example|test|com|org|net)\b/g,(m)=>`n${i}${m}`) : t.replace(/^(location\s+(?:[=~^*]+\s+)?"?[@^]*\/?)([\w.-]*)/,(m,a,b)=>`${a}n${i}${b}`)) } out=out.slice(0,d.span.start)+parts.join('\n')+out.slice(d.span.end) }
  return out
}
const seen=new Map<string,string>()
for (const [id,,page] of written as any) {
  if(!id.startsWith('nginx/')||(only&&id!==only&&only!=='all')||id<from)continue
  for (const ex of [...page.bad,...page.good].filter(e=>!process.argv[4]||process.argv[4].split(',').includes(`${e.line}`))&&[...page.bad,...page.good]) {
    const input=inputOf(ex,id)
    for (const where of ['server','location']) {
    const make=(n:number)=>{let any=false;const f=Object.fromEntries(Object.entries(input.files as any).map(([p,t]:any)=>{const m=typeof t==='string'?multiply(t,n,where):undefined; if(m!==undefined){any=true;return [p,m]} return [p,t]})); return any?f:undefined}
    if(!make(1))continue
    try{
    const a=await run(make(40)),b=await run(make(160))
    const sum=(m:any)=>[...m.values()].reduce((x:number,y:number)=>x+y,0); const [ta,tb]=[sum(a),sum(b)]
    if(tb/ta<5)continue
    const hot=[...b].filter(([k,v])=>v/(a.get(k)??1)>5.5&&v>tb/30).sort((x,y)=>y[1]-x[1]).slice(0,6)
    console.log('##',id,where,ex.line,ta,tb); for(const [k,v] of hot){ if(seen.has(k+where))continue; seen.set(k+where,id); console.log('   ',k,a.get(k),v) }
    }catch(e:any){console.log(id,where,ex.line,'ERR',String(e).slice(0,200))}
    }
  }
}
