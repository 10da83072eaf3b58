// What makes the talk live: how far each message has come, who is writing, and a machine's help without leaving
// the page. All of it also works, with reloads, without this file.
import { bodyOf, jsonOf, post } from '../send.js'
import { show } from './show.js'
import { submit } from './submit.js'

/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)
const at = () => /^\/console\/cases\/(\d{20})/.exec(location.pathname)?.[1]
/**
 * @param {'marks' | 'typing'} name
 * @param {object} body
 * @param {AbortSignal} [signal]
 */
const call = (name, body, signal) => post(`/console/api/cases/${at()}/${name}`, body, { signal })

// How far it has come.

/**
 * @param {Element | null} node
 * @param {string} text
 */
const put = (node, text) => {
  if (node && node.textContent !== text) node.textContent = text
}

/** @param {{ given: number, shown: number, there: boolean, seen?: number, writing: boolean }} peer */
function tell({ given, shown, there, seen, writing }) {
  const words = byId('log').dataset
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#log .mark'))) {
    const order = Number(mark.dataset.order)
    put(mark, order <= shown ? words.shown : order <= given ? words.delivered : words.sent)
  }
  const her = byId('her')
  if (!her) return
  const tag = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang
  const clock = new Intl.DateTimeFormat(tag, {
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: 'Europe/Helsinki',
  })
  const last = seen ? her.dataset.seen.replace('#', clock.format(seen)) : ''
  her.hidden = false
  put(her, writing ? her.dataset.writing : there ? her.dataset.there : last)
}

/** @type {AbortController | null} */
let asking = null
let known = ''

/** Asks only while the page is in sight: what it shows then counts as read. */
async function ask() {
  const log = byId('log')
  if (asking || document.hidden || !at() || log?.dataset.peer !== 'on') return
  const control = new AbortController()
  asking = control
  const last = log.querySelector('li:last-child')
  const hers = [...log.querySelectorAll('li.person')].at(-1)
  const shown = Number(last?.id.slice('line-'.length) ?? 0)
  const answer = await call('marks', { shown, said: Number(hers?.dataset.at ?? 0), known }, control.signal)
  const news = jsonOf(answer)
  if (asking !== control) return
  asking = null
  if (news) {
    known = news.key
    tell(news)
  }
  // Somebody else has the case now, or nobody is signed in.
  if (!news && answer.status > 0 && answer.status < 500) return
  setTimeout(ask, news ? 300 : 5000)
}

function again() {
  asking?.abort()
  asking = null
  known = ''
  ask()
}

addEventListener('visibilitychange', again)

let told = 0
addEventListener('input', (/** @type {any} */ { target }) => {
  if (target.id !== 'text' || byId('log')?.dataset.peer !== 'on' || Date.now() - told < 3000) return
  told = Date.now()
  call('typing', {})
})

// A machine's help.

/**
 * @param {HTMLElement} place
 * @param {string | null} [words] other than those that are there
 */
function complain(place, words) {
  place.textContent = words || place.textContent
  place.hidden = false
}

/** @param {HTMLFormElement} form */
async function translate(form) {
  const answer = await submit(form, form.action, bodyOf(form))
  if (!answer) return
  const { ok, page, trouble } = answer
  if (page.getElementById('about')) show(page)
  if (!ok) complain(byId('unsent'), trouble)
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
async function draft(form, button) {
  const answer = await submit(form, button.formAction, bodyOf(form))
  if (!answer) return
  const { ok, page, trouble } = answer
  byId('unsent').hidden = true
  const fresh = page.getElementById('drafted')
  if (!ok || !fresh) return complain(byId('unsent'), trouble)
  byId('drafted').replaceWith(fresh)
  byId('draft-title')?.focus()
}

/**
 * Sent, the words leave the box they were written in.
 * @param {any} form
 */
async function send(form) {
  const answer = await submit(form, form.action, bodyOf(form))
  if (!answer) return
  const { ok, page, trouble } = answer
  if (!ok) return complain(form.querySelector('.trouble'), trouble)
  form.parentElement.replaceChildren()
  byId('text').value = ''
  if (page.getElementById('about')) show(page)
  byId('text').focus()
}

addEventListener(
  'submit',
  (event) => {
    const { target, submitter } = /** @type {any} */ (event)
    told = 0
    if (submitter?.id === 'draft') draft(target, submitter)
    else if (target.id === 'send-draft') send(target)
    else if (target.className === 'translate') translate(target)
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  },
  true,
)

const lines = document.querySelector('#log ol')
// A new line is in sight as soon as it is there.
if (lines) new MutationObserver(again).observe(lines, { childList: true })
ask()
