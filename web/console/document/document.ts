import { documentOf, Head } from '../../document.ts'
import { html } from '../../html.ts'
import { Own } from '../own.ts'
import type { Sheet, SheetRow } from './view.ts'

interface PrintView {
  sheet: Sheet
  dir: 'ltr' | 'rtl'
  /** Where the case is, and what the way back is called. */
  back: { to: string; title: string }
}

const Row = ({ row: { label, text, own, notes } }: { row: SheetRow }) => html`
  <div class="row">
    <dt>${label}</dt>
    ${
      own
        ? html`<dd class="own" lang=${own.language} dir=${own.dir} translate="no"><${Own} text=${text} /></dd><dd class="soft">${own.name}</dd>`
        : html`<dd>${text}</dd>`
    }
    ${notes.map((note) => html`<dd class="soft" dir="auto">${note}</dd>`)}
  </div>`

/** The same as a page for paper. Its last line stands on every sheet. */
export const documentPage = ({ sheet, dir, back }: PrintView): string =>
  documentOf(html`
    <html lang=${sheet.language} dir=${dir}>
      <${Head} title="Silta" styles=${['/tokens.css', '/console/console.css']} />
      <body class="document">
        <main>
          <p class="back"><a href=${back.to}>${back.title}</a></p>
          <h1>${sheet.title}</h1>
          <p class="soft">${sheet.about}</p>
          <dl>${sheet.facts.map(([name, text]) => html`<div class="row"><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
          ${sheet.parts.map(
            ({ title, rows }) =>
              html`<h2>${title}</h2><dl>${rows.map((row) => html`<${Row} row=${row} />`)}</dl>`,
          )}
          <footer>${sheet.foot}</footer>
        </main>
      </body>
    </html>`)
