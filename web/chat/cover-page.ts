import { contactsOf } from '../../intake/form/contacts.ts'
import type { Translate } from '../../intake/form/words.ts'
import { documentOf, Head, rendered } from '../document.ts'
import { html } from '../html.ts'
import { converted, type Day, monthOf, pairsIn } from './calendar.js'
import { withCalls } from './numbers.ts'

/** The plain page as a browser without a script shows it; `cover.js` draws the same with one. */
export interface CoverView {
  t: Translate
  token: string
  today: Day
  /** Months from now. */
  ahead?: number
  /** Which measure, and how much of it. */
  which?: number
  amount?: number
  danger?: boolean
}

/** What to do in danger, and not a word of anything else. */
const Danger = ({ t }: { t: Translate }) =>
  html`<p id="danger">${withCalls(t('say.danger', contactsOf(t)), t)}</p>`
export const coverDanger = (t: Translate): string => rendered(html`<${Danger} t=${t} />`)

/** Of the month that it is: what the browser calls the page, too. */
const nameOf = ({ t, today }: CoverView) => monthOf(t.language, today, 0).name

const Hidden = ({ view: { token, ahead = 0 } }: { view: CoverView }) => html`
  <input type="hidden" name="token" value=${token} />
  <input type="hidden" name="page" value=${ahead} />`

function Month({ view }: { view: CoverView }) {
  const { t, today, ahead = 0 } = view
  const { name, head, weeks } = monthOf(t.language, today, ahead)
  const turn = (by: number, sign: string) => html`
    <button name="ahead" value=${ahead + by} aria-label=${monthOf(t.language, today, ahead + by).name}>${sign}</button>`
  return html`
    <form class="turn" method="post" action="/cover">
      <${Hidden} view=${view} />${turn(-1, '‹')}<h1>${name}</h1>${turn(1, '›')}
      <button id="uncover" name="back" value="1" aria-label=${nameOf(view)}>▦</button>
    </form>
    <table aria-label=${name}>
      <thead><tr>${head.map(({ short, long }) => html`<th scope="col" abbr=${long}>${short}</th>`)}</tr></thead>
      <tbody>
        ${weeks.map(
          (week) =>
            html`<tr>${week.map(({ text, today }) => html`<td aria-current=${today ? 'date' : undefined}>${text}</td>`)}</tr>`,
        )}
      </tbody>
    </table>`
}

function Measures({ view }: { view: CoverView }) {
  const { t, which = 0, amount, danger } = view
  const { from, both } = converted(t.language, which, amount ?? 1)
  return html`
    <form method="post" action="/cover" autocomplete="off">
      <${Hidden} view=${view} />
      <select name="which" aria-label="=">
        ${pairsIn(t.language).map((pair, at) => html`<option value=${at} selected=${at === which}>${pair}</option>`)}
      </select>
      <input name="text" aria-label=${from} dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" />
      <button>=</button>
      <output>${amount === undefined ? '' : both}${danger && html`<${Danger} t=${t} />`}</output>
    </form>`
}

/** All of it, and the mark that leads back. */
export const coverPage = (view: CoverView): string =>
  documentOf(html`
    <html lang=${view.t.language} dir=${view.t.dir}>
      <${Head} title=${nameOf(view)} styles=${['/chat.css', '/cover.css']} secretive />
      <body>
        <main id="cover">
          <${Month} view=${view} />
          <${Measures} view=${view} />
        </main>
      </body>
    </html>`)
