import { cipherKnown, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Fix } from '../rule.ts'
import { setLine, unsafe } from './placing.ts'

/**
 * Why a tunnel by one shared key does not start with its cipher, which nothing negotiates there: the library does not have
 * it (BF-CBC, the default, is not in OpenSSL 3), or its mode is not CBC. Measured with 2.6.14 and 2.7.8.
 */
export function staticFailure(model: OpenvpnModel): 'unknown' | 'mode' | undefined {
  const [name] = model.ciphers.possible
  if (model.role !== 'static' || name === undefined || name === 'NONE') return undefined
  if (last(model, 'providers') || last(model, 'engine')) return undefined
  if (!cipherKnown(name, model.target.openssl)) return 'unknown'
  return name.endsWith('-CBC') ? undefined : 'mode'
}

export const staticFix = (model: OpenvpnModel): Fix =>
  unsafe({
    title: {
      en: 'Write cipher AES-256-CBC, on both ends in one window',
      zh: '改为 cipher AES-256-CBC，两端须同时修改',
    },
    edits: [setLine(model, 'cipher', 'cipher AES-256-CBC', ['auth', 'secret'])],
    changes: ['cipher', 'data-ciphers', 'data-ciphers-fallback'],
  })
