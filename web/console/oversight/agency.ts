import type { Translate } from '../../../intake/form/words.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { direction } from '../../../locales/index.ts'
import { documentOf } from '../../document.ts'
import { html } from '../../html.ts'
import { Page } from '../frame.ts'
import { moment, tongueName } from '../names.ts'
import type { AgencyView, Said } from './agency-view.ts'
import { Table } from './table.ts'

type Shown = { view: AgencyView }

const At = ({ t, at }: { t: Translate; at: number }) =>
  html`<time datetime=${isoTime(at)}>${moment(t, at)}</time>`

/** A day without a time of day. */
const dayIn = (t: Translate, iso: string) =>
  new Intl.DateTimeFormat(t.language === 'en' ? 'en-GB' : t.language, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  }).format(Date.parse(iso))

const clock = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

interface WordsProps {
  t: Translate
  said: Said
  /** A locale key: what is so in the languages in which there are none. */
  lacking: string
}

/** Words in each language they are in, marked as that; and those in which there are none. */
const Words = ({ t, said: { words, missing }, lacking }: WordsProps) => html`
  ${words.map(
    ({ language, text }) => html`
      <p class="in-tongue"><span class="soft">${tongueName(t, language)}</span> <span lang=${language} dir=${direction(language)}>${text}</span></p>`,
  )}
  ${
    missing.length > 0 &&
    html`<p class="soft">${t(lacking, { languages: missing.map((tag) => tongueName(t, tag)).join(', ') })}</p>`
  }`

interface EntriesProps {
  t: Translate
  title: string
  id: string
  lacking?: string
  entries: ({ title: unknown; notes?: string[] } & Said)[]
}

const Entries = ({ t, title, id, entries, lacking = 'desk.agency.notIn' }: EntriesProps) =>
  entries.length > 0 &&
  html`
    <h2>${title}</h2>
    <dl id=${id} class="own-entries">
      ${entries.map(
        ({ title, notes = [], ...said }) => html`
          <div class="row"><dt>${title}</dt>
            <dd><${Words} t=${t} said=${said} lacking=${lacking} />${notes.map((note) => html`<p class="soft">${note}</p>`)}</dd></div>`,
      )}
    </dl>`

const Files = ({ view: { t, files } }: Shown) => html`
  <h2>${t('desk.agency.files')}</h2>
  ${
    files.length === 0
      ? html`<p class="empty">${t('desk.agency.none')}</p>`
      : html`<${Table} name="files" title=${t('desk.agency.files')} columns=${['file', 'written', 'since'].map((name) => t(`desk.agency.${name}`))} rows=${files.map(
          ({ file, written, since }) => [
            ...[
              html`<bdi>${file}</bdi>`,
              html`<${At} t=${t} at=${written} />`,
              html`<${At} t=${t} at=${since} />`,
            ],
          ],
        )} />`
  }`

const Hours = ({ view: { t, hours } }: Shown) => {
  // 1 January 2024 was a Monday.
  const nameOf = (day: number) =>
    new Intl.DateTimeFormat(t.language, { weekday: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, 1 + day),
    )
  return html`
    <h2>${t('desk.agency.hours')}</h2>
    <p>${t(`desk.agency.hours.${hours.from}`)}</p>
    <dl id="own-hours">
      ${hours.week.map(
        ({ day, spans }) => html`
          <div class="row"><dt>${nameOf(day)}</dt><dd dir="ltr">${spans.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(', ')}</dd></div>`,
      )}
    </dl>
    ${hours.closed.length > 0 && html`<p>${t('desk.agency.closed', { days: hours.closed.map((day) => dayIn(t, day)).join(', ') })}</p>`}`
}

const Numbers = ({ view: { t, contacts } }: Shown) => {
  const columns = ['number', 'source', 'checked', 'whose'].map((name) => t(`desk.agency.${name}`))
  const rows = contacts.map(({ name, value, source, checked, own }) => [
    html`<bdi dir="ltr">${value}</bdi> <span class="soft">${name}</span>`,
    html`<bdi>${source}</bdi>`,
    checked ? dayIn(t, checked) : t('desk.agency.unchecked'),
    t(own ? 'desk.agency.ofFile' : 'desk.agency.ofSilta'),
  ])
  return html`
    <h2>${t('desk.agency.contacts')}</h2>
    <${Table} name="contacts" title=${t('desk.agency.contacts')} columns=${columns} rows=${rows} />`
}

/** What an agency has as its own, for its supervisors: read here, changed in its files. */
export function agencyPage(view: AgencyView): string {
  const { t, folder, trouble, names, phrases, closing, requests } = view
  return documentOf(html`
    <${Page} view=${view} title=${t('desk.agency')}>
      <p class="back"><a href="/console/overview">${t('desk.overview')}</a></p>
      <h1>${t('desk.agency')}</h1>
      <p>${t('desk.agency.text', { folder: `\u2068${folder}\u2069` })}</p>
      ${trouble && html`<p class="trouble" role="alert" id="agency-trouble">${t('desk.agency.broken', { trouble })} ${t('desk.agency.kept')}</p>`}
      <${Files} view=${view} />
      <${Entries} t=${t} id="own-names" lacking="desk.agency.asSilta" title=${t('desk.agency.names')} entries=${names.map(({ name, ...said }) => ({ title: t(`desk.agency.name.${name}`), ...said }))} />
      <${Entries} t=${t} id="own-phrases" title=${t('desk.agency.phrases')} entries=${phrases.map(
        ({ id, referrer, ...said }) => ({
          title: id,
          ...said,
          notes: referrer ? [t('desk.agency.retold')] : [],
        }),
      )} />
      <${Entries} t=${t} id="own-closing" title=${t('desk.agency.closing')} entries=${closing.map(
        ({ id, offered, ...said }) => ({
          title: id,
          ...said,
          notes: offered ? [] : [t('desk.agency.retired')],
        }),
      )} />
      <${Entries} t=${t} id="own-requests" title=${t('desk.agency.requests')} entries=${requests.map(
        ({ id, questions, ...said }) => ({ title: id, ...said, notes: [questions.join(' · ')] }),
      )} />
      <details>
        <summary>${t('desk.agency.askable')}</summary>
        <dl id="askable">
          ${view.askable.map(({ key, label }) => html`<div class="row"><dt>${label}</dt><dd><bdi translate="no">${key}</bdi></dd></div>`)}
        </dl>
      </details>
      <${Hours} view=${view} />
      <${Numbers} view=${view} />
    <//>`)
}
