import { bodyOf, parse, post } from '../send.js'
import { advance, hasBefore, keep, kept, settle, step } from './history.js'
import { awake, byId, carry, cover, isCovered, isLeaving, leave, uncover, veil } from './leave.js'

// The page works without this file. With it answers come without a page load, Back is the question before, and news
// comes by itself. It keeps nothing: no cookie, no storage, no log.
const root = document.documentElement
/** Of the page as it came: whoever translates it in the browser changes the root's. */
let tongue = root.lang

// Live mode where the browser can; elsewhere forms stay forms.

const live = window.SubmitEvent && 'submitter' in SubmitEvent.prototype && 'replaceChildren' in root
root.dataset.script = 'on'

addEventListener('submit', (event) => {
  const { target, submitter } = /** @type {any} */ (event)
  if (target.id === 'leave' || !live) return
  event.preventDefault()
  if (submitter?.value === 'back' && hasBefore() && !busy) history.back()
  else send(target, submitter)
})
addEventListener('click', (event) => {
  const { target } = /** @type {any} */ (event)
  if (target.id === 'retry' && failed) send(failed.form, failed.button)
  if (target.id === 'go-on') goOn()
  if (target.name === 'page' && live) {
    event.preventDefault()
    toCover()
  }
  if (target.className !== 'skip' || target.form) return
  event.preventDefault()
  land(byId('latest') || byId('chat'))
})

/**
 * The part of the page that answers; none when nothing new came. `after`: when to ask again, in ms.
 * @param {string} path
 * @param {URLSearchParams} body
 * @param {AbortController} control
 */
async function fetchTalk(path, body, { signal }) {
  const headers = { Accept: 'text/html', 'X-Live': tongue }
  const { status, text, ...answer } = await post(path, body, { headers, signal })
  if (answer.headers.get('X-Leave')) leave()
  const after = Number(answer.headers.get('Retry-After')) * 1000
  if (status === 0 || status === 204 || status >= 500) return { status, after, page: null }
  const page = parse(text)
  return { status, after, page: page.getElementById('talk') && page }
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
/** A box of a screen with several questions is named after its question. @param {string} name */
const isAnswer = (name) => answers.includes(name) || name.startsWith('a:')

/**
 * @param {HTMLFormElement} form
 * @param {{ name: string, value: string } | null} button
 * @param {boolean} [moved] the browser went to another entry of its history: that was the act
 */
async function send(form, button, moved = false) {
  if (busy) return
  const body = bodyOf(form, button)
  if (![...body].some(([name, said]) => isAnswer(name) && said.trim()) && !body.has('empty'))
    return refuse(form)
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
  carry(body)
  if (!moved) drafts.delete(byId('talk').dataset.open)
  byId('talk').setAttribute('aria-busy', 'true')
  byId('empty').hidden = byId('offline').hidden = true
  const again = () => fetchTalk('/', body, control)
  let { status, after, page } = await again()
  // The server is there and cannot just now: the same words, under the same id, a moment later.
  while (status === 503 && after && !isLeaving()) {
    await new Promise((done) => setTimeout(done, after))
    ;({ status, after, page } = await again())
  }
  clearTimeout(slow)
  clearTimeout(late)
  busy = false
  carry(null)
  if (isLeaving()) return
  note.textContent = ''
  byId('talk').removeAttribute('aria-busy')
  failed = page ? null : { form, button, ...sent }
  const before = byId('talk').dataset.open
  if (page) {
    show(page, form, body.has('command') && !moved)
    if (isCovered()) goOn()
    if (moved) keep(tokenNow())
    else if (before === byId('talk').dataset.open) keep(tokenNow())
    else advance(tokenNow())
  } else tell('offline', form)
  stopped = false
  listen()
  follow()
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

/** Nothing was said: marked, and why above it. @param {HTMLFormElement} form */
function refuse(form) {
  tell('empty', form)
  const box = /** @type {any[]} */ ([...form.elements]).find(
    ({ type, name }) => type !== 'hidden' && isAnswer(name),
  )
  if (!box) return
  const place = box.closest('.list, .date, .part') ?? box
  place.before(byId('empty'))
  if (box.type !== 'checkbox') box.ariaInvalid = 'true'
}

// Back and forward.

const tokenNow = () => byId('leave').elements.token.value
/** What she began to write, by its question: going back and forward keeps it. @type {Map<string, string>} */
const drafts = new Map()

/** Goes where the browser went, question by question. */
async function follow() {
  if (busy || isLeaving() || isCovered()) return
  const form = [...document.forms].find(
    ({ elements }) => elements.namedItem('message') && !elements.namedItem('text'),
  )
  const command = step()
  if (!command || !form) return
  const { open } = byId('talk').dataset
  // While she talks with a person there is no question to go back to.
  if (!/^(start|bot|quiet|waiting)/.test(open)) return
  const box = byId('text')
  drafts.set(open, box && isHers(box) ? box.value : '')
  await send(form, { name: 'command', value: command }, true)
  const words = drafts.get(byId('talk')?.dataset.open)
  if (!words || !byId('text')) return
  byId('text').value = words
  byId('text').closest('details')?.setAttribute('open', '')
}

addEventListener('popstate', () => {
  if (isLeaving()) return
  if (asleep) token ??= kept()
  if (byId('cover')?.hidden === false) return keep(tokenThen())
  if (!asleep && byId('talk').dataset.begun === 'yes') keep(tokenNow())
  follow()
})

// Showing.

/** @returns {any[]} */
const inputs = () => [...byId('talk').querySelectorAll('input:not([type=hidden]), textarea')]

/** Not only what the page came with. @param {any} one */
const isHers = (one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked

/**
 * Remembers what she typed or ticked outside the form she sent, to put it back.
 * @param {HTMLFormElement} [sent]
 */
function remember(sent) {
  const fields = inputs().filter((one) => one.form !== sent && isHers(one))
  return (/** @type {boolean} */ all) => {
    for (const { name, type, value, checked } of fields) {
      const tick = type === 'checkbox'
      const now = inputs().find((one) => one.name === name && (!tick || one.value === value))
      if (!now || !(all || name === 'text')) continue
      if (tick) now.checked = checked
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

/** @type {false | Promise<void>} */
let covering = false

/**
 * The frame changes only with the language; its token follows the conversation.
 * @param {Document} page
 */
function replace(page) {
  if (page.getElementById('leave')) {
    document.title = page.title
    root.lang = tongue = page.documentElement.lang
    root.dir = page.documentElement.dir
    document.body.replaceChildren(...page.body.children)
    veil()
  } else byId('chat').replaceChildren(page.getElementById('talk'))
  renew()
  covering = byId('talk').dataset.open === 'covered' && toCover()
}

const help = () => byId('talk')?.dataset.begun === 'yes' && import('./later.js')

function renew() {
  help()
  for (const name of ['token', 'message']) {
    /** @type {HTMLInputElement | null} */
    const now = document.querySelector(`#talk [name=${name}]`)
    for (const one of document.querySelectorAll(`form [name=${name}]`))
      if (now) /** @type {HTMLInputElement} */ (one).value = now.value
  }
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
  // Where writing is folded, what she began to write is not.
  if (byId('text')?.value) byId('text').closest('details')?.setAttribute('open', '')
  // What the program just said comes first; in a talk with a worker she stays in her box.
  const talking = /^claimed/.test(byId('talk').dataset.open)
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
    for (const one of rest(fresh))
      if (one.className === 'wait') byId('log').before(one)
      else old.append(one)
    restore(false)
    byId(focus)?.focus({ preventScroll: true })
    renew()
  }
  Object.assign(old.dataset, fresh.dataset)
  further(fresh)
  const after = answering()?.getBoundingClientRect().top
  if (before !== undefined && after !== undefined && before < innerHeight)
    byId('page').scrollBy(0, after - before)
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
  const { seq, peer } = byId('talk').dataset
  const said = byId('writing-said')
  if (!said) return
  if (!peer.endsWith('true')) said.textContent = ''
  else if (saidAt !== seq) said.textContent = byId('writing').textContent
  if (peer.endsWith('true')) saidAt = seq
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
 * Lines that stay are not touched: a screen reader reads only the new ones. A line is known by its number, never by
 * its words, which a translator in the browser may have changed.
 * @param {HTMLElement} list
 * @param {HTMLElement} news
 */
function patch(list, news) {
  const key = (/** @type {any} */ line) =>
    `${line.dataset.seq} ${line.className} ${line.querySelectorAll('.machine').length}`
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
  if (talk?.dataset.live !== 'on' || listening || busy || stopped || document.hidden || isCovered()) return
  const control = new AbortController()
  listening = control
  const late = setTimeout(() => control.abort(), 40000)
  const token = byId('leave').elements.token.value
  const body = new URLSearchParams({ token, seq: talk.dataset.seq, peer: talk.dataset.peer })
  const { status, page, after } = await fetchTalk('/live', body, control)
  clearTimeout(late)
  if (listening !== control || !byId('talk')) return
  listening = null
  stopped = [401, 403, 404].includes(status)
  errors = status === 200 || status === 204 ? 0 : errors + 1
  if (!errors && page) add(page)
  setTimeout(listen, Math.min(30000, Math.max(after, 1000 * 2 ** errors)))
}

// Coming back.

/** A page that came from the history belongs to this conversation, and does not show it yet. */
let token = kept()
const loaded = /** @type {any} */ (performance.getEntriesByType('navigation')[0])?.type
let asleep = live && (loaded === 'back_forward' || Boolean(token))

/** Brings it back. @returns {Promise<boolean>} */
async function resume() {
  asleep = Boolean(token)
  if (!asleep) return true
  const { status, page } = await fetchTalk('/', new URLSearchParams({ token }), new AbortController())
  if (!page || isLeaving()) return false
  asleep = false
  const here = status === 200
  // It is over: who only pressed Back or Forward learns nothing of it.
  if (here || !isCovered()) replace(page)
  settle()
  keep(here ? tokenNow() : undefined)
  await covering
  return true
}

/** The page as it is now, with what she typed. */
async function refresh() {
  const body = new URLSearchParams({ token: tokenNow() })
  const { page } = await fetchTalk('/', body, new AbortController())
  if (!page) return
  const restore = remember()
  replace(page)
  restore(true)
}

async function goOn() {
  awake()
  if (asleep && !(await resume())) return
  if (byId('away')) await refresh()
  uncover()
  document.title = /** @type {string} */ (document.querySelector('h1.unseen')?.textContent)
  land(byId('latest') || byId('chat'))
  listen()
  follow()
}

// A plain page in its place.

const tokenThen = () => (asleep ? token : tokenNow()) ?? ''

/** From now on, and after a reload; where she chose a word, the server opens nothing before it is written. */
async function toCover() {
  const { coverPage } = await import('./cover.js')
  byId('cover')?.remove()
  document.body.append(coverPage(tongue, { token: tokenThen, back: fromCover, open: opened }))
  cover('cover')
  hush()
  keep(tokenThen())
  post('/cover', new URLSearchParams({ token: tokenThen() }))
}

/** The same gesture leads back, unless a word of hers is asked for. */
async function fromCover() {
  const body = new URLSearchParams({ token: tokenThen(), back: '1' })
  const { status, page } = await fetchTalk('/cover', body, new AbortController())
  if (status === 200 && page) opened(page)
}

/** @param {Document} page */
function opened(page) {
  asleep = false
  replace(page)
  settle()
  keep(tokenNow())
  goOn()
}

if (live) {
  if (loaded === 'back_forward' || (asleep && !(await resume()))) cover()
  else if (!kept()) keep()
  root.hidden = false
  document.addEventListener('visibilitychange', listen)
  addEventListener('online', listen)
  help()
  listen()
}
