import { Session } from 'node:inspector/promises'
import { setFlagsFromString } from 'node:v8'
setFlagsFromString('--no-opt');setFlagsFromString('--no-maglev')
const s=new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.startPreciseCoverage',{callCount:true,detailed:true})
const {analyze}=await import('../src/engine/index.ts')
const many=(c:number,f:(n:number)=>string)=>Array.from({length:c},(_, at)=>f(at)).join('\n')
const cases:any={
 maps:(count:number)=>`events {}\nhttp {\nmap $http_x $m { "~^(?<b>.*)$" $1; default ""; }\n${many(count,at=>`server { listen 80; server_name a${at}.example; location ~ ^/(a.*)$ { add_header X $1$m; proxy_pass http://127.0.0.1:1; } }`)}\n}\n`,
 cond:(count:number)=>`events {}\nhttp {\nserver {\nlisten 192.0.2.1:80;\nserver_name a.example;\n`+many(count, () => 'if ($http_x_forwarded_proto = http) { return 301 https://a.example$request_uri; }')+'\n}\n}\n'}
async function run(text:string){ await s.post('Profiler.takePreciseCoverage'); const {findings}=analyze({files:{'etc/nginx/nginx.conf':text},target:{nginx:[1,22,1]}}); for(const f of findings)[f.fixes,f.witness]; const {result}=await s.post('Profiler.takePreciseCoverage'); const m=new Map<string,number>(); for(const r of result.filter(r=>r.url.includes('/src/'))) for(const f of r.functions) for (const g of f.ranges){const k=r.url.replace(/.*\/src\//,'')+' '+f.functionName+' '+f.ranges[0]!.startOffset; m.set(k,(m.get(k)??0)+g.count)} return m}
for (const c of [75,150,300,600,1200]) { const m=await run(cases.maps(c)); console.log(c, cases.maps(c).length, [...m].find(([k])=>k.startsWith('formats/nginx/lexer.ts bare'))![1], [...m].find(([k])=>k.startsWith('text/template/template.ts next'))?.[1])}
