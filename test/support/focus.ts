import type { Page } from 'playwright-core'

/** Where the keyboard is. */
export interface Focus {
  /** The element in words, for whoever reads a failure; empty on the page itself. */
  name: string
  /** Among all that can be reached on the page; -1 for what only a script reaches. */
  place: number
  /** A ring is drawn around it, in a colour that what is behind it does not have. */
  ring: boolean
  /** From its top to its middle it is within the window, and nothing lies over it there. */
  seen: boolean
}

/** All that a keyboard can reach, in the order of the page. */
export const reachable =
  'a[href], button, summary, textarea, select, input:not([type=hidden]), [tabindex="0"]'

/** Frames that a browser has to bring into sight what the keyboard came to. */
const FRAMES = 60

export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(
    async ({ which, frames }) => {
      const one = document.activeElement
      if (!one || one === document.body) return { name: '', place: -1, ring: false, seen: false }
      const all = [...document.querySelectorAll(which)].filter((some) =>
        some.checkVisibility({ visibilityProperty: true }),
      )
      const behind = (some: Element | null): string => {
        if (!some) return getComputedStyle(document.documentElement).backgroundColor
        const { backgroundColor } = getComputedStyle(some)
        return /, 0\)$/.test(backgroundColor) ? behind(some.parentElement) : backgroundColor
      }
      const isSeen = () => {
        const { left, right, top, bottom } = one.getBoundingClientRect()
        const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        return top >= 0 && met !== null && (one.contains(met) || met.contains(one))
      }
      for (let frame = 0; frame < frames && !isSeen(); frame += 1)
        await new Promise((next) => requestAnimationFrame(next))
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
      const words = one.textContent || one.getAttribute('name') || one.id
      return {
        name: `${one.tagName.toLowerCase()} "${words.trim().slice(0, 40)}"`,
        place: all.indexOf(one),
        ring:
          outlineStyle === 'solid' &&
          Number.parseFloat(outlineWidth) >= 2 &&
          outlineColor !== behind(one.parentElement),
        seen: isSeen(),
      }
    },
    { which: reachable, frames: FRAMES },
  )
