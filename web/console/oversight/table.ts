import { html } from '../../html.ts'

interface TableProps {
  name: string
  title: string
  columns: string[]
  rows: unknown[][]
}

/** A table that a phone shows as cards; roles are named because its display is changed. */
export const Table = ({ name, title, columns, rows }: TableProps) => html`
  <table role="table" id=${`table-${name}`}>
    <caption class="unseen">${title}</caption>
    <thead role="rowgroup">
      <tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (cells) => html`
          <tr role="row">
            ${cells.map((cell, at) =>
              at === 0
                ? html`<th role="rowheader" scope="row">${cell}</th>`
                : html`<td role="cell"><span class="label" aria-hidden="true">${columns[at]}</span><span>${cell}</span></td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`
