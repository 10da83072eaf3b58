import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** What a request brought: its text, and its bytes on the wire, headers included. */
export interface Loaded {
  text: string
  bytes: number
  coding: string
}

/** One request on a connection of its own, whose bytes are counted. */
export async function load(
  url: string | URL,
  body?: URLSearchParams,
  headers: Record<string, string> = {},
): Promise<Loaded> {
  const agent = new Agent({ keepAlive: false })
  return new Promise((resolve, reject) => {
    const type = body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}
    const sent = request(
      url,
      {
        agent,
        method: body ? 'POST' : 'GET',
        headers: { 'Accept-Encoding': 'gzip, br', ...type, ...headers },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () => {
          const packed = Buffer.concat(chunks)
          const coding = answer.headers['content-encoding'] ?? ''
          const plain =
            coding === 'br' ? brotliDecompressSync(packed) : coding === 'gzip' ? gunzipSync(packed) : packed
          resolve({ text: plain.toString(), bytes: answer.socket.bytesRead, coding })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body?.toString())
  })
}

/** The files that a browser loads with a page, in the order they stand in it. */
export function filesOf(html: string): string[] {
  const named = [...html.matchAll(/<(?:link|script|img)\b[^>]* (?:href|src)="([^"]+)"/g)].map(
    ([, path]) => path!,
  )
  assert.ok(named.some((path) => path.endsWith('.css')))
  return [...new Set(named)]
}
