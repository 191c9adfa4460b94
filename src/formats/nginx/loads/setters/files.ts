import type { Setter } from '../call.ts'
import { openedFile } from '../machine-files.ts'

/** The daemon reads the file as it reads the statement, whatever the server is for. */
const password: Setter = call => {
  openedFile(call.directive, call.state, { id: 'opened-file' })
}

/** Data bases, stylesheets and keys: read at once too. */
export const data: Setter = call => {
  openedFile(call.directive, call.state, {})
}

/** Every OpenSSL has this one; the others are libraries of the machine. */
const engine: Setter = call => {
  const word = call.arg(0)
  if (word !== 'dynamic') call.fail('engine', { word }, { word: call.word(0), open: true })
}

/**
 * By directive. Not among them: `auth_basic_user_file`, which is read with each request, and `load_module`, whose file
 * belongs to the daemon as its version does.
 */
export const filePosts: Readonly<Record<string, Setter>> = {
  ssl_password_file: password,
  proxy_ssl_password_file: password,
  grpc_ssl_password_file: password,
  uwsgi_ssl_password_file: password,
  ssl_engine: engine,
  geoip_country: data,
  geoip_city: data,
  geoip_org: data,
  xslt_stylesheet: data,
  xml_entities: data,
  quic_host_key: data,
  modsecurity_rules_file: data,
}
