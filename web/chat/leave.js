import { bodyOf } from '../send.js'

// The way out, and what is shown when nobody may be looking: it works before anything else of the page does.

const root = document.documentElement
/** @type {(id: string) => any} The page it is on says what it is. */
export const byId = (id) => document.getElementById(id)
const exit = byId('leave').dataset.exit

/** True from the press on: whatever still arrives is not shown. */
let left = false
export const isLeaving = () => left

/** Nothing on the screen, and for a screen reader one word. */
function blank() {
  const words = byId('leaving').dataset.leaving
  const said = document.createElement('p')
  said.className = 'unseen'
  said.setAttribute('role', 'alert')
  document.body.replaceChildren(said)
  said.textContent = words
}

/** What she sent and nobody has answered yet. @type {URLSearchParams | null} */
let pending = null
/** Her browser drops what is on its way when it goes to another page: leaving takes it along. */
export const carry = (/** @type {URLSearchParams | null} */ body) => {
  pending = body
}

/**
 * Off the screen at once; then back over the entries of this page and away in the place of its first, so that Back
 * leads to where she came from. What lies ahead of it cannot be taken out of a browser: it leads to the neutral screen.
 */
export function leave() {
  if (left) return
  left = true
  const body = bodyOf(byId('leave'))
  blank()
  navigator.sendBeacon?.('/exit', pending ?? body)
  const { n = 0 } = history.state ?? {}
  history.replaceState({ n }, '')
  const go = () => {
    history.replaceState(null, '')
    location.replace(exit)
  }
  if (n === 0) return go()
  addEventListener('popstate', go)
  history.go(-n)
  // A browser that does not go back still goes away.
  setTimeout(go, 500)
}

addEventListener('submit', (event) => {
  if (/** @type {any} */ (event.target).id !== 'leave') return
  event.preventDefault()
  leave()
})

// Shift three times, each by itself, at most five seconds apart: as GOV.UK's "exit this page" counts it.

const AGAIN = 5000
let count = 0
let alone = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let over

/** @param {number} presses */
function counted(presses) {
  if (presses === count) return
  const said = byId('leaving')
  // Where it was begun and not ended, that is said too.
  said.textContent = presses > 0 ? said.dataset[`left${3 - presses}`] : said.dataset.over
  count = presses
  byId('leave').dataset.shift = String(presses)
}

function anew() {
  clearTimeout(over)
  alone = false
  counted(0)
}

addEventListener('keydown', (event) => {
  if (event.repeat || left) return
  const { key, altKey, ctrlKey, metaKey } = event
  const held = altKey || ctrlKey || metaKey || event.getModifierState('AltGraph')
  // A second Shift while the first is held is another combination, too.
  if (key !== 'Shift' || held || alone) anew()
  else alone = true
})
addEventListener('keyup', ({ key, altKey, ctrlKey, metaKey }) => {
  if (key !== 'Shift' || !alone || left) return
  if (altKey || ctrlKey || metaKey) return anew()
  alone = false
  clearTimeout(over)
  over = setTimeout(anew, AGAIN)
  counted(count + 1)
  if (count === 3) leave()
})
for (const other of ['pointerdown', 'blur']) addEventListener(other, anew)

// The neutral screen: what stood on the page stays in it, hidden, with what she typed.

/** The id of what is shown in place of the page. */
let instead = ''
export const isCovered = () => instead !== ''

/** A page that came with the answer is as covered as the one before. */
export function veil() {
  for (const one of /** @type {HTMLCollectionOf<HTMLElement>} */ (document.body.children)) {
    const other = one.id === 'neutral' || one.id === 'cover'
    one.hidden = instead ? one.id !== instead : other
  }
}

/** @param {string} [what] */
export function cover(what = 'neutral') {
  if (left) return
  instead = what
  veil()
  root.hidden = false
  scrollTo(0, 0)
  byId(what).querySelector('h1').focus()
}

export function uncover() {
  instead = ''
  veil()
}

/** Minutes of a page that nobody touches before it shows the neutral screen. */
const IDLE = 5 * 60_000
let touched = Date.now()
const isIdle = () => Date.now() - touched > IDLE
for (const sign of ['pointerdown', 'keydown', 'input', 'scroll'])
  addEventListener(
    sign,
    () => {
      if (!isIdle()) touched = Date.now()
    },
    { passive: true, capture: true },
  )

/** A return code leaves the page: whoever goes on asks for it. The number of a case, which opens nothing, stays. */
function hideCodes() {
  for (const code of document.querySelectorAll('#talk .digits'))
    if (!code.querySelector('b')) {
      code.textContent = '•••'
      code.id = 'away'
    }
}

function look() {
  if (!isIdle() || isCovered() || byId('talk')?.dataset.begun !== 'yes') return
  hideCodes()
  cover()
}
setInterval(look, 10_000)
document.addEventListener('visibilitychange', look)

/** Somebody goes on: from here it counts anew. */
export function awake() {
  touched = Date.now()
}

addEventListener('pagehide', (event) => {
  if (event.persisted) root.hidden = true
})
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  // Left, and brought back whole: a page of nothing.
  if (left) location.replace('/')
  else cover()
})
