import type { Page } from 'playwright-core'
import { eventually } from './eventually.ts'

/** Where on the first screen something is: its top and bottom in pixels, and whether a touch in its middle meets it. */
export interface Place {
  top: number
  bottom: number
  open: boolean
}

export interface Fit {
  height: number
  /** What is new: something said, or the question itself. */
  latest: Place | null
  said: boolean
  question: Place | null
  option: Place | null
  /** The one loud button, where there is one. */
  primary: Place | null
  /** Some of it can be pushed sideways. */
  wide: boolean
}

/**
 * What is in sight without moving anything: the open question, and its first option, box or tick. A page that was
 * just loaded comes to rest first: without a script it goes to what is new only when its styles are there.
 */
export async function fitOf(page: Page): Promise<Fit> {
  await page.waitForLoadState()
  let last = ''
  return eventually(async () => {
    const fit = await measured(page)
    const before = last
    last = JSON.stringify(fit)
    return last === before && fit
  }, 'a page at rest')
}

const measured = (page: Page): Promise<Fit> =>
  page.evaluate(() => {
    function placeOf(selector: string) {
      const found = document.querySelector(selector)
      if (!found) return null
      const { top, bottom, left, right } = found.getBoundingClientRect()
      const at = (y: number) => {
        const met = document.elementFromPoint((left + right) / 2, y)
        return met !== null && (found.contains(met) || met.contains(found))
      }
      return { top: Math.round(top), bottom: Math.round(bottom), open: at(top + 2) && at(bottom - 2) }
    }
    return {
      height: innerHeight,
      latest: placeOf('#latest'),
      said: document.querySelector('#log #latest') !== null,
      question: placeOf('#question'),
      option: placeOf(
        document.querySelector('.review')
          ? '.review > .main'
          : '.question :is(.options button, .tick, input:not([type=hidden]), textarea)',
      ),
      primary: placeOf('.ask > .main'),
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }
  })

/** How high the line on top is, and whether all of it is there. */
export const barOf = (page: Page): Promise<{ height: number; wide: boolean }> =>
  page.evaluate(() => {
    const bar = document.querySelector('.bar')!
    return { height: bar.getBoundingClientRect().height, wide: bar.scrollWidth > bar.clientWidth }
  })

/** Words in sight or below that go on in the next line without a hyphen, and days that are parted from their month. */
export const broken = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const { 0: piece, index } of node.nodeValue!.matchAll(/[\p{L}\d]+(?:(?<=\d)\.?\u00A0\p{L}+)?/gu)) {
        // Of a letter that follows a hyphen, the hyphen is measured too, before it.
        const lineOf = (at: number) => {
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + 1)
          return Math.round([...range.getClientRects()].at(-1)?.bottom ?? 0)
        }
        const lines = new Set([index, index + piece.length - 1].map(lineOf))
        if (lines.size > 1 && !node.parentElement!.closest('.unseen')) found.push(piece)
      }
    return found
  })

/** Its beginning is in sight. */
export const begins = (place: Place | null, height: number): boolean =>
  place !== null && place.top >= 0 && place.top < height - 44

export const inSight = (place: Place | null, height: number): boolean =>
  place?.open === true && place.top >= 0 && place.bottom <= height
