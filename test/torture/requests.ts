import fc from 'fast-check'
import { type Comer, door } from '../support/doors.ts'
import { hostile } from '../support/hostile.ts'

/** In every text that is sent: no log may say it. */
export const CANARY = 'Kanarialintu'

export interface Sent {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | undefined
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => CANARY + text),
  fc.tuple(fc.constantFrom(...hostile), fc.nat(2000)).map(([one, times]) => one.repeat(times)),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e309',
    'null',
    'yes',
    'en',
    '__proto__',
    '../../etc/passwd',
    '%00',
    '\u0000',
  ),
  fc.constantFrom(
    'send',
    'no',
    'labour',
    'answered',
    'applicant',
    'bot',
    'danger',
    '2026-02-30',
    '9'.repeat(400),
  ),
)
/** Fields that some door reads, so that what is sent comes further than the door. */
const field = fc.constantFrom(
  ...['token', 'message', 'question', 'value', 'text', 'command', 'year', 'month', 'seq', 'page', 'csrf'],
  ...[
    'id',
    'to',
    'keys',
    'sets',
    'language',
    'phrase',
    'with',
    'outcome',
    'request',
    'on',
    'why',
    'words',
    'at',
  ],
  ...['type', 'from', 'channelData', 'attachments', 'conversation', 'recipient', 'name', 'data', 'eventType'],
  ...[
    'Body',
    'From',
    'To',
    'MessageSid',
    'NumMedia',
    'case',
    'other',
    'languages',
    'anyway',
    'closeNote',
    'back',
  ],
)
const json = fc.oneof(
  fc.dictionary(field, fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), fc.array(nasty, { maxLength: 4 }))),
  fc.jsonValue({ maxDepth: 4 }),
)
const pairs = fc.array(fc.tuple(field, nasty), { maxLength: 6 })
/** As a form is written: what is no text in UTF-16 has no place in one. */
const formOf = (given: [string, string][]) =>
  String(new URLSearchParams(given.map(([key, text]) => [key, text.toWellFormed()])))

const bodies = fc.oneof(
  json.map((value) => ['application/json', JSON.stringify(value)] as const),
  pairs.map((given) => ['application/x-www-form-urlencoded', formOf(given)] as const),
  nasty.map((text) => ['text/plain', text] as const),
  nasty.map(
    (text) =>
      [
        'multipart/form-data; boundary=part',
        `--part\r\nContent-Disposition: form-data; name="file"; filename="${text.replace(/[\r\n"]/g, '')}"\r\n\r\n${text}\r\n--part--`,
      ] as const,
  ),
  json.map((value) => ['application/json', JSON.stringify(value).slice(0, -1)] as const),
)
/** A header takes no more than a part of Latin-1. */
const headerText = nasty.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 3000))
const headers = fc.dictionary(
  fc.constantFrom(
    ...['accept', 'accept-language', 'x-live', 'cookie', 'origin', 'authorization', 'if-none-match', 'range'],
    ...['accept-encoding', 'x-forwarded-proto', 'x-forwarded-host', 'last-event-id', 'sec-fetch-site'],
  ),
  headerText,
  { maxKeys: 3 },
)
const asked = fc.array(
  fc.tuple(
    fc.constantFrom(
      'lang',
      'status',
      'after',
      'limit',
      'back',
      'watermark',
      't',
      'token',
      'key',
      'case',
      'format',
    ),
    nasty,
  ),
  { maxLength: 3 },
)

/** A request at one of the routes there are: as somebody who may, or as anybody. */
export function requestAt(routes: readonly string[], url: string, comer: Comer): fc.Arbitrary<Sent> {
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')
  return fc
    .record({
      route: fc.constantFrom(...routes),
      other: fc.option(methods, { freq: 8 }),
      may: fc.boolean(),
      asked,
      headers,
      tail: fc.option(nasty, { freq: 10 }),
      sent: bodies,
    })
    .map(({ route, other, may, asked, headers, tail, sent: [type, body] }) => {
      const [own, path] = route.split(' ') as [string, string]
      const method = other ?? own
      const [at, proof] = door(url, path, comer)
      const query = asked.length > 0 ? `${at.includes('?') ? '&' : '?'}${formOf(asked)}` : ''
      const takes = method !== 'GET' && method !== 'HEAD'
      return {
        method,
        path: at.replace('?', `${tail ? `/${encodeURIComponent(tail.toWellFormed())}` : ''}?`) + query,
        headers: { ...headers, ...(may ? proof : {}), ...(takes ? { 'content-type': type } : {}) },
        body: takes ? body : undefined,
      }
    })
}

const line = fc.string({ unit: 'binary', maxLength: 60 })
const route = fc.constantFrom(
  '/',
  '/live',
  '/console',
  '/v3/directline/conversations',
  '/api/messages',
  '//',
  '*',
)

/** Bytes as no client writes them: half a head, two lengths, chunks that lie, a socket that is none. */
export const rawBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.constantFrom('GET', 'POST', 'PRI', 'get', 'CONNECT'), fc.oneof(route, line), line)
    .map(([method, target, host]) => Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)),
  fc
    .tuple(route, fc.integer({ min: -5, max: 99_999 }), line)
    .map(([target, length, body]) =>
      Buffer.from(`POST ${target} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${CANARY}${body}`),
    ),
  fc
    .tuple(route, line, line)
    .map(([target, size, body]) =>
      Buffer.from(
        `POST ${target} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${size}\r\n${body}\r\n0\r\n\r\n`,
      ),
    ),
  fc
    .tuple(route, fc.nat(3000), line)
    .map(([target, count, value]) =>
      Buffer.from(`GET ${target} HTTP/1.1\r\nHost: a\r\n${`X-A: ${value}\r\n`.repeat(count)}\r\n`),
    ),
  fc
    .tuple(route, line)
    .map(([target, key]) =>
      Buffer.from(
        `GET ${target}/${key}/stream?t=x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n${key}`,
      ),
    ),
)
