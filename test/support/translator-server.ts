import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What reached the service, as the wire has it. */
export interface Asked {
  method: string
  path: string
  query: [string, string][]
  headers: IncomingMessage['headers']
  body: string
}

type Answer = (res: ServerResponse, asked: Asked) => unknown

/**
 * Azure AI Translator on loopback as far as its reference tells: it takes only what the real one takes, and
 * answers in its format. `next` is how the coming requests are answered instead, one each.
 */
export async function startTranslator() {
  const asked: Asked[] = []
  const next: Answer[] = []
  const server = createServer(async (req, res) => {
    const url = new URL(req.url!, 'http://translator')
    const one = {
      method: req.method!,
      path: url.pathname,
      query: [...url.searchParams],
      headers: req.headers,
      body: await text(req),
    }
    asked.push(one)
    ;(next.shift() ?? asTheServiceDoes)(res, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    next,
    /** Every text that left for it. */
    texts: () => asked.map(({ body }) => JSON.parse(body)[0].Text as string),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const KEY = 'translator-key'

/** Its error body, with a code of six digits; ours must not tell the message on. */
export const refuse =
  (status: number, code: number, headers: Record<string, string> = {}): Answer =>
  (res, { body }) => {
    res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
    res.end(JSON.stringify({ error: { code, message: `SecretCanary ${body}` } }))
  }

function asTheServiceDoes(res: ServerResponse, asked: Asked): unknown {
  const { method, query, headers, body } = asked
  const given = new URLSearchParams(query.map(([name, value]) => [name, value]))
  const to = given.get('to')
  if (method !== 'POST') return refuse(405, 405000)(res, asked)
  if (headers['ocp-apim-subscription-key'] !== KEY && headers.authorization !== 'Bearer entra-token')
    return refuse(401, 401000)(res, asked)
  if (given.get('api-version') !== '3.0') return refuse(400, 400021)(res, asked)
  if (!to) return refuse(400, 400036)(res, asked)
  if (!/^application\/json/.test(headers['content-type'] ?? '')) return refuse(415, 415000)(res, asked)
  const parsed = JSON.parse(body) as { Text: string }[]
  const detected = given.has('from') ? {} : { detectedLanguage: { language: 'ar', score: 0.9 } }
  const answer = parsed.map(({ Text }) => ({ ...detected, translations: [{ text: `[${to}] ${Text}`, to }] }))
  res.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'X-RequestId': 'r' })
  return res.end(JSON.stringify(answer))
}
