import type { ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import Negotiator from 'negotiator'

/** What is read once is packed as small as it gets, what is written at each answer in a fraction of a millisecond. */
const coders = {
  br: (body: Buffer, once: boolean) =>
    brotliCompressSync(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: once ? constants.BROTLI_MAX_QUALITY : 7 },
    }),
  gzip: (body: Buffer, once: boolean) => gzipSync(body, { level: once ? 9 : 6 }),
}
type Coding = keyof typeof coders
const codings = Object.keys(coders) as Coding[]

export interface Packed {
  plain: Buffer
  as: (coding: Coding) => Buffer
}

/** A body to be packed for one answer. */
export const packOnce = (text: string): Packed => {
  const plain = Buffer.from(text)
  return { plain, as: (coding) => coders[coding](plain, false) }
}

/** A body that stays the same while the program runs. */
export const packForGood = (plain: Buffer): Packed => {
  const packed = new Map(codings.map((coding) => [coding, coders[coding](plain, true)]))
  return { plain, as: (coding) => packed.get(coding)! }
}

/** Within a packet there is nothing to save. */
const LEAST = 512

/** In the smallest coding that the browser takes (RFC 9110 s. 12.5.3): brotli, gzip, or as it is. */
export function sendPacked(res: ServerResponse, status: number, type: string, { plain, as }: Packed): void {
  const taken = new Negotiator(res.req).encodings([...codings, 'identity'])
  const coding = plain.length < LEAST ? undefined : codings.find((one) => taken.includes(one))
  const body = coding ? as(coding) : plain
  res.writeHead(status, {
    ...{ 'Content-Type': type, 'Content-Length': body.length, Vary: 'Accept-Encoding' },
    ...(coding ? { 'Content-Encoding': coding } : {}),
  })
  res.end(body)
}
