import { type Argon2Parameters, argon2 } from 'node:crypto'
import { StoreBusy } from '../store/revise.ts'

type Given = Pick<Argon2Parameters, 'message' | 'nonce' | 'secret'>

/** Argon2id (RFC 9106) with its second recommended setting for memory and passes, one lane: 0.1 to 0.2 s of a core. */
const COST = { memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 }

export const slowHash = (given: Given): Promise<Buffer> =>
  twoAtOnce(
    () =>
      new Promise<Buffer>((resolve, reject) =>
        argon2('argon2id', { ...given, ...COST }, (error, tag) => (error ? reject(error) : resolve(tag))),
      ),
  )

/**
 * Waiting for one of two turns: a flood of codes or words takes 128 MiB and two threads, whatever its size. Whoever
 * would wait for more than a few seconds is told at once that it is not possible now. @throws StoreBusy
 */
const MOST_WAITING = 40
const waiting: (() => void)[] = []
let running = 0

async function twoAtOnce<T>(work: () => Promise<T>): Promise<T> {
  if (running < 2) running++
  else if (waiting.length >= MOST_WAITING) throw new StoreBusy()
  else await new Promise<void>((turn) => waiting.push(turn))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
