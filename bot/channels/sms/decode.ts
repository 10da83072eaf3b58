/**
 * Text as carriers sometimes deliver it: joined parts as base64, UCS-2 as hexadecimal, UTF-8 or UTF-16 read as
 * Latin letters. Each is undone only when the result is plainly writing and the original plainly is not.
 */
const LETTERS =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{M}\p{N}\p{P}\p{S}\p{Zs}\n\r\t\p{Cf}]+$/u
const utf8 = new TextDecoder('utf-8', { fatal: true })

const isWriting = (text: string | null): text is string =>
  text !== null && LETTERS.test(text) && /\p{L}/u.test(text)

const read = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** Long enough, and of the length base64 has, to be no word of any language. */
function fromBase64(text: string): string | null {
  if (text.length < 24 || text.length % 4 !== 0 || !/^[\w+/-]+={0,2}$/.test(text)) return null
  if (!/[A-Z]/.test(text) || !/[a-z]/.test(text)) return null
  return read(Buffer.from(text, 'base64'))
}

function fromHex(text: string): string | null {
  if (!/^(?:0[0-6][0-9a-f]{2}){3,}$/i.test(text)) return null
  const units = text.match(/.{4}/g)!.map((unit) => Number.parseInt(unit, 16))
  return String.fromCharCode(...units)
}

/** "Ã¤" for "ä": every letter is a byte, and the bytes are UTF-8. */
function fromLatin(text: string): string | null {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\0-\u00ff]/.test(text)) return null
  return read(Buffer.from(text, 'latin1'))
}

/** A zero before every letter: UTF-16 read byte by byte. */
const fromWide = (text: string): string | null =>
  /^(?:\0[^\0])+$/.test(text) ? text.replaceAll('\0', '') : null

export function decode(raw: string): string {
  const text = raw.trim()
  const found = [fromWide, fromBase64, fromHex, fromLatin].map((undo) => undo(text)).find(isWriting)
  return (found ?? text).normalize('NFC')
}
