import { mapStyle, mono, palette, sans } from '../map/style.ts'

const page: string = `
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 ${sans};overflow-wrap:anywhere}
main{max-width:1120px;margin:0 auto;padding:26px 28px 64px}
h1{font-size:30px;line-height:1.2;margin:0}h2{font-size:20px;margin:34px 0 10px;padding-bottom:6px;border-bottom:1px solid var(--rule)}
h3{font-size:16px;margin:22px 0 8px}h4{font-size:13px;margin:14px 0 4px;color:var(--faint);font-weight:600}
a{color:var(--accent)}code,pre{font-family:${mono};font-size:.87em}p{margin:8px 0}
.brand{font:700 13px ${mono};letter-spacing:.06em;color:var(--faint);margin:0 0 6px}.roots{font:600 15px ${mono};margin:6px 0 14px}
header dl{display:flex;flex-wrap:wrap;gap:6px 28px;margin:0 0 12px}header dt{font-size:12px;color:var(--faint)}header dd{margin:0;font-weight:600}
.note{color:var(--faint);font-size:13px;font-weight:400}.count{color:var(--faint);font-weight:400;font-size:.85em}
.verdicts{list-style:none;padding:0;margin:10px 0;font-size:13.5px}.verdicts .loads b{color:var(--tls)}.verdicts .refuses,.verdicts .refuses b{color:var(--plain)}
nav{display:flex;flex-wrap:wrap;gap:6px 18px;padding:10px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}nav a{text-decoration:none}
`

const scores: string = `
.gauges{display:flex;flex-wrap:wrap;align-items:center;gap:20px 30px}.gauge{display:flex;align-items:center;gap:18px}.gauge svg{width:100px;height:100px;flex:none}
.gauge .track{fill:none;stroke:var(--rule);stroke-width:9}.gauge .arc{fill:none;stroke:var(--c);stroke-width:9;stroke-linecap:butt}
.gauge text{font:700 30px ${sans};text-anchor:middle;fill:var(--ink)}.gauge h3{margin:0 0 4px}.gauge.good{--c:var(--tls)}.gauge.fair{--c:var(--vpn)}.gauge.weak{--c:var(--unknown)}.gauge.bad{--c:var(--plain)}
.caps{margin:0;padding:0;list-style:none;font-size:13.5px;color:var(--faint);max-width:300px}.then{font-size:26px;color:var(--faint)}
.tiles{list-style:none;display:flex;flex-wrap:wrap;gap:10px;padding:0;margin:14px 0 8px}
.tiles li{border:1px solid var(--rule);border-left:4px solid var(--c,var(--rule));border-radius:7px;padding:6px 16px 6px 12px;background:var(--panel)}
.tiles b{font-size:20px;margin-right:2px}.tiles .none{opacity:.55}.critical{--c:var(--plain)}.high{--c:var(--plain)}.medium{--c:var(--unknown)}.low{--c:var(--vpn)}.info{--c:var(--local)}
.tiles span{color:var(--c)}
`

const maps: string = `
figure{margin:14px 0 4px}figure svg{display:block;width:100%;height:auto}
.ways,.ways ul{list-style:none;margin:0;padding:0}.ways>li{margin:10px 0}.ways ul{padding-left:9px}
.ways ul>li{border-left:2px solid var(--c,var(--rule));padding:4px 0 4px 13px;margin:3px 0}
.ways ul>.plain,.ways ul>.closed{border-left-style:dashed}.ways ul>.broken,.ways ul>.unknown{border-left-style:dotted}
.ways em,.ways .at{font-style:normal;color:var(--plain)}.ways .at{color:var(--faint);font-size:12px}.detail{color:var(--faint);font-size:13px}.detail+.detail::before{content:"· "}
.ways .tls,.pill.tls{--c:var(--tls)}.ways .vpn,.pill.vpn{--c:var(--vpn)}.ways .local,.pill.local{--c:var(--local)}.ways .closed,.pill.closed{--c:var(--closed)}
.ways .unknown,.pill.unknown,.ways .unverified,.pill.unverified{--c:var(--unknown)}.ways .plain,.pill.plain{--c:var(--plain)}.ways .broken,.pill.broken{--c:var(--plain)}
.pill{display:inline-block;font-size:11.5px;font-weight:700;line-height:1.5;color:var(--c,var(--faint));border:1.5px solid;border-radius:9px;padding:0 7px;white-space:nowrap}
.pill.plain,.pill.closed,.pill.unsafe{border-style:dashed}.pill.broken,.pill.unknown{border-style:dotted}.pill.safe{--c:var(--tls)}.pill.unsafe{--c:var(--unknown)}
.members{margin:4px 0}.members p{margin:4px 0;font-size:13px;color:var(--faint)}.listhead{color:var(--faint);font-size:13px}
`

const lists: string = `
summary{cursor:pointer}.severity>h3{margin:26px 0 8px}.severity>h3>span:first-child{color:var(--c)}
.rule,.settings{border:1px solid var(--rule);border-left:4px solid var(--c,var(--rule));border-radius:7px;margin:10px 0;background:var(--panel)}
.rule>summary,.settings>summary{padding:10px 14px}.rule>summary code{color:var(--faint)}.rule>:not(summary),.settings>:not(summary){margin-left:14px;margin-right:14px}
.finding{border-top:1px solid var(--rule);padding:10px 0 14px}.message{font-weight:600}.place{font-size:13px;color:var(--faint)}.why p{max-width:76ch}.refs{font-size:13px}
.passed{margin:18px 0}.passed ul{columns:2;column-gap:30px;font-size:13px;padding-left:18px}.passed li{break-inside:avoid}
pre{margin:8px 0;padding:10px 12px;background:var(--paper);border:1px solid var(--rule);border-radius:6px;overflow-x:auto;line-height:1.5;white-space:pre-wrap}
pre .ln{color:var(--faint);font-weight:400}mark{background:none;color:inherit;font-weight:700;border-bottom:2px solid var(--plain)}
pre del{color:var(--plain);text-decoration:none}pre ins{color:var(--tls);text-decoration:none}.related{margin:4px 0;padding-left:18px;font-size:13.5px}.problems em{color:var(--plain)}
table{border-collapse:collapse;width:100%;font-size:13px;margin:6px 0 14px;table-layout:fixed}th,td{text-align:left;vertical-align:top;padding:5px 10px 5px 0;border-bottom:1px solid var(--rule);font-weight:400}
thead th{color:var(--faint);font-size:12px}
.plan{padding:0;margin:0;list-style:none;counter-reset:step}.plan>li{border-top:1px solid var(--rule);padding:8px 0;counter-increment:step}.plan h3{margin:6px 0}.plan summary h3{display:inline}
.plan h3::before{content:counter(step) ". "}.plan dl{margin:4px 0;font-size:13.5px}.plan dl div{display:flex;gap:10px;margin:3px 0}.plan dt{flex:0 0 58px;color:var(--faint)}.plan dd{margin:0;min-width:0}
`

const media: string = `
@media screen and (max-width:719px){.passed ul{columns:1}main{padding:20px 16px 40px}h1{font-size:25px}figure,.listhead{display:none}.then{display:none}
table,tbody,tr,td,tbody th{display:block}thead{display:none}tr{border-bottom:1px solid var(--rule);padding:6px 0}td,tbody th{border:0;padding:1px 0}.plan dl div{display:block}}
@media print{@page{margin:14mm}body{font-size:10.5pt}main{max-width:none;padding:0}nav,.then{display:none}.gauges{gap:10px 20px}.caps{max-width:200px}h2,h3,h4,summary{break-after:avoid}
figure,.finding,.gauge,.plan>li,tr{break-inside:avoid}details::details-content{content-visibility:visible;display:block;height:auto}.members::details-content{display:none}}
`

/** The style sheet of the report: light and dark, screen and paper. Nothing is told by colour alone. */
export const sheet: string = `${palette}${mapStyle}${page}${scores}${maps}${lists}${media}`

const evidence: string = `
main{max-width:980px}h3{border-top:1px solid var(--rule);padding-top:14px}tbody td:first-child{font-weight:600}
table{table-layout:auto}th,td{overflow-wrap:break-word;word-break:keep-all}td code{font-size:.92em;overflow-wrap:anywhere;word-break:normal}td:empty{height:2.6em}
@media (min-width:720px){td:first-child{min-width:3em}}
`

/** The same hand for the evidence report, which is made of headings, tables and code. */
export const evidenceSheet: string = `${palette}${page}${lists}${media}${evidence}`
