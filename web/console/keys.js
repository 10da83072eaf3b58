// Single keys as shortcuts (the sheet says which): off in fields, with another key held, and for who switched them off.

/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)
/** Of the list in which the focus is; of the queue also from elsewhere. */
const rows = () => {
  const list = document.activeElement?.closest('#rows') ?? byId('queue')
  return [.../** @type {NodeListOf<HTMLElement>} */ (list?.querySelectorAll('a.number') ?? [])]
}
/** @param {any} target */
const typing = (target) => target.closest?.('input, textarea, select, [contenteditable], dialog[open]')

/**
 * From the row in focus, or from the top.
 * @param {1 | -1} by
 */
function step(by) {
  const all = rows()
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  if (all.length === 0) return follow(by > 0 ? 'case-after' : 'case-before')
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by]
  next?.focus()
  return next !== undefined
}

/** @param {string} id */
function follow(id) {
  byId(id)?.click()
  return byId(id) !== null
}

/** The case in focus, or the one this page is about. */
function claim() {
  const row = document.activeElement?.closest?.('tr')
  /** @type {HTMLElement | null} */
  const button = row ? row.querySelector('button[form=take]') : byId('do-claim')
  button?.click()
  return button !== null
}

/** Beside a talk, what can be said in it; elsewhere a case. */
function find() {
  const book = byId('phrasebook')
  if (book) {
    book.open = true
    byId('phrase-search').focus()
    return true
  }
  const field = byId('number')
  if (field?.offsetParent) field.focus()
  else location.assign('/console#number')
  return true
}

function sheet() {
  byId('sheet')?.showModal()
  return byId('sheet') !== null
}

/** @param {string} address */
const go = (address) => () => {
  location.assign(address)
  return true
}

/** @type {Record<string, () => boolean>} */
const keys = {
  j: () => step(1),
  k: () => step(-1),
  c: claim,
  '/': find,
  '?': sheet,
}
/** @type {Record<string, () => boolean>} After `g`. */
const places = { q: go('/console'), m: go('/console/me') }
/** Milliseconds that the second key of a pair may take. */
const PATIENCE = 1500
let gone = 0

/** @type {Record<string, () => boolean>} */
const arrows = { ArrowDown: () => step(1), ArrowUp: () => step(-1) }

/**
 * Arrows scroll the page; only from row to row they do as `j` and `k`.
 * @param {any} event
 */
const arrow = ({ key, target }) => (target.matches?.(':is(#queue, #rows) a.number') ? arrows[key] : undefined)

addEventListener('keydown', (event) => {
  const { key, target } = event
  if (document.documentElement.dataset.keys !== 'on' || event.defaultPrevented) return
  if (event.repeat && key !== 'j' && key !== 'k') return
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(target)) return
  const pair = Date.now() - gone < PATIENCE
  gone = key === 'g' && !pair ? Date.now() : 0
  const act = pair ? places[key] : (keys[key] ?? arrow(event))
  if (act?.()) event.preventDefault()
})

addEventListener('click', (event) => {
  const { target } = /** @type {any} */ (event)
  if (target.id === 'close-sheet') byId('sheet').close()
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0
  if (target.id === 'to-help' && plain && sheet()) event.preventDefault()
})

if (location.hash === '#number') byId('number')?.focus()
