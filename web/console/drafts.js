import { keep } from './show.js'

/**
 * What is half written in a case is there again when the worker comes back to it from another, from the list or from
 * Today. It is kept in the tab alone: of two tabs neither sends the other's words, no other computer has them, and the
 * browser drops them with the tab. Never in the store nor in `localStorage`, for what is said of a person must not
 * outlive the work on a shared machine. Signing out drops it in every tab, somebody else's signing in as well, and so
 * does opening a case that is erased. A sign-in that only ended does not: whoever comes back goes on.
 */
const NAME = 'silta-drafts'
const left = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null

/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)
const { me } = document.documentElement.dataset
const composer = byId('composer')
const at = composer && /^\/console\/cases\/(\d{20})/.exec(location.pathname)?.[1]

/** @returns {any[]} Boxes that somebody writes into. */
const boxes = () => [...document.querySelectorAll('main textarea[id]:not([readonly])')]

/** @type {WeakMap<EventTarget, Event>} What was last sent of a form; a script that sends it itself prevents the rest. */
const sent = new WeakMap()
let over = false

/** @returns {{ me?: string | undefined, cases: Record<string, Record<string, string>> }} */
function read() {
  const kept = JSON.parse(sessionStorage.getItem(NAME) ?? 'null')
  return kept && (!me || kept.me === me) ? kept : { me, cases: {} }
}

/** @param {object} kept */
const write = (kept) => sessionStorage.setItem(NAME, JSON.stringify(kept))

function drop() {
  over = true
  sessionStorage.removeItem(NAME)
}

/** @param {HTMLFormElement} form */
const isSent = (form) => sent.get(form)?.defaultPrevented === false

/** What has no box just now stays as it was. */
function put() {
  if (!at || over) return
  const kept = read()
  const mine = kept.cases[at] ?? {}
  for (const { id, value, form } of boxes())
    if (value && !isSent(form)) mine[id] = value
    else delete mine[id]
  if (byId('language')) mine.language = byId('language').value
  write({ ...kept, cases: { ...kept.cases, [at]: mine } })
}

/**
 * What the server gave back after a refusal is newer.
 * @param {string} id
 */
function restore(id) {
  const kept = read()
  if (composer.dataset.erased !== undefined) delete kept.cases[id]
  write(kept)
  const { language, text, ...more } = kept.cases[id] ?? {}
  if (text && !byId('text')) keep(composer, text)
  if (text && byId('text')?.value === '') {
    byId('text').value = text
    byId('language').value = language
  }
  for (const box of boxes()) if (!box.value) box.value = more[box.id] ?? ''
}

const outs = ['/console/sign-out', '/console/me/sign-out-everywhere']

addEventListener('submit', (event) => {
  const target = /** @type {HTMLFormElement} */ (event.target)
  sent.set(target, event)
  if (!outs.includes(new URL(target.action).pathname)) return
  left?.postMessage('left')
  drop()
})
addEventListener('input', (/** @type {any} */ { target }) => target.form && sent.delete(target.form))
left?.addEventListener('message', drop)
addEventListener('pagehide', put)
if (me) write(read())
if (at) restore(at)
