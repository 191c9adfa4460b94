// every nginx page's Bad/Good example, its server multiplied
import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'


const {analyze}=await import('../src/engine/index.ts')
async function run(files:any){const t=process.cpuUsage(); const {findings}=analyze({files,target:{nginx:[1,22,1]}}); let x=0;for(const f of findings){x+=f.fixes?.length??0;if(f.witness)x++} const e=process.cpuUsage(t);return (e.user+e.system)/1000}
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
    await run(make(20)); const a=await run(make(100)); const b=a>2000?a:await run(make(400)); if(b>700&&b/a>5.5||a>2000) console.log(id,where,ex.line,Math.round(a),Math.round(b))
    }catch(e:any){console.log(id,where,ex.line,'ERR',String(e).slice(0,200))}
    }
  }
}
