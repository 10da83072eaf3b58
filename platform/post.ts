import { outgoingFetch } from './outgoing.ts'

/**
 * JSON to an address of the configuration's. Followed nowhere else: what is posted, and the key with it, is for
 * that address alone. What it says back is not read.
 * @param patience milliseconds until it is given up
 * @returns the status it was answered with. @throws what `fetch` throws when there was no answer
 */
export async function postJson(
  address: string,
  body: unknown,
  { patience, headers = {} }: { patience: number; headers?: Record<string, string> },
): Promise<number> {
  const request: RequestInit = {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
  return outgoingFetch(patience, address, request, async (answer) => {
    await answer.body?.cancel()
    return answer.status
  })
}

export const isTaken = (status: number): boolean => status >= 200 && status < 300
