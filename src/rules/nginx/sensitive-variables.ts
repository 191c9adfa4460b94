const always =
  /^(?:http_authorization|http_proxy_authorization|http_cookie|sent_http_set_cookie|upstream_http_set_cookie|ssl_client_raw_cert|ssl_client_cert|ssl_client_escaped_cert)$/
const secretHeader = /^(?:http|sent_http|upstream_http)_\w*(?:token|secret|api_?key|password|session)\w*$/

/** Does a variable hold what no log may keep? By lower-case name without `$`; `args`: query parameters that do. */
export function isSensitive(variable: string, args: readonly string[]): boolean {
  if (variable === 'request_body' || always.test(variable) || secretHeader.test(variable)) return true
  if (variable.startsWith('cookie_')) return true
  return variable.startsWith('arg_') && args.includes(variable.slice(4))
}
