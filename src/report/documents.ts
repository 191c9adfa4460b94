/** The outputs that are whole documents. They stand behind one import, which nothing but their own formats needs. */
export { renderHtml as evidenceHtml, renderMarkdown as evidence } from './evidence/index.ts'
export { render as html } from './html/index.ts'
export { render as mapJson } from './map/json.ts'
export { render as mapMermaid } from './map/mermaid.ts'
export { render as mapSvg } from './map/picture.ts'
