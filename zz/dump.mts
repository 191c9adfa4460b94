const { written, inputOf } = await import('../test/meta/rules.ts')
import {writeFileSync,readFileSync} from 'node:fs'
const src=readFileSync(new URL('./pages.mts',import.meta.url),'utf8')
const {parse}=await import('../src/formats/nginx/parse.ts')
const fn=src.slice(src.indexOf('function multiply'),src.indexOf('const seen='))
const ts=await import('typescript').catch(()=>null)
import {stripTypeScriptTypes} from 'node:module'
const js=fn.replace(/\(text:string,n:number,where:string\):string\|undefined/,'(text,n,where)').replace('const targets:any[]=[]','const targets=[]').replace('(nodes:any[],ctx:string)','(nodes,ctx)').replace(/ as any/g,'')
const multiply=new Function('parse',js+';return multiply')(parse)
const [,,id,where,line,n,out]=process.argv
const page=(written as any).find((w:any)=>w[0]===id)[2]
const ex=[...page.bad,...page.good].find((e:any)=>String(e.line)===line)
const input=inputOf(ex,id)
const f=Object.entries(input.files as any).map(([p,t]:any)=>[p,(typeof t==='string'&&multiply(t,Number(n),where))||t])
writeFileSync(out!,f[0]![1] as string); console.log(f.map(x=>x[0]))
