import { SECOND } from '../intake/hours/time.ts'

/** What others have to answer in, in ms, where nothing of theirs asks for more or less. */
export const PATIENCE = 15 * SECOND

/** No answer came in time. Whether what was asked for was done is not known. */
export class Late extends Error {
  readonly code = 'LATE'
  constructor() {
    super('no answer in time')
    this.name = 'TimeoutError'
  }
}

/**
 * Every call that leaves this process. After `patience` milliseconds it is given up, whatever becomes of it: an SDK
 * that takes no `signal` goes on by itself, and nobody waits for it. So one socket that hangs holds up nobody.
 * @throws Late
 */
export async function outgoing<T>(patience: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const given = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const why = new Late()
    late.reject(why)
    given.abort(why)
  }, patience)
  try {
    return await Promise.race([call(given.signal), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The same for `fetch`, the whole of the answer within the time: `read` reads it. It is led on to no other address
 * unless `request` says so: what is sent, and what is believed of the answer, is for that one alone.
 */
export const outgoingFetch = <T>(
  patience: number,
  address: string | URL,
  request: RequestInit,
  read: (answer: Response) => Promise<T>,
): Promise<T> =>
  outgoing(patience, async (signal) => read(await fetch(address, { redirect: 'error', ...request, signal })))
