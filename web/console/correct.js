import { bodyOf, parse } from '../send.js'
import { show } from './show.js'
import { submit } from './submit.js'

// An answer is corrected over its case, so that nothing open or half written there is lost. Without this file it has
// a page of its own, from which this takes the form.

/** @type {HTMLDialogElement | null} One that was left half filled in is there again. */
let dialog = null

/** @param {HTMLAnchorElement} link */
async function open(link) {
  if (dialog?.dataset.of !== link.pathname) {
    const answer = await fetch(link.href).catch(() => null)
    const part = answer?.ok ? parse(await answer.text()).querySelector('.editing') : null
    if (!part?.querySelector('#edit')) return location.assign(link.href)
    part.querySelector('.back')?.remove()
    dialog?.remove()
    dialog = document.createElement('dialog')
    dialog.dataset.of = link.pathname
    dialog.dataset.link = link.id
    dialog.setAttribute('aria-labelledby', 'editing-title')
    dialog.append(part)
    document.body.append(dialog)
  }
  dialog.showModal()
  /** @type {HTMLElement | null} */
  const first = dialog.querySelector('#edit :is(input:not([type=hidden]), select, textarea)')
  first?.focus()
}

function close() {
  const back = dialog?.dataset.link ?? ''
  dialog?.remove()
  dialog = null
  document.getElementById(back)?.focus()
}

/** @param {string | null | undefined} why other words than those that are there */
function complain(why) {
  /** @type {HTMLElement | null | undefined} */
  const place = dialog?.querySelector('.unsaved')
  if (!place) return
  place.textContent = why || place.textContent
  place.hidden = false
}

/** @param {HTMLFormElement} form */
async function save(form) {
  const answer = await submit(form, form.action, bodyOf(form))
  if (!answer) return
  const { ok, page, trouble } = answer
  if (!ok) return complain(trouble)
  show(page)
  close()
}

addEventListener('click', (/** @type {any} */ event) => {
  const { target } = event
  const link = target.closest?.('a.edit')
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0
  if (link && plain) open(link)
  else if (dialog?.contains(target) && target.matches('.cancel')) close()
  else return
  event.preventDefault()
})
addEventListener('submit', (/** @type {any} */ event) => {
  if (!dialog?.contains(event.target) || event.target.id !== 'edit') return
  event.preventDefault()
  save(event.target)
})
