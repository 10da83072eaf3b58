import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { TranslateError, type Translator } from '../../../intake/form/translator.ts'
import { outgoingFetch } from '../../../platform/outgoing.ts'

/**
 * Azure AI Translator, text translation 3.0 over REST (`POST …/translate?api-version=3.0`, one text a request).
 * https://learn.microsoft.com/azure/ai-services/translator/text-translation/reference/v3/translate
 */
interface AzureOptions {
  /**
   * `https://api-eur.cognitive.microsofttranslator.com` is handled within Europe; a resource's own
   * `https://<name>.cognitiveservices.azure.com` in its region.
   */
  endpoint: string
  key?: string
  /** Region of the resource; needed with a key unless the resource is global. */
  region?: string
  /** Instead of a key: a bearer token of Microsoft Entra ID. Only a resource's own address takes it alone. */
  token?: () => Promise<string>
  /** Milliseconds for one request. */
  timeout?: number
}

/** The service promises an answer within 15 s (its service limits). */
const TIMEOUT = 15_000
/** Characters; the service takes 50,000. */
const LONGEST = 10_000
/** The largest answer that is read, in bytes. */
const LARGEST = 256 * 1024
/** A service that asks for a longer pause than this, in ms, is not asked again while a worker waits. */
const LONGEST_PAUSE = 5000
const PAUSE = 500

const answer = z.tuple([
  z.object({
    detectedLanguage: z.object({ language: z.string().min(1) }).optional(),
    translations: z.tuple([z.object({ text: z.string(), to: z.string() })]),
  }),
])

interface Answer extends Pick<Response, 'ok' | 'status' | 'headers'> {
  text: string
}

export function addressOf(endpoint: string): URL {
  const url = new URL(endpoint)
  const own = url.hostname.endsWith('.cognitiveservices.azure.com') && url.pathname === '/'
  url.pathname = own ? '/translator/text/v3.0/translate' : `${url.pathname.replace(/\/$/, '')}/translate`
  return url
}

export function azureTranslator({
  endpoint,
  key,
  region,
  token,
  timeout = TIMEOUT,
}: AzureOptions): Translator {
  async function headers(): Promise<Record<string, string>> {
    return {
      ...(key ? { 'Ocp-Apim-Subscription-Key': key } : { Authorization: `Bearer ${await token?.()}` }),
      ...(region ? { 'Ocp-Apim-Subscription-Region': region } : {}),
      'Content-Type': 'application/json; charset=UTF-8',
      'X-ClientTraceId': randomUUID(),
    }
  }

  async function post(url: URL, text: string): Promise<Answer> {
    const request = {
      method: 'POST',
      headers: await headers(),
      body: JSON.stringify([{ Text: text }]),
    }
    return outgoingFetch(timeout, url, request, wholeOf)
  }

  /** Asked once more when the service is busy or broken, after the pause that it asks for. */
  async function posted(url: URL, text: string): Promise<Answer> {
    const first = await post(url, text)
    if (first.ok || !(first.status === 429 || first.status >= 500)) return first
    const pause = pauseOf(first.headers.get('Retry-After'))
    if (pause > LONGEST_PAUSE) return first
    await setTimeout(pause)
    return post(url, text)
  }

  return {
    async translate(text, { from, guess, to }) {
      if (text.length > LONGEST) throw new TranslateError('tooLong')
      const url = addressOf(endpoint)
      url.search = String(new URLSearchParams({ 'api-version': '3.0', to, textType: 'plain' }))
      if (from) url.searchParams.set('from', from)
      else if (guess) url.searchParams.set('suggestedFrom', guess)
      try {
        const response = await posted(url, text)
        if (!response.ok) throw new TranslateError(troubleOf(response.status))
        const [{ detectedLanguage, translations }] = answer.parse(JSON.parse(response.text))
        const [made] = translations
        if (made.to.toLowerCase() !== to.toLowerCase()) throw new TranslateError('failed')
        return { text: made.text, from: from ?? detectedLanguage?.language ?? guess ?? 'und' }
      } catch (error) {
        if (error instanceof TranslateError) throw error
        throw new TranslateError((error as Error).name === 'TimeoutError' ? 'late' : 'failed')
      }
    },
  }
}

const troubleOf = (status: number) =>
  status === 429 ? 'busy' : status === 408 || status >= 500 ? 'failed' : 'refused'

/** Seconds, or a date. */
function pauseOf(given: string | null): number {
  if (given === null) return PAUSE
  const pause = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now()
  return Number.isNaN(pause) ? PAUSE : Math.max(0, pause)
}

/** Read within the time of the request, as much of it as is ever read. */
async function wholeOf(response: Response): Promise<Answer> {
  const { ok, status, headers } = response
  if (ok) return { ok, status, headers, text: await bodyOf(response) }
  await response.body?.cancel()
  return { ok, status, headers, text: '' }
}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LARGEST) throw new TranslateError('failed')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
