import { type Cell, type Stats, type Table, tables } from '../../../intake/case/stats.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { documentOf } from '../../document.ts'
import { html } from '../../html.ts'
import { Page } from '../frame.ts'
import type { Frame } from '../frame-view.ts'
import { named, tongueName } from '../names.ts'

interface StatsView extends Frame {
  stats: Stats
  /** Numbers of weeks that can be chosen. */
  periods: readonly number[]
}

/** What a cell counts, in the worker's language. */
function cellName(t: Translate, table: Table, id: string): string {
  if (table === 'week') return id
  if (table === 'language') return tongueName(t, id)
  if (t.has(`desk.stats.${table}.${id}`)) return t(`desk.stats.${table}.${id}`)
  return named(t, table, id)
}

interface ChartProps {
  t: Translate
  table: Table
  cells: Cell[]
}

const WIDTH = 320
const ROW = 40
const HEIGHT = 120

const most = (cells: Cell[]) => Math.max(1, ...cells.map(({ count }) => count ?? 0))

/** Named bars one under the other; what is not shown has a dashed outline. */
const Bars = ({ t, table, cells }: ChartProps) => html`
  ${cells.map(({ id, count }, at) => {
    const width = count === null ? 40 : Math.max(count && 1, (count / most(cells)) * WIDTH)
    return html`
      <text x="0" y=${at * ROW + 14}>${cellName(t, table, id)}: ${count ?? t('desk.stats.hidden')}</text>
      <rect x="0" y=${at * ROW + 20} width=${width.toFixed(1)} height="12" class=${count === null ? 'none' : undefined} />`
  })}`

/** A column a week, the first and the last named. */
const Columns = ({ t, cells }: ChartProps) => {
  const step = WIDTH / cells.length
  const ends = [cells[0], cells.at(-1)]
  return html`
    ${cells.map(({ id, count }, at) => {
      const height = Math.max(1, count === null ? 12 : (count / most(cells)) * HEIGHT)
      return html`
        <rect x=${(at * step + 1).toFixed(1)} y=${(HEIGHT - height).toFixed(1)} width=${(step - 2).toFixed(1)} height=${height.toFixed(1)} class=${count === null ? 'none' : undefined}>
          <title>${id}: ${count ?? t('desk.stats.hidden')}</title>
        </rect>`
    })}
    <text x="0" y=${HEIGHT + 18}>${ends[0]?.id}</text>
    <text x=${WIDTH} y=${HEIGHT + 18} text-anchor="end">${ends[1]?.id}</text>`
}

/** A picture for who sees it; what it says is in the table beside it. */
const Chart = (props: ChartProps) => {
  const { t, table, cells } = props
  const height = table === 'week' ? HEIGHT + 24 : cells.length * ROW
  const title = t(`desk.stats.table.${table}`)
  return html`
    <svg role="img" viewBox=${`0 0 ${WIDTH} ${height}`} aria-label=${t('desk.stats.chart', { title })}>
      ${table === 'week' ? html`<${Columns} ...${props} />` : html`<${Bars} ...${props} />`}
    </svg>`
}

const Figure = ({ t, table, cells }: ChartProps) => {
  const title = t(`desk.stats.table.${table}`)
  return html`
    <section class="figure" aria-labelledby=${`stats-${table}`}>
      <h2 id=${`stats-${table}`}>${title}</h2>
      <${Chart} t=${t} table=${table} cells=${cells} />
      <table role="table" aria-labelledby=${`stats-${table}`}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${title}</th>
            <th role="columnheader" scope="col" class="number-cell">${t('desk.stats.count')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${cells.map(
            ({ id, count }) => html`
              <tr role="row">
                <th role="rowheader" scope="row">${cellName(t, table, id)}</th>
                <td role="cell" class="number-cell">${count ?? html`<span class="soft">${t('desk.stats.hidden')}</span>`}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`
}

const Periods = ({ view: { t, stats, periods } }: { view: StatsView }) => html`
  <nav class="filters" aria-label=${t('desk.stats.weeks')}>
    <ul>
      ${periods.map(
        (count) => html`
          <li>
            <a href=${`/console/stats?weeks=${count}`} aria-current=${count === stats.weeks ? 'page' : undefined}>
              ${t('desk.stats.weeks.pick', { count })}
            </a>
          </li>`,
      )}
    </ul>
  </nav>`

const Figures = ({ view: { t, stats } }: { view: StatsView }) => html`
  <p><strong>${stats.total === null ? t('desk.stats.total.hidden') : t('desk.stats.total', { total: stats.total })}</strong></p>
  <p class="pages"><a href=${`/console/api/stats?weeks=${stats.weeks}&format=excel`}>${t('desk.stats.excel')}</a></p>
  ${tables.map((table) => html`<${Figure} t=${t} table=${table} cells=${stats.tables[table]} />`)}`

export const statsPage = (view: StatsView): string => {
  const { t, stats } = view
  return documentOf(html`
    <${Page} view=${view} title=${t('desk.stats')}>
      <h1>${t('desk.stats')}</h1>
      <p>${t('desk.stats.text', { weeks: stats.weeks })}</p>
      <${Periods} view=${view} />
      ${stats.total === 0 ? html`<p class="empty">${t('desk.stats.none')}</p>` : html`<${Figures} view=${view} />`}
    <//>`)
}
