import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'

const header =
  /\$\{?http_(?:x_real_ip|x_forwarded_(?:for|proto)|cf_connecting_ip|true_client_ip|x_client_ip|ali_cdn_real_ip)\b/i
const lists = ['proxy_set_header', 'grpc_set_header', 'fastcgi_param', 'uwsgi_param', 'scgi_param']

/**
 * Does the place hand on what a proxy in front says about the client? Log formats prove nothing: the one that comes
 * with nginx holds `$http_x_forwarded_for`.
 */
export const usesRealClientHeaders = (model: NginxModel, level: Level): boolean =>
  lists.some(name => model.list(level, name).entries.some(entry => header.test(argumentAt(entry, 1))))
