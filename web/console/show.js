import { filledIn, fillIn } from './forms.js'
import { watchSeen } from './seen.js'
import { announceAlarms, ring } from './sound.js'
import { tab } from './tabs.js'

// Showing what changed, so that nothing typed or focused is lost.
/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)

/**
 * Puts in each part that differs. A part with `data-version` holds what somebody may be filling in: it stays while that does.
 * @param {Document} page
 */
export function show(page) {
  document.title = page.title
  /** @type {NodeListOf<HTMLElement>} */
  const parts = page.querySelectorAll('[data-live]')
  for (const fresh of parts) {
    const old = byId(fresh.id)
    if (!old) continue
    const { version } = fresh.dataset
    const same = version === undefined ? closed(old) === closed(fresh) : old.dataset.version === version
    if (!same) swap(old, fresh)
  }
  append(page)
  tab()
  watchSeen()
  announce()
  announceAlarms()
}

/**
 * What was opened to look at is no news.
 * @param {Element} part
 */
const closed = (part) => part.innerHTML.replaceAll(' open=""', '')

/**
 * @param {HTMLElement} old
 * @param {HTMLElement} fresh
 */
function swap(old, fresh) {
  for (const { id } of old.querySelectorAll('details[open][id]'))
    for (const part of fresh.querySelectorAll('details[id]'))
      if (part.id === id) part.setAttribute('open', '')
  const active = document.activeElement
  const focused = active && old.contains(active) ? active.id : ''
  const row = rows(old).findIndex(({ id }) => id === focused)
  const free = canTake(old, focused)
  const typed = [...old.querySelectorAll('textarea')].filter(({ value }) => value)
  const filled = filledIn(old)
  old.replaceWith(fresh)
  for (const value of fillIn(fresh, filled)) keep(fresh, value)
  for (const { id, value } of typed) {
    const box = id && [...fresh.querySelectorAll('textarea')].find((one) => one.id === id)
    if (box) box.value = value
    else keep(fresh, value)
  }
  const same = free && !canTake(fresh, focused) ? null : byId(focused)
  if (focused) (same ?? near(fresh, row) ?? byId('main')).focus({ preventScroll: true })
}

/**
 * @param {HTMLElement} part
 * @param {string} row
 */
const canTake = (part, row) => part.querySelector(`[id="${row.replace('case', 'take')}"]`) !== null
/** @param {HTMLElement} part */
const rows = (part) => [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll('a.number'))]

/**
 * Somebody took the case in focus: the next one is where the work goes on.
 * @param {HTMLElement} part
 * @param {number} row
 */
const near = (part, row) => (row < 0 ? undefined : (rows(part)[row] ?? rows(part).at(-1)))

/**
 * The box is gone because somebody else acted: what was typed stays to be copied.
 * @param {HTMLElement} part
 * @param {string} typed
 */
export function keep(part, typed) {
  const box = Object.assign(document.createElement('textarea'), { value: typed, readOnly: true, rows: 3 })
  part.append(box)
  box.setAttribute('aria-label', part.textContent?.trim() ?? '')
}

/**
 * Only new lines are added, so a screen reader reads only those.
 * @param {Document} page
 */
function append(page) {
  const log = byId('log')
  const news = page.getElementById('log')
  if (!log || !news) return
  // Hidden from this reader now, or no longer: none of the other's lines may stay.
  if (log.dataset.masked !== news.dataset.masked) return log.replaceWith(news)
  const end = log.scrollHeight - log.scrollTop - log.clientHeight < 60
  for (const line of [...news.querySelectorAll('li')]) {
    const old = byId(line.id)
    if (!old) log.firstElementChild.append(line)
    else
      for (const part of ['.made', '.fate']) {
        const [before, fresh] = [old.querySelector(part), line.querySelector(part)]
        if (before && fresh && before.textContent !== fresh.textContent) before.replaceWith(fresh)
      }
  }
  if (!news.querySelector('.empty')) log.querySelector('.empty')?.remove()
  if (end) log.scrollTop = log.scrollHeight
}

/** @returns {any[]} */
const arrivals = () => [...document.querySelectorAll('#arrivals li')]
/** @param {HTMLElement} arrival */
const nameOf = ({ dataset }) => `${dataset.case} ${dataset.talk}`
let known = new Set(arrivals().map(nameOf))
let latest = newest()

function newest() {
  return Math.max(0, ...arrivals().map(({ dataset }) => Number(dataset.since)))
}

/** Says politely what nobody has yet; each once. Of a list that is cut off, an older case only moved into view. */
function announce() {
  const now = arrivals()
  const cut = byId('arrivals')?.dataset.more !== undefined
  const fresh = now.filter((one) => !known.has(nameOf(one)) && !(cut && Number(one.dataset.since) <= latest))
  known = new Set(now.map(nameOf))
  latest = Math.max(latest, newest())
  if (fresh.length > 0) byId('news').textContent = fresh.map((one) => one.textContent).join('. ')
  // In the case before one's eyes the line itself is the sign.
  const before = (/** @type {any} */ one) => !document.hidden && location.pathname.includes(one.dataset.case)
  if (fresh.some((one) => one.dataset.talk === 'own' && !before(one))) ring()
}
