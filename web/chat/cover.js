import { bodyOf, parse, post } from '../send.js'
import { converted, monthOf, numberIn, pairsIn } from './calendar.js'

// A plain page in place of the chat: a month, and a converter of measures. All it says comes from the browser's own
// knowledge of languages, so nothing is fetched and nothing ages. A word written into it goes to the server: danger is
// heard, and where she chose a word of hers, that one opens the chat again; any other shows nothing.

const style = document.createElement('link')
style.rel = 'stylesheet'
style.href = '/cover.css'
document.head.append(style)

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} given
 * @param {(Node | string)[]} inside
 */
function make(tag, given = {}, ...inside) {
  const one = Object.assign(document.createElement(tag), given)
  one.append(...inside)
  return one
}

/** @returns {import('./calendar.js').Day} */
function today() {
  const now = new Date()
  return { year: now.getFullYear(), month: now.getMonth(), day: now.getDate() }
}

/** @param {ReturnType<typeof monthOf>} month */
function tableOf({ name, head, weeks }) {
  const days = head.map(({ short, long }) => make('th', { scope: 'col', abbr: long }, short))
  const rows = weeks.map((week) =>
    make(
      'tr',
      {},
      ...week.map((day) => {
        const cell = make('td', {}, day.text)
        if (day.today) cell.setAttribute('aria-current', 'date')
        return cell
      }),
    ),
  )
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...days)), make('tbody', {}, ...rows))
  table.setAttribute('aria-label', name)
  return table
}

/**
 * @param {string} language
 * @param {{ token: () => string, back: () => void, open: (page: Document) => void }} chat what it can ask of the page
 */
export function coverPage(language, { token, back, open }) {
  let ahead = 0
  const title = make('h1', { tabIndex: -1 })
  const place = make('div')
  const turn = (/** @type {number} */ by, /** @type {string} */ sign) => {
    const button = make('button', { type: 'button', onclick: () => show(by) }, sign)
    button.setAttribute('aria-label', monthOf(language, today(), ahead + by).name)
    return button
  }
  const nav = make('p', { className: 'turn' })
  const mark = make('button', { type: 'button', id: 'uncover', onclick: back }, '▦')
  const { name } = monthOf(language, today(), 0)
  mark.setAttribute('aria-label', name)
  document.title = name
  function show(by = 0) {
    ahead += by
    const month = monthOf(language, today(), ahead)
    title.textContent = month.name
    place.replaceChildren(tableOf(month))
    nav.replaceChildren(turn(-1, '‹'), title, turn(1, '›'), mark)
  }
  show()

  const pairs = pairsIn(language).map((pair, at) => make('option', { value: String(at) }, pair))
  const pick = make('select', {}, ...pairs)
  const field = make('input', { name: 'text', autocomplete: 'off', maxLength: 300, spellcheck: false })
  field.setAttribute('autocapitalize', 'off')
  field.setAttribute('dir', 'auto')
  const made = make('output')
  const convert = () => {
    const x = numberIn(field.value)
    const { from, both } = converted(language, Number(pick.value), x ?? 1)
    made.textContent = x === null ? '' : both
    field.setAttribute('aria-label', from)
  }
  pick.setAttribute('aria-label', '=')
  pick.onchange = field.oninput = convert
  convert()
  const form = make('form', { autocomplete: 'off' }, pick, field, make('button', {}, '='), made)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopPropagation()
    if (!field.value.trim() || numberIn(field.value) !== null) return convert()
    const body = bodyOf(form)
    field.value = ''
    body.set('token', token())
    const { status, text } = await post('/cover', body)
    if (status !== 200) return
    const page = parse(text)
    const danger = page.getElementById('danger')
    if (danger) made.replaceChildren(...danger.childNodes)
    else if (page.getElementById('talk')) open(page)
  })
  return make('main', { id: 'cover', lang: language, dir: document.documentElement.dir }, nav, place, form)
}
