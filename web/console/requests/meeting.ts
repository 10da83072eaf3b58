import { arrangers, help } from '../../../intake/case/meeting.ts'
import { html } from '../../html.ts'
import { dayOf } from '../case/source.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'
import { moment } from '../names.ts'
import { Own } from '../own.ts'
import type { MeetingShown } from './view.ts'

type AgreementShown = MeetingShown['agreed'][number]

const Fact = ({ name, children }: { name: string; children?: unknown }) =>
  html`<div class="row"><dt>${name}</dt><dd>${children}</dd></div>`

const Free = ({ text }: { text: string }) =>
  html`<span dir="auto" translate="no"><${Own} text=${text} /></span>`

function Facts({ view: { t }, one }: { view: CaseView; one: AgreementShown }) {
  const when = [one.date && dayOf(t, one.date), one.time].filter(Boolean).join(' ')
  const shared = help.flatMap((id) => (one.division[id] ? [{ id, ...one.division[id] }] : []))
  return html`
    <dl>
      ${when && html`<${Fact} name=${t('desk.meeting.when')}>${when}<//>`}
      ${one.place && html`<${Fact} name=${t('desk.meeting.place')}><${Free} text=${one.place} /><//>`}
      ${one.participants && html`<${Fact} name=${t('desk.meeting.participants')}><${Free} text=${one.participants} /><//>`}
      ${
        one.interpreter &&
        html`<${Fact} name=${t('desk.meeting.interpreter')}>
          ${t(`desk.meeting.interpreter.${one.interpreter}`)}${one.interpreterLanguage && html` · <${Free} text=${one.interpreterLanguage} />`}<//>`
      }
    </dl>
    ${
      shared.length > 0 &&
      html`
        <h4>${t('desk.meeting.division')}</h4>
        <dl>
          ${shared.map(
            ({ id, who, note }) => html`
              <${Fact} name=${t(`desk.meeting.help.${id}`)}>${t(`desk.meeting.who.${who}`)}${note && html` · <${Free} text=${note} />`}<//>`,
          )}
        </dl>`
    }
    <p class="soft">${t('desk.meeting.by', { name: one.by, at: moment(t, one.at) })}</p>`
}

function Agreements({ view, agreed }: { view: CaseView; agreed: AgreementShown[] }) {
  const { t } = view
  const [last, ...before] = [...agreed].reverse()
  if (!last) return html`<p class="soft">${t('desk.meeting.agreed.none')}</p>`
  const title = t('desk.meeting.before', { count: before.length })
  const older = before.map((one) => html`<div class="older"><${Facts} view=${view} one=${one} /></div>`)
  // Paper cannot be opened: there they stand in full, whatever is collapsed on the screen.
  return html`
    <${Facts} view=${view} one=${last} />
    ${
      before.length > 0 &&
      html`
        <details id="meeting-before"><summary>${title}</summary>${older}</details>
        <div class="printed"><h4>${title}</h4>${older}</div>`
    }`
}

/** What was typed and could not be kept, or else what is agreed now, to be changed. */
function valuesOf({ unsent }: CaseView, last: AgreementShown | undefined): Record<string, string> {
  if (unsent?.seen !== undefined) return unsent
  if (!last) return {}
  const {
    date = '',
    time = '',
    place = '',
    participants = '',
    interpreter = '',
    interpreterLanguage = '',
  } = last
  const division = help.flatMap((id) => [
    [`who:${id}`, last.division[id]?.who ?? ''],
    [`note:${id}`, last.division[id]?.note ?? ''],
  ])
  return {
    date,
    time,
    place,
    participants,
    interpreter,
    interpreterLanguage,
    ...Object.fromEntries(division),
  }
}

const fields = [
  ['date', { type: 'date' }],
  ['time', { type: 'time' }],
  ['place', { type: 'text', maxlength: 200, dir: 'auto' }],
  ['participants', { type: 'text', maxlength: 500, dir: 'auto' }],
] as const

const Option = ({ id, now, title }: { id: string; now: string | undefined; title: string }) =>
  html`<option value=${id} selected=${now === id}>${title}</option>`

/** One help a line: who arranges it, and more about it. */
const Division = ({ view: { t }, values }: { view: CaseView; values: Record<string, string> }) => html`
  <fieldset>
    <legend>${t('desk.meeting.division')}</legend>
    ${help.map(
      (id) => html`
        <div class="share" role="group" aria-label=${t(`desk.meeting.help.${id}`)}>
          <span>${t(`desk.meeting.help.${id}`)}</span>
          <select id=${`meeting-who-${id}`} name=${`who:${id}`} aria-label=${`${t(`desk.meeting.help.${id}`)}: ${t('desk.meeting.who')}`}>
            <${Option} id="" now=${values[`who:${id}`] ?? ''} title=${t('desk.meeting.who.none')} />
            ${arrangers.map((who) => html`<${Option} id=${who} now=${values[`who:${id}`]} title=${t(`desk.meeting.who.${who}`)} />`)}
          </select>
          <input type="text" id=${`meeting-note-${id}`} name=${`note:${id}`} maxlength="200" dir="auto" value=${values[`note:${id}`] ?? ''} placeholder=${t('desk.meeting.note')} aria-label=${`${t(`desk.meeting.help.${id}`)}: ${t('desk.meeting.note')}`} />
        </div>`,
    )}
  </fieldset>`

function Writing({ view, agreed }: { view: CaseView; agreed: AgreementShown[] }) {
  const { t, found, worker, unsent } = view
  const values = valuesOf(view, agreed.at(-1))
  return html`
    <details id="meeting-write" open=${unsent?.seen !== undefined} data-unsent=${unsent?.seen}>
      <summary>${t('desk.meeting.write')}</summary>
      <${Act} to=${`/console/cases/${found.id}/meeting`} csrf=${worker?.csrf ?? ''} class="fill">
        <input type="hidden" name="seen" value=${String(agreed.length)} />
        ${fields.map(
          ([name, props]) => html`
            <label for=${`meeting-${name}`}>${t(`desk.meeting.${name}`)}</label>
            <input id=${`meeting-${name}`} name=${name} value=${values[name] ?? ''} ...${props} />`,
        )}
        <label for="meeting-interpreter">${t('desk.meeting.interpreter')}</label>
        <select id="meeting-interpreter" name="interpreter">
          <${Option} id="" now=${values.interpreter ?? ''} title=${t('desk.meeting.who.none')} />
          ${['booked', 'open', 'notNeeded'].map((id) => html`<${Option} id=${id} now=${values.interpreter} title=${t(`desk.meeting.interpreter.${id}`)} />`)}
        </select>
        <label for="meeting-language">${t('desk.meeting.interpreterLanguage')}</label>
        <input type="text" id="meeting-language" name="interpreterLanguage" maxlength="120" dir="auto" value=${values.interpreterLanguage ?? ''} />
        <${Division} view=${view} values=${values} />
        <button class="main" id="do-meeting">${t('desk.act.meeting')}</button>
      <//>
    </details>`
}

const Standing = ({ view, meeting }: { view: CaseView; meeting: MeetingShown }) => html`
  <h2 id="meeting-title">${view.t('desk.meeting')}</h2>
  <p class="soft">${view.t('desk.meeting.about')}</p>
  <h3>${view.t('desk.meeting.wishes')}</h3>
  ${
    meeting.wishes.length > 0
      ? html`<dl>${meeting.wishes.map(
          (row) => html`
            <div class="row"><dt>${row.label}</dt><dd class=${row.verbatim ? 'own' : undefined} lang=${row.language} dir=${row.verbatim ? 'auto' : undefined} translate=${row.verbatim ? 'no' : undefined}>${row.verbatim ? html`<${Own} text=${row.text} />` : row.text}</dd></div>`,
        )}</dl>`
      : html`<p class="soft">${view.t('desk.meeting.wishes.none')}</p>`
  }
  <h3>${view.t('desk.meeting.agreed')}</h3>
  <${Agreements} view=${view} agreed=${meeting.agreed} />`

/** Reception-centre cases: what she wishes of the joint meeting, what is agreed, and who arranges what. */
export function Meeting({ view }: { view: CaseView }) {
  const { found } = view
  // Nothing of it is shown where there is none, or where this reader does not have the case; the parts stay.
  const meeting = found.erased ? null : found.meeting
  const mine = meeting !== null && found.assignee?.me === true && found.application !== 'closed'
  return html`
    <section id="meeting" aria-labelledby="meeting-title">
      <div id="meeting-agreed" data-live>${meeting && html`<${Standing} view=${view} meeting=${meeting} />`}</div>
      <div id="meeting-form" data-live data-version=${`${mine} ${meeting?.agreed.length}`}>
        ${meeting && mine && html`<${Writing} view=${view} agreed=${meeting.agreed} />`}
      </div>
    </section>`
}
