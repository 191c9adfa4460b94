/** Light and dark colours as custom properties, for the map and for pages around it. */
export const palette: string = `
:root{color-scheme:light dark;--paper:#fff;--panel:#f6f8fa;--ink:#1f2328;--faint:#59636e;--rule:#d1d9e0;
--tls:#1a7f37;--vpn:#0550ae;--plain:#c4001d;--closed:#59636e;--unknown:#8a4600;--local:#6e7781;--accent:#0550ae}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--panel:#161b22;--ink:#e6edf3;--faint:#9198a1;--rule:#3d444d;
--tls:#3fb950;--vpn:#58a6ff;--plain:#ff7b72;--closed:#9198a1;--unknown:#e3b341;--local:#8b949e;--accent:#58a6ff}}
@media print{:root{color-scheme:light;--paper:#fff;--panel:#f6f8fa;--ink:#1f2328;--faint:#59636e;--rule:#d1d9e0;
--tls:#1a7f37;--vpn:#0550ae;--plain:#c4001d;--closed:#59636e;--unknown:#8a4600;--local:#6e7781;--accent:#0550ae}}
`

export const sans: string =
  'system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif'
export const mono: string = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace'

/** Lines tell the security by dashes as well as by colour; nodes by a word. */
export const mapStyle: string = `
.map{font-family:${sans}}
.map .head{font-size:11px;fill:var(--faint);letter-spacing:.04em}.map line.head{stroke:var(--rule)}
.map .box{fill:var(--panel);stroke:var(--rule)}.map .bar{fill:var(--c,var(--rule))}
.map .kind{font-size:10px;fill:var(--faint)}.map .badge{font-size:10.5px;font-weight:700;fill:var(--c,var(--faint));text-anchor:end}
.map .title{font:600 12px ${mono};fill:var(--ink)}.map .detail,.map .legend{font-size:11px;fill:var(--faint)}
.map .broken text.broken{font-size:11px;font-weight:600;fill:var(--plain)}.map .node.broken .box{stroke:var(--plain);stroke-dasharray:2 3}
.map .edge .line{fill:none;stroke:var(--c);stroke-width:1.8}.map .edge .tip{fill:var(--c)}
.map .tls{--c:var(--tls)}.map .vpn{--c:var(--vpn)}.map .vpn .line{stroke-width:2.6;stroke-dasharray:14 4}
.map .local{--c:var(--local)}.map .local .line{stroke-width:1.2}.map .closed{--c:var(--closed)}.map .closed .line{stroke-dasharray:1.5 4;stroke-linecap:round}
.map .unverified{--c:var(--unknown)}.map .unverified .line{stroke-dasharray:18 3}
.map .unknown{--c:var(--unknown)}.map .unknown .line{stroke-dasharray:9 4 2 4}
.map .plain{--c:var(--plain)}.map .plain .line{stroke-width:2.2;stroke-dasharray:6 4}
.map .edge.broken{--c:var(--plain)}.map .edge.broken .line{stroke-width:2;stroke-dasharray:2 4}
.map .mark{fill:var(--paper);stroke:var(--plain);stroke-width:1.4}.map .cross{fill:none;stroke:var(--plain);stroke-width:1.8}
`

/** Pointing at a node fades every edge that does not touch it. No script is needed for that. */
export const focusStyle = (nodes: number): string =>
  Array.from(
    { length: nodes },
    (_, at) => `.map:has([data-node="${at}"]:hover) .edge[data-from]:not(.n${at}){opacity:.12}`,
  ).join('\n')
