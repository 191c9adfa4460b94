import type { Setter } from '../call.ts'
import { folderPosts } from '../folders.ts'
import { parseSize } from '../values/number.ts'
import { filePosts } from './files.ts'
import { hashKeys } from './hash-keys.ts'
import { http2Posts } from './http2-posts.ts'
import { mailSsl } from './mail.ts'

const powers = (from: number, to: number): readonly number[] => {
  const out: number[] = []
  for (let size = from; size <= to; size *= 2) out.push(size)
  return out
}

const pool: Setter = call => {
  const size = parseSize(call.arg(0))
  if (size < 112) call.failWord('pool-small', 0)
  else if (size % 16 !== 0) call.failWord('pool-multiple', 0)
}

const window: Setter = call => {
  if (!powers(512, 32768).includes(parseSize(call.arg(0)))) call.failWord('gzip-window', 0)
}

const hash: Setter = call => {
  if (!powers(512, 131072).includes(parseSize(call.arg(0)))) call.failWord('gzip-hash', 0)
}

/** Checks on values that their kind accepts, and on the files they name, by directive. */
export const posts: Readonly<Record<string, Setter>> = {
  connection_pool_size: pool,
  request_pool_size: pool,
  http2_pool_size: pool,
  gzip_window: window,
  gzip_hash: hash,
  ssl: mailSsl,
  ...filePosts,
  ...folderPosts,
  ...hashKeys,
  ...http2Posts,
}
