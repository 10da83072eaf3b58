import { bodyOf, parse } from '../send.js'
import './correct.js'
import './drafts.js'
import './keys.js'
import './picker.js'
import { show } from './show.js'
import { ring } from './sound.js'
import { submit } from './submit.js'
import './tabs.js'
import './talking.js'

// The pages work without this file. With it they change by themselves, and nothing typed or focused is lost.
const root = document.documentElement
/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)
root.dataset.script = 'on'

const minutes = { minute: 1, hour: 60, day: 1440 }

/** The same words as the server's: minutes up to two hours, hours up to two days. */
function count() {
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = document.querySelectorAll('time[data-since]')
  for (const time of times) {
    const gone = Math.max(0, Date.now() - Date.parse(time.dateTime)) / 60000
    const unit = gone < 120 ? 'minute' : gone < 2880 ? 'hour' : 'day'
    const format = new Intl.NumberFormat(root.lang, { style: 'unit', unit, unitDisplay: 'short' })
    const text = format.format(Math.floor(gone / minutes[unit]))
    if (time.textContent !== text) time.textContent = text
  }
}

/** What may be done to reach her changes with the hour, what may be read ends, and who is here changes silently. */
function outdated() {
  /** @type {NodeListOf<HTMLElement>} */
  const ends = document.querySelectorAll('[data-until]')
  const times = [...ends].map(({ dataset }) => Number(dataset.until))
  if (times.some((until) => Date.now() > until + 5000)) refresh()
}

// Fetching it.

let asked = false
let busy = false

/** However much changes: a page is fetched anew at most so often, in milliseconds. */
const EVERY = 1000

/** One request at a time; what changes meanwhile is fetched after it. A page that answered a form is at its own address. */
async function refresh() {
  asked = true
  if (busy) return
  busy = true
  while (asked) {
    asked = false
    const rest = new Promise((resolve) => setTimeout(resolve, EVERY))
    const answer = await fetch(root.dataset.self ?? location.href, { headers: { 'X-Live': '1' } }).catch(
      () => null,
    )
    if (answer?.ok) show(parse(await answer.text()))
    if (answer && !answer.ok) byId('lost').hidden = false
    await rest
  }
  busy = false
}

/** One page of this browser listens for all of them: a browser opens few connections to one host. */
const others = 'BroadcastChannel' in window ? new BroadcastChannel('silta-desk') : null

/** @param {'changed' | 'alarm' | 'lost'} what */
function hear(what) {
  byId('lost').hidden = what !== 'lost'
  if (what !== 'lost') refresh()
  if (what === 'alarm') ring()
}

function listen() {
  const stream = new EventSource('/console/api/events')
  const tell = (/** @type {'changed' | 'alarm' | 'lost'} */ what) => {
    others?.postMessage(what)
    hear(what)
  }
  stream.addEventListener('case', () => tell('changed'))
  stream.addEventListener('alarm', () => tell('alarm'))
  // After a break, whatever happened meanwhile.
  stream.addEventListener('open', () => tell('changed'))
  stream.addEventListener('error', () => {
    if (stream.readyState !== EventSource.CLOSED) return
    tell('lost')
    setTimeout(listen, 10000)
  })
}

// Sending without leaving the page.

/** @type {{ base: string, id: string, text: string } | null} */
let failed = null
let tries = 0

/**
 * The same words go again under the same id and count once; other words need another id.
 * @param {any} form
 */
function idFor(form) {
  const { message, text } = form.elements
  if (!failed || failed.base !== message.value) return message.value
  return failed.text === text.value ? failed.id : `${message.value}.${++tries}`
}

let unsent = ''

/**
 * A sentence of the phrasebook, or a note. What failed goes again under its id, so it counts once; anything else needs another.
 * @param {any} form
 */
async function sendOther(form) {
  if (form.getAttribute('aria-busy')) return
  const { message } = form.elements
  const trouble = form.querySelector('.trouble')
  const body = bodyOf(form)
  body.delete('message')
  const content = String(body)
  if (unsent && unsent !== content) message.value = crypto.randomUUID()
  body.set('message', message.value)
  trouble.hidden = true
  const answer = await submit(form, form.action, body)
  if (!answer) return
  unsent = answer.ok ? '' : content
  if (answer.ok) {
    message.value = crypto.randomUUID()
    for (const box of form.querySelectorAll('textarea')) box.value = ''
  } else trouble.hidden = false
  if (answer.trouble) trouble.textContent = answer.trouble
  if (answer.page.getElementById('about')) show(answer.page)
  // What was sent is seen, and no second press sends it again.
  if (answer.ok && form.id === 'phrases') return goOn()
  form.querySelector('select, textarea')?.focus()
}

/** Said to her: the talk shows it, and the worker is in the box to go on. */
function goOn() {
  const book = byId('phrasebook')
  if (book) book.open = false
  const log = byId('log')
  log.scrollTop = log.scrollHeight
  byId('text')?.focus({ preventScroll: true })
  log.querySelector('li:last-child')?.scrollIntoView({ block: 'nearest' })
}

/** @param {any} form */
async function send(form) {
  const { message: base, text } = form.elements
  if (form.getAttribute('aria-busy') || !text.value.trim()) return
  const id = idFor(form)
  const body = bodyOf(form)
  body.set('message', id)
  byId('unsent').hidden = true
  const said = text.value
  const answer = await submit(form, form.action, body)
  if (!answer) return
  const { ok, page, trouble } = answer
  if (ok) {
    failed = null
    /** @type {HTMLInputElement | null} */
    const next = page.querySelector('#write [name=message]')
    base.value = next?.value ?? crypto.randomUUID()
    if (text.value === said) text.value = ''
  } else {
    failed = { base: base.value, id, text: said }
    byId('unsent').hidden = false
  }
  if (trouble) byId('unsent').textContent = trouble
  if (page.getElementById('about')) show(page)
  if (ok) goOn()
  else byId('text')?.focus()
}

addEventListener('submit', (event) => {
  const { target } = /** @type {any} */ (event)
  if (target.matches('#phrases, #write-note')) {
    event.preventDefault()
    return sendOther(target)
  }
  if (target.id !== 'write') return
  event.preventDefault()
  send(target)
})
addEventListener('keydown', (event) => {
  const { target } = /** @type {any} */ (event)
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && target.id === 'text')
    target.form?.requestSubmit()
})
addEventListener('click', (/** @type {any} */ { target }) => {
  if (target.id === 'print') print()
})

if (root.dataset.desk === 'on') {
  const log = byId('log')
  if (log) log.scrollTop = log.scrollHeight
  byId('list')?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  others?.addEventListener('message', ({ data }) => hear(data))
  if (navigator.locks) navigator.locks.request('silta-desk', () => new Promise(listen))
  else listen()
  setInterval(count, 10000)
  setInterval(outdated, 10000)
}
