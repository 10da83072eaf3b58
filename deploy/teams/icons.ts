import { crc32, deflateSync } from 'node:zlib'

/**
 * The app's two pictures, drawn here: a bridge. Teams asks for a colour icon of 192 x 192 pixels with the symbol
 * in its middle half, and an outline icon of 32 x 32, white on transparent and nothing else.
 */
type Colour = readonly [red: number, green: number, blue: number]
const white: Colour = [255, 255, 255]
/** The accent of the chat page, `--main` in web/tokens.css. */
export const accent: Colour = [0x0b, 0x56, 0x72]

const DECK = 0.7
/** The arch springs from the deck this far from the middle, and rises this high. */
const HALF = 0.44
const RISE = 0.46
const LINE = 0.045
const HANGERS = [0.25, 0.5, 0.75]

/** Is this point of the unit square on the bridge? An arch, a deck that hangs from it, and two feet. */
function onBridge(x: number, y: number): boolean {
  if (x < 0 || x > 1) return false
  const from = (x - 0.5) / HALF
  const arch = DECK - RISE * (1 - from ** 2)
  // A line keeps its width where it is steep.
  const width = 1.3 * LINE * Math.hypot(1, (2 * RISE * from) / HALF)
  return (
    Math.abs(y - DECK) < LINE ||
    (Math.abs(from) < 1 && Math.abs(y - arch) < width) ||
    (HANGERS.some((at) => Math.abs(x - at) < LINE / 1.5) && y > arch && y < DECK) ||
    (Math.abs(Math.abs(from) - 0.86) < LINE * 2 && y > DECK && y < DECK + 0.16)
  )
}

/** How much of a pixel the bridge covers, 0 to 1, by 4 x 4 samples. */
function coverage(column: number, row: number, size: number, span: number): number {
  const margin = (1 - span) / 2
  let hits = 0
  for (let i = 0; i < 16; i += 1) {
    const x = (column + ((i % 4) + 0.5) / 4) / size
    const y = (row + (Math.floor(i / 4) + 0.5) / 4) / size
    if (onBridge((x - margin) / span, (y - margin) / span)) hits += 1
  }
  return hits / 16
}

type Pixel = readonly [...Colour, alpha: number]

function draw(size: number, pixel: (column: number, row: number) => Pixel): Uint8Array {
  const line = 1 + size * 4
  const raw = Buffer.alloc(size * line)
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      raw.set(pixel(column, row).map(Math.round), row * line + 1 + column * 4)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

export const colourIcon = (): Uint8Array =>
  draw(192, (column, row) => {
    const part = coverage(column, row, 192, 0.5)
    const [red, green, blue] = accent.map((from, i) => from + (white[i]! - from) * part) as unknown as Colour
    return [red, green, blue, 255]
  })

export const outlineIcon = (): Uint8Array =>
  draw(32, (column, row) => [...white, 255 * coverage(column, row, 32, 1)])
