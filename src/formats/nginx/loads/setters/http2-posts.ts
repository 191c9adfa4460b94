import { atLeast } from '../../../../target/index.ts'
import type { Setter } from '../call.ts'
import { parseSize } from '../values/number.ts'

/** Digits of any length: doubles take the largest number for a power of two. */
const powerOfTwo: Setter = call => {
  const value = BigInt(call.arg(0))
  if (value === 0n || (value & (value - 1n)) !== 0n) call.failWord('power-of-two', 0)
}

const chunk: Setter = call => {
  if (parseSize(call.arg(0)) === 0) call.failWord('chunk-zero', 0)
}

const preread: Setter = call => {
  if (parseSize(call.arg(0)) > 2147483647) call.fail('preread-large')
}

/** Measured: 32 are too few for 1.22.1, enough for 1.26.3. */
const receive: Setter = call => {
  const least = atLeast(call.state.target.nginx, '1.23.0') ? 16 : 32
  if (parseSize(call.arg(0)) <= least) call.failWord('value-small', 0)
}

/** Checks on values of HTTP/2 that their kind accepts, by directive. */
export const http2Posts: Readonly<Record<string, Setter>> = {
  http2_streams_index_size: powerOfTwo,
  http2_chunk_size: chunk,
  http2_recv_buffer_size: receive,
  http2_body_preread_size: preread,
}
