import type { NginxModel } from '../../formats/nginx/model.ts'
import { lookUp } from '../../text/index.ts'

/** What stands in place of a variable: the same without the query string. */
const without: Readonly<Record<string, string>> = {
  request: '$request_method $request_path $server_protocol',
  request_uri: '$request_path',
  args: '-',
  query_string: '-',
  http_referer: '$referer_path',
}

const maps: Readonly<Record<string, readonly string[]>> = {
  $request_path: ['map $request_uri $request_path {', '    "~^(?<request_path_part>[^?]*)" $request_path_part;', '}'],
  $referer_path: ['map $http_referer $referer_path {', '    "~^(?<referer_path_part>[^?]*)" $referer_path_part;', '}'],
}

/** The text with every variable that holds a query replaced. */
export const pathsOf = (text: string): string =>
  text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (written, braced: string, bare: string) => {
    const name = (braced ?? bare).toLowerCase()
    return lookUp(without, name) || written
  })

/** Maps that a text needs and nobody has written. */
export const mapsFor = (model: NginxModel, text: string): string[] =>
  Object.entries(maps).flatMap(([name, map]) =>
    text.includes(name) && !model.tables.some(({ variable }) => `$${variable}` === name) ? map : [],
  )
