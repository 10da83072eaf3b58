import { bodyOf, parse, post } from '../send.js'

// The page works without this file. With it the way out is instant, answers add nothing to the history, and
// news comes by itself. It keeps nothing: no cookie, no storage, no log.
const root = document.documentElement
/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)
const exit = byId('leave').dataset.exit

// The way out.

function blank() {
  root.hidden = true
  document.body.textContent = ''
}

function leave() {
  const form = byId('leave')
  const body = form && bodyOf(form)
  blank()
  if (body) navigator.sendBeacon?.('/exit', body)
  location.replace(exit)
}

/** @type {number[]} */
let shifts = []
addEventListener('keydown', ({ key, repeat, timeStamp: now }) => {
  if (repeat) return
  shifts = key === 'Shift' ? [...shifts.filter((then) => now - then < 5000), now] : []
  if (shifts.length === 3) leave()
})

// Whoever presses Back later must not find the page as it was.
addEventListener('pagehide', (event) => {
  if (event.persisted) root.hidden = true
})
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  blank()
  location.replace(exit)
})

// Live mode where the browser can; elsewhere forms stay forms.

const live = window.SubmitEvent && 'submitter' in SubmitEvent.prototype && 'replaceChildren' in root
root.dataset.script = 'on'

addEventListener('submit', (event) => {
  const { target, submitter } = /** @type {any} */ (event)
  if (target.id === 'leave') leave()
  // The first answer is a post of the page itself: a reload then brings the conversation back, not its beginning.
  else if (live && byId('talk').dataset.begun === 'yes') send(target, submitter)
  else return
  event.preventDefault()
})
addEventListener('click', (event) => {
  const { target } = /** @type {any} */ (event)
  if (target.id === 'retry' && failed) send(failed.form, failed.button)
  if (target.className !== 'skip') return
  event.preventDefault()
  land(byId('latest') || byId('chat'))
})

/**
 * The part of the page that answers; none when nothing new came.
 * @param {string} path
 * @param {URLSearchParams} body
 * @param {AbortController} control
 */
async function fetchTalk(path, body, { signal }) {
  const headers = { Accept: 'text/html', 'X-Live': root.lang }
  const { status, text, ...answer } = await post(path, body, { headers, signal })
  if (answer.headers.get('X-Leave')) leave()
  if (status === 0 || status === 204 || status === 429 || status >= 500) return { status, page: null }
  const page = parse(text)
  return { status, page: page.getElementById('talk') && page }
}

let busy = false
/** @type {any} The form that did not get through, with what was in it. */
let failed = null
let changed = 0

/**
 * The same words go again under the same id and count once; other words would be lost under it.
 * @param {URLSearchParams} body
 */
function identify(body) {
  const base = body.get('message') ?? ''
  body.delete('message')
  const words = String(body)
  let id = base
  if (failed?.base === base) id = failed.words === words ? failed.id : `${base}.${++changed}`
  body.set('message', id)
  return { base, words, id }
}

const answers = ['value', 'text', 'year', 'month', 'day', 'command']

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 */
async function send(form, button) {
  if (busy) return
  const body = bodyOf(form, button)
  if (!answers.some((name) => body.getAll(name).join('').trim())) return tell('empty', form)
  const sent = identify(body)
  typed = 0
  const note = byId('sending')
  const control = new AbortController()
  const slow = setTimeout(() => {
    note.textContent = note.dataset.words
  }, 600)
  const late = setTimeout(() => control.abort(), 30000)
  hush()
  busy = true
  byId('talk').setAttribute('aria-busy', 'true')
  byId('empty').hidden = byId('offline').hidden = true
  const { page } = await fetchTalk('/', body, control)
  clearTimeout(slow)
  clearTimeout(late)
  busy = false
  if (!byId('talk')) return
  note.textContent = ''
  byId('talk').removeAttribute('aria-busy')
  failed = page ? null : { form, button, ...sent }
  if (page) show(page, form, body.has('command'))
  else tell('offline', form)
  stopped = false
  listen()
}

/**
 * Says what went wrong where she is looking.
 * @param {string} id
 * @param {HTMLFormElement} form
 */
function tell(id, form) {
  const words = byId(id)
  form.append(words)
  words.hidden = false
  words.scrollIntoView({ block: 'nearest' })
}

// Showing.

/** @returns {any[]} */
const inputs = () => [...byId('talk').querySelectorAll('input:not([type=hidden]), textarea')]

/**
 * Remembers what she typed or ticked outside the form she sent, to put it back.
 * @param {HTMLFormElement} [sent]
 */
function remember(sent) {
  const fields = inputs().filter((one) => one.form !== sent && (one.checked || one.type !== 'checkbox'))
  return (/** @type {boolean} */ all) => {
    for (const { name, type, value } of fields) {
      const tick = type === 'checkbox'
      const now = inputs().find((one) => one.name === name && (!tick || one.value === value))
      if (!now || !value || !(all || name === 'text')) continue
      if (tick) now.checked = true
      else now.value = value
    }
  }
}

/**
 * @param {HTMLElement | null} target
 * @param {ScrollLogicalPosition} [block]
 */
function land(target, block = 'start') {
  target?.focus({ preventScroll: true })
  target?.scrollIntoView({ block })
}

/**
 * The frame changes only with the language; its token follows the conversation.
 * @param {Document} page
 */
function replace(page) {
  if (page.getElementById('leave')) {
    document.title = page.title
    root.lang = page.documentElement.lang
    root.dir = page.documentElement.dir
    document.body.replaceChildren(...page.body.children)
  } else byId('chat').replaceChildren(page.getElementById('talk'))
  renew()
}

function renew() {
  /** @type {HTMLInputElement | null} */
  const token = document.querySelector('#talk [name=token]')
  if (token) byId('leave').elements.token.value = token.value
}

/**
 * @param {Document} page
 * @param {HTMLFormElement} form
 * @param {boolean} command
 */
function show(page, form, command) {
  const same = byId('talk').dataset.open === page.getElementById('talk')?.dataset.open
  const focus = form.elements.namedItem('text') ? 'text' : (document.activeElement?.id ?? '')
  const restore = remember(form)
  replace(page)
  if (same || command) restore(same)
  // What the program just said comes first; in a talk with a worker she stays in her box.
  const talking = /^(claimed|waiting)/.test(byId('talk').dataset.open)
  const stay = same && (talking || !document.querySelector('#log #latest:not(.person)')) && byId(focus)
  land(stay || byId('latest'), stay ? 'nearest' : 'start')
}

const answering = () => document.querySelector('.question, .composer')

/**
 * What came by itself: her hands and her place on the page are left alone.
 * @param {Document} page
 */
function add(page) {
  const old = byId('talk')
  /** @type {any} */
  const fresh = page.getElementById('talk')
  const news = fresh.querySelector('#log')
  const restore = remember()
  if (!byId('log') || !news || page.getElementById('leave')) {
    replace(page)
    return restore(false)
  }
  const before = answering()?.getBoundingClientRect().top
  patch(byId('log').firstElementChild, news.firstElementChild)
  if (old.dataset.open !== fresh.dataset.open) {
    const focus = document.activeElement?.id ?? ''
    const rest = (/** @type {HTMLElement} */ from) =>
      [...from.children].filter((one) => one.tagName !== 'H1' && one.id !== 'log')
    for (const one of rest(old)) one.remove()
    old.append(...rest(fresh))
    restore(false)
    byId(focus)?.focus({ preventScroll: true })
    renew()
  }
  Object.assign(old.dataset, fresh.dataset)
  further(fresh)
  const after = answering()?.getBoundingClientRect().top
  if (before !== undefined && after !== undefined && before < innerHeight) scrollBy(0, after - before)
}

let saidAt = ''

/**
 * How far the talk has come. That the worker writes is read out once for each message, not at every pause.
 * @param {HTMLElement} fresh
 */
function further(fresh) {
  for (const id of ['mark', 'writing']) {
    const now = fresh.querySelector(`#${id}`)?.textContent ?? ''
    if (byId(id) && byId(id).textContent !== now) byId(id).textContent = now
  }
  const { seq, far } = byId('talk').dataset
  const said = byId('writing-said')
  if (!said) return
  if (!far.endsWith('true')) said.textContent = ''
  else if (saidAt !== seq) said.textContent = byId('writing').textContent
  if (far.endsWith('true')) saidAt = seq
}

let typed = 0

/** That she writes, never what: only to a worker who talks with her, as the page says. */
addEventListener('input', (/** @type {any} */ { target }) => {
  const claimed = byId('talk')?.dataset.open.startsWith('claimed')
  if (!live || !claimed || target.id !== 'text' || Date.now() - typed < 3000) return
  typed = Date.now()
  const body = new URLSearchParams({ token: byId('leave').elements.token.value })
  post('/typing', body)
})

/**
 * Lines that stay are not touched: a screen reader reads only the new ones.
 * @param {HTMLElement} list
 * @param {HTMLElement} news
 */
function patch(list, news) {
  const key = (/** @type {Element} */ line) => line.className + line.textContent
  let at = list.firstElementChild
  for (const line of [...news.children]) {
    if (byId(line.id)) line.removeAttribute('id')
    if (at && key(at) === key(line)) at = at.nextElementSibling
    else list.insertBefore(line, at)
  }
  while (at) {
    const next = at.nextElementSibling
    at.remove()
    at = next
  }
}

// Listening for more.

/** @type {AbortController | null} */
let listening = null
let stopped = false
let errors = 0

function hush() {
  listening?.abort()
  listening = null
}

async function listen() {
  const talk = byId('talk')
  if (talk?.dataset.live !== 'on' || listening || busy || stopped || document.hidden) return
  const control = new AbortController()
  listening = control
  const late = setTimeout(() => control.abort(), 40000)
  const token = byId('leave').elements.token.value
  const body = new URLSearchParams({ token, seq: talk.dataset.seq, far: talk.dataset.far })
  const { status, page } = await fetchTalk('/live', body, control)
  clearTimeout(late)
  if (listening !== control || !byId('talk')) return
  listening = null
  stopped = [401, 403, 404].includes(status)
  errors = status === 200 || status === 204 ? 0 : errors + 1
  if (!errors && page) add(page)
  setTimeout(listen, Math.min(30000, 1000 * 2 ** errors))
}

if (live) {
  document.addEventListener('visibilitychange', listen)
  addEventListener('online', listen)
  listen()
}
