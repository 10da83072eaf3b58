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
          ? '.review .main'
          : '.question :is(.options button, .tick, input:not([type=hidden]), textarea)',
      ),
      primary: placeOf('.ask .main'),
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }
  })

/**
 * What something that stays in its place lies over, on the part of the page that is in sight: the question, a box to
 * write in, the first to choose; and of what else there is to choose, whatever cannot be brought out from under it.
 */
export const covered = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const port = document.getElementById('page')!
    const { top, bottom } = port.getBoundingClientRect()
    function isCovered(one: Element) {
      const place = one.getBoundingClientRect()
      const across = [place.left + 2, (place.left + place.right) / 2, place.right - 2]
      const down = [place.top + 2, (place.top + place.bottom) / 2, place.bottom - 2]
      return down
        .filter((y) => y > top && y < bottom)
        .some((y) =>
          across.some((x) => {
            const met = document.elementFromPoint(x, y)
            return met !== null && !one.contains(met) && !met.contains(one)
          }),
        )
    }
    const all = (selector: string) =>
      [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility())
    const boxes = all('.question :is(input:not([type=hidden], [type=checkbox]), textarea)')
    const options = all('.question :is(.options button, .tick, .edit button)')
    const found = [...all('#question'), ...boxes, ...options.slice(0, 1)].filter(isCovered)
    const { scrollTop } = port
    for (const one of options) {
      one.scrollIntoView({ block: 'nearest' })
      if (isCovered(one)) found.push(one)
    }
    port.scrollTop = scrollTop
    return found.map((one) => `${one.tagName.toLowerCase()} ${one.textContent?.trim() ?? ''}`)
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

/**
 * Codes and numbers of cases that stand in more lines than they must: in any other than one where they would fit it,
 * or broken within a group. There has to be one.
 */
export const brokenNumbers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    let count = 0
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const { 0: number, index } of node.nodeValue!.matchAll(/\d{5}(?:\s\d{5}){2,}/g)) {
        count += 1
        const places = (from: number, length: number) => {
          const range = document.createRange()
          range.setStart(node, index + from)
          range.setEnd(node, index + from + length)
          return [...range.getClientRects()].filter(({ width }) => width > 1)
        }
        const linesOf = (from: number, length: number) =>
          new Set(places(from, length).map(({ bottom }) => Math.round(bottom))).size
        for (const group of number.matchAll(/\d+/g))
          if (linesOf(group.index, 5) > 1) found.push(`${number}: ${group[0]} is broken`)
        const wide = places(0, number.length).reduce((sum, { width }) => sum + width, 0)
        const line = node.parentElement!.closest('p')!
        const { paddingLeft, paddingRight } = getComputedStyle(line)
        const room =
          line.parentElement!.parentElement!.clientWidth -
          Number.parseFloat(paddingLeft) -
          Number.parseFloat(paddingRight)
        if (linesOf(0, number.length) > 1 && wide < room * 0.9) found.push(`${number}: more than one line`)
        const first = places(0, 5)[0]!
        const last = places(number.length - 5, 5)[0]!
        if (linesOf(0, number.length) === 1 && first.left > last.left)
          found.push(`${number}: from right to left`)
      }
    if (count === 0) found.push('no number')
    return found
  })

/** Its beginning is in sight. */
export const begins = (place: Place | null, height: number): boolean =>
  place !== null && place.top >= 0 && place.top < height - 44

export const inSight = (place: Place | null, height: number): boolean =>
  place?.open === true && place.top >= 0 && place.bottom <= height
