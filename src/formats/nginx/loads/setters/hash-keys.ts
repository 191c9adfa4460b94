import type { Call, Setter } from '../call.ts'

/** Longer keys fit no bucket of the usual size. */
export const usual = 46

/** Remembers a key that may be too long for the hash it goes to; `setting` names the size of its buckets. */
function key(call: Call, length: number, { hash, setting }: Hash): void {
  if (length > usual) call.world.longKeys.push({ frame: call.frame, directive: call.directive, hash, setting, length })
}

interface Hash {
  readonly hash: string
  readonly setting?: string
}

const first =
  (hash: Hash): Setter =>
  call =>
    key(call, call.arg(0).length, hash)

const all =
  (hash: Hash): Setter =>
  call => {
    for (let at = 0; at < call.count; at++) key(call, call.arg(at).length, hash)
  }

/** Parameters that stand for headers of the request, without their beginning. */
const parameter =
  (hash: Hash): Setter =>
  call => {
    if (call.arg(0).startsWith('HTTP_')) key(call, call.arg(0).length - 5, hash)
  }

const types = all({ hash: 'test_types_hash' })
const headers: Hash = { hash: 'proxy_headers_hash', setting: 'proxy_headers_hash_bucket_size' }

/** An entry of types{}: extensions are keys. */
export const extensions: Setter = all({ hash: 'types_hash', setting: 'types_hash_bucket_size' })

/** By directive. */
export const hashKeys: Readonly<Record<string, Setter>> = {
  gzip_types: types,
  ssi_types: types,
  sub_filter_types: types,
  addition_types: types,
  charset_types: types,
  xslt_types: types,
  proxy_set_header: first(headers),
  proxy_hide_header: first(headers),
  grpc_set_header: first({ hash: 'grpc_headers_hash' }),
  grpc_hide_header: first({ hash: 'grpc_headers_hash' }),
  fastcgi_hide_header: first({ hash: 'fastcgi_hide_headers_hash' }),
  uwsgi_hide_header: first({ hash: 'uwsgi_hide_headers_hash' }),
  scgi_hide_header: first({ hash: 'scgi_hide_headers_hash' }),
  fastcgi_param: parameter({ hash: 'fastcgi_params_hash' }),
  uwsgi_param: parameter({ hash: 'uwsgi_params_hash' }),
  scgi_param: parameter({ hash: 'scgi_params_hash' }),
}
