import { bodyOf, parse, post } from '../send.js'

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

/** @type {[string, string, (x: number) => number][]} */
const measures = [
  ['kilometer', 'mile', (x) => x / 1.609344],
  ['kilogram', 'pound', (x) => x / 0.45359237],
  ['centimeter', 'inch', (x) => x / 2.54],
  ['liter', 'gallon', (x) => x / 3.785411784],
  ['celsius', 'fahrenheit', (x) => x * 1.8 + 32],
]

/** @param {string} text digits of any script */
const numberIn = (text) => {
  const plain = text
    .trim()
    .replace(/[٠-٩]/g, (one) => String(one.charCodeAt(0) - 0x660))
    .replace(/[,٫]/g, '.')
  return plain && Number.isFinite(Number(plain)) ? Number(plain) : null
}

/** @param {number} ahead months from now */
function firstOf(ahead) {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth() + ahead, 1)
}

/** @param {string} language @param {number} ahead */
const nameOf = (language, ahead) =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', calendar: 'gregory' }).format(
    firstOf(ahead),
  )

/** @param {string} language @param {number} ahead */
function month(language, ahead) {
  const first = firstOf(ahead)
  const days = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate()
  const locale = /** @type {any} */ (new Intl.Locale(language))
  const begins = locale.getWeekInfo?.().firstDay ?? 1
  const short = new Intl.DateTimeFormat(language, { weekday: 'short' })
  const long = new Intl.DateTimeFormat(language, { weekday: 'long' })
  const digits = new Intl.NumberFormat(language)
  // 4 January 2026 is a Sunday.
  const week = Array.from({ length: 7 }, (_, at) => new Date(2026, 0, 4 + begins + at))
  const head = make(
    'tr',
    {},
    ...week.map((day) => make('th', { scope: 'col', abbr: long.format(day) }, short.format(day))),
  )
  const gap = (first.getDay() - (begins % 7) + 7) % 7
  const cells = Array.from({ length: Math.ceil((gap + days) / 7) * 7 }, (_, at) => {
    const day = at - gap + 1
    const cell = make('td', {}, day < 1 || day > days ? '' : digits.format(day))
    if (ahead === 0 && day === new Date().getDate()) cell.setAttribute('aria-current', 'date')
    return cell
  })
  const rows = Array.from({ length: cells.length / 7 }, (_, at) =>
    make('tr', {}, ...cells.slice(at * 7, at * 7 + 7)),
  )
  return make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows))
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
    button.setAttribute('aria-label', nameOf(language, ahead + by))
    return button
  }
  const nav = make('p', { className: 'turn' })
  function show(by = 0) {
    ahead += by
    const [name, table] = [nameOf(language, ahead), month(language, ahead)]
    title.textContent = name
    table.setAttribute('aria-label', name)
    place.replaceChildren(table)
    nav.replaceChildren(turn(-1, '‹'), title, turn(1, '›'))
  }
  show()

  const unit = (/** @type {string} */ name, /** @type {number} */ x) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: 2,
    }).format(x)
  const pairs = measures.map(([from, to, f], at) =>
    make('option', { value: String(at) }, `${unit(from, 1)} = ${unit(to, f(1))}`),
  )
  const pick = make('select', {}, ...pairs)
  const field = make('input', { name: 'text', autocomplete: 'off', maxLength: 300, spellcheck: false })
  field.setAttribute('autocapitalize', 'off')
  field.setAttribute('dir', 'auto')
  const made = make('output')
  const convert = () => {
    const x = numberIn(field.value)
    const [from, to, f] = /** @type {[string, string, (x: number) => number]} */ (
      measures[Number(pick.value)]
    )
    made.textContent = x === null ? '' : `${unit(from, x)} = ${unit(to, f(x))}`
    field.setAttribute('aria-label', unit(from, x ?? 1))
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
  const mark = make('button', { type: 'button', id: 'uncover', onclick: back }, '▦')
  mark.setAttribute('aria-label', title.textContent)
  return make(
    'main',
    { id: 'cover', lang: language, dir: document.documentElement.dir },
    nav,
    place,
    form,
    make('p', {}, mark),
  )
}
