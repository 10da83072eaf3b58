import { jsonOf, post } from '../send.js'

// The phrasebook: found by typing, shown as she will read it, sent without leaving the page.
// The list and its fields work without this file.
/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)

/** @param {string} text */
const flat = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** @type {WeakMap<HTMLSelectElement, any[]>} Every sentence by group, kept when the list is first searched. */
const whole = new WeakMap()

/** @param {HTMLSelectElement} list */
function all(list) {
  const groups = whole.get(list) ?? [...list.children]
  whole.set(list, groups)
  return groups
}

/**
 * Leaves the sentences that hold every word typed; the chosen one stays chosen while it is among them.
 * @param {any} box
 */
function search({ value, dataset }) {
  const list = byId('phrase')
  const words = flat(value).split(/\s+/).filter(Boolean)
  const chosen = list.value
  let found = 0
  const groups = all(list).flatMap((group) => {
    const some = [...group.children].filter(({ text }) => words.every((word) => flat(text).includes(word)))
    found += some.length
    if (some.length === 0) return []
    const copy = group.cloneNode()
    copy.append(...some.map((option) => option.cloneNode(true)))
    return [copy]
  })
  list.replaceChildren(...groups)
  list.value = chosen
  if (list.selectedIndex < 0 && found > 0) list.selectedIndex = 0
  byId('phrase-found').textContent = dataset.found.replace('#', found)
  fields()
}

/** Shows the fields that the chosen sentence has, and no others. */
function fields() {
  const list = byId('phrase')
  if (!list) return
  const needed = (list.selectedOptions[0]?.dataset.places ?? '').split(' ')
  for (const field of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#phrases .place'))) {
    const asked = needed.includes(field.dataset.place ?? '')
    field.hidden = !asked
    Object.assign(field.querySelector('input') ?? {}, { disabled: !asked, required: asked })
  }
  look()
}

let asking = 0

/** What she will read, in the server's own words; nothing until every field is filled in. */
async function look() {
  const form = byId('phrases')
  const { csrf, message, phrase, ...filled } = Object.fromEntries(new FormData(form))
  const turn = ++asking
  const ready = phrase && form.checkValidity()
  const asked = { phrase, with: filled, language: byId('phrase').dataset.language }
  const path = `/console/api/phrases?lang=${document.documentElement.lang}`
  const said = ready ? jsonOf(await post(path, asked)) : null
  if (turn !== asking) return
  byId('preview')?.replaceChildren(...(said ? shown(said) : []))
}

/** @param {{ text: string, hers: { language: string, dir: string, text: string } }} said */
function shown({ text, hers }) {
  const make = (/** @type {object} */ part) => Object.assign(document.createElement('p'), part)
  const first = make({ className: 'said', lang: hers.language, dir: hers.dir, textContent: hers.text })
  first.translate = false
  return [first, make({ className: 'soft', textContent: text })]
}

/** A list is easier to look through when it stands open; live mode may have put in a fresh one. */
function open() {
  const list = byId('phrase')
  if (!list || list.size > 1) return
  list.size = 8
  if (list.selectedIndex < 0) list.selectedIndex = 0
  fields()
}

addEventListener(
  'toggle',
  (/** @type {any} */ { target }) => target.id === 'phrasebook' && target.open && open(),
  true,
)
addEventListener('input', (/** @type {any} */ { target }) => {
  if (target.id === 'phrase-search') search(target)
  else if (target.id === 'phrase') fields()
  else if (target.closest?.('#phrases')) look()
})
addEventListener('keydown', (event) => {
  const { target, key } = /** @type {any} */ (event)
  if (key === 'Enter' && (event.ctrlKey || event.metaKey) && target.closest?.('#phrases'))
    return target.form.requestSubmit(byId('send-phrase'))
  if (
    target.id === 'text' &&
    key === '/' &&
    !target.value &&
    document.documentElement.dataset.keys === 'on'
  ) {
    event.preventDefault()
    byId('phrasebook').open = true
    return byId('phrase-search').focus()
  }
  if (key === 'Escape' && target.closest?.('#phrases')) return byId('text')?.focus()
  if (target.id !== 'phrase-search') return
  if (key === 'Enter' || key === 'ArrowDown') {
    event.preventDefault()
    byId('phrase').focus()
  }
})
if (byId('phrasebook')?.open) open()
