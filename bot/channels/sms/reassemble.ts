import { sizeOf } from './parts.ts'

/**
 * A long message that a carrier delivers part by part, as if each were a message. A part that is exactly full has
 * another one behind it, as a rule: it waits a moment for that one.
 */
const FULL = { 'GSM-7': [153, 160], 'UCS-2': [67, 70] }
/** Milliseconds that a full part waits for the next. */
const WAIT = 1500

const isFull = (text: string) => FULL[sizeOf(text).alphabet].includes(text.length)

export function reassembler(wait = WAIT) {
  const begun = new Map<string, { texts: string[]; next: () => void }>()

  /** The whole text, to whoever brought its first part; `null` to those who brought the others. */
  return async (number: string, text: string): Promise<string | null> => {
    const open = begun.get(number)
    if (open) {
      open.texts.push(text)
      if (!isFull(text)) open.next()
      return null
    }
    if (!isFull(text)) return text
    const texts = [text]
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait)
      begun.set(number, {
        texts,
        next: () => {
          clearTimeout(timer)
          resolve()
        },
      })
    })
    begun.delete(number)
    return texts.join('')
  }
}
