import { returnReasons, takeReasons } from '../../../intake/case/transitions.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment, tongueName, toReader } from '../names.ts'
import { Own } from '../own.ts'
import { ActPart } from './act-part.ts'
import { isMine, isOpen, type Noted } from './detail.ts'
import { EndingSoon } from './endings.ts'
import { HandOver } from './hand-over.ts'
import { Form, Why } from './saying.ts'
import type { CaseView } from './view.ts'

type Viewing = { view: CaseView }

const Button = ({
  view: { t, found, worker },
  name,
  main,
}: Viewing & { name: string; main?: boolean }) => html`
  <${Act} to=${`/console/cases/${found.id}/${name}`} csrf=${worker?.csrf ?? ''}>
    <button id=${`do-${name}`} class=${main ? 'main' : undefined}>${t(`desk.act.${name}`)}</button>
  <//>`

const Reason = ({ view: { t, unsent }, of }: Viewing & { of: readonly string[] }) => html`
  <label for="reason">${t('desk.release.why')}</label>
  <select id="reason" name="reason" required>
    <option value="">${t('desk.pick')}</option>
    ${of.map((id) => html`<option value=${id} selected=${unsent?.reason === id}>${t(`desk.reason.${id}`)}</option>`)}
  </select>`

/** What she will read then. */
const Reads = ({ view: { t, found }, text }: Viewing & { text: string }) => html`
  <span class="soft">${toReader(t, 'desk.release.reads', found)} <q>${t(text)}</q></span>`

/**
 * To the queue or to the bot, what she reads then, and why. While somebody waits for an answer, never to the bot; and
 * whoever only sent something, and never talked with anybody, is not made to wait for a talk.
 */
const GiveBack = ({ view }: Viewing) => {
  const { t, found, unsent } = view
  const waits = found.unanswered !== undefined
  const untalked = !waits && found.record !== undefined && found.messages.length === 0
  const chosen = waits ? 'queue' : (unsent?.to ?? (untalked ? 'bot' : 'queue'))
  const To = ({ to, reads }: { to: string; reads: string }) => html`
    <label class="pick">
      <input type="radio" name="to" value=${to} required checked=${chosen === to} disabled=${waits && to === 'bot'} />
      <span>${t(`desk.release.to.${untalked && to === 'bot' ? 'sent' : to}`)}<br /><${Reads} view=${view} text=${reads} /></span>
    </label>`
  return html`
    <${Form} view=${view} name="release" id="releasing">
      <fieldset>
        <legend>${t('desk.release.to')}</legend>
        <${To} to="queue" reads="talk.requeued" />
        <${To} to="bot" reads="talk.returned" />
        ${waits && html`<p id="release-waits" class="soft">${toReader(t, 'desk.release.waits', found)}</p>`}
      </fieldset>
      <${Reason} view=${view} of=${returnReasons.filter((why) => why !== 'absent')} />
      <${Why} view=${view} name="releaseNote" />
      <button class="main" id="do-release">${t('desk.act.release')}</button>
    <//>`
}

/** What a colleague wrote last on doing this with the case: where it is answered, not only among the notes. */
const LastNote = ({ view: { found }, on }: Viewing & { on: Noted['on'] }) => {
  const note = found.notes.findLast((one) => one.on === on)
  return note?.text
    ? html`<blockquote dir="auto" translate="no"><${Own} text=${note.text} /></blockquote>`
    : null
}

/** To whoever was asked: take it on, or say why not. */
const Offered = ({ view }: Viewing) => {
  const { t, found, interpreter } = view
  return html`
    <div class="offer" role="group" aria-labelledby="offer-title">
      <p id="offer-title">${t('desk.offer.toMe', { name: found.offer?.from ?? '', at: moment(t, found.offer?.at ?? 0) })}</p>
      <${LastNote} view=${view} on="transfer" />
      ${interpreter && html`<p id="offer-language">${t('desk.offer.language', { language: tongueName(t, found.language) })}</p>`}
      <${Button} view=${view} name="accept" main />
      <${Form} view=${view} name="decline" id="declining">
        <${Why} view=${view} name="declineNote" required />
        <button class="main" id="do-decline">${t('desk.act.decline')}</button>
      <//>
    </div>`
}

/** To whoever asked: it stands, or how it ended. */
const Asked = ({ view }: Viewing) => {
  const { t, found } = view
  const { offer, offerEnded } = found
  if (offer)
    return html`
      <div class="offer" role="group" aria-labelledby="offer-title">
        <p id="offer-title">${t('desk.offer.byMe', { name: offer.to, at: moment(t, offer.at) })}</p>
        <${Button} view=${view} name="withdraw" />
      </div>`
  if (!offerEnded || offerEnded.how === 'withdrawn') return null
  const { how, name, at } = offerEnded
  return html`
    <div class="offer" id="offer-ended">
      <p>${t(`desk.offer.${how}`, { name, at: moment(t, at) })}</p>
      ${how === 'declined' && html`<${LastNote} view=${view} on="decline" />`}
    </div>`
}

const said = ['releaseNote', 'transferNote', 'declineNote', 'closeNote', 'reopenNote', 'correctNote']

/** What was typed for an act that cannot be done any more stays to be copied. */
function Kept({ view }: Viewing) {
  const { t, unsent, found } = view
  const shown = [
    ...(found.assignee?.me || (unsent?.others && mayTakeBack(view)) ? ['releaseNote'] : []),
    ...(found.assignee?.me ? ['transferNote'] : []),
    ...(found.offered === 'toMe' ? ['declineNote'] : []),
    ...view.forms.flatMap(({ fields }) => fields.map(({ name }) => name)),
  ]
  const lost = said.filter((name) => unsent?.[name] && !shown.includes(name))
  return html`${lost.map(
    (name) => html`
      <div class="kept">
        <label for=${name}>${t('desk.write.kept')}</label>
        <textarea id=${name} rows="3" readonly>${unsent![name]}</textarea>
      </div>`,
  )}`
}

/** The languages of a draft for the file: those that the desk itself is read in. */
const Draft = ({ view: { t, found, languages } }: Viewing) => html`
  <details id="drafting" class="act">
    <summary>${t('desk.document')}</summary>
    <ul class="draft">
      ${languages.map(
        (tag) => html`
          <li>
            ${t(`language.${tag}`)}:${' '}
            <a href=${`/console/cases/${found.id}/document?in=${tag}`}>${t('desk.document.page')}</a>${' '}
            ${['docx', 'xlsx'].map((format) => html`<a href=${`/console/api/cases/${found.id}/document/${format}?in=${tag}`} download>${format.toUpperCase()}</a> `)}
          </li>`,
      )}
    </ul>
    <p class="soft">${t('desk.document.keep')}</p>
  </details>`

const Download = ({ t, id }: { t: CaseView['t']; id: string }) => html`
  <p class="download">
    ${t('desk.export')}:${' '}
    ${['json', 'excel'].map((format) => html`<a href=${`/console/api/cases/${id}/export?format=${format}`} download>${t(`desk.export.${format}`)}</a> `)}
  </p>`

const mayTakeBack = ({ found, worker }: CaseView) =>
  isOpen(found) && found.assignee?.me === false && worker?.others === true

/** A supervisor frees a colleague's case for another worker; it is asked for by name, in its own form, with a reason. */
const TakeBack = ({ view }: Viewing) => {
  const { t, found, worker, message } = view
  const unsent = view.unsent?.others ? view.unsent : undefined
  const mine = { ...view, unsent }
  return html`
    <details id="taking-back" class="act" open=${unsent !== undefined}>
      <summary>${t('desk.takeBack')}</summary>
      <${Act} to=${`/console/cases/${found.id}/release`} csrf=${worker?.csrf ?? ''}>
        <input type="hidden" name="message" value=${`${message}.release`} />
        <input type="hidden" name="others" value="yes" />
        <p>${toReader(t, 'desk.release.queue', found)}<br /><${Reads} view=${view} text="talk.requeued" /></p>
        <${Reason} view=${mine} of=${takeReasons} />
        <${Why} view=${mine} name="releaseNote" id="takeNote" />
        <button class="main" id="do-take-back">${t('desk.takeBack.do')}</button>
        <p class="or">${t('desk.relieve.text')}<br /><${Reads} view=${view} text="talk.changed" /></p>
        <button id="do-relieve" formaction=${`/console/cases/${found.id}/relieve`}>${t('desk.act.relieve')}</button>
      <//>
    </details>`
}

/** `data-version`: while it stays, live mode leaves the buttons and what was picked alone. */
export function Actions({ view }: Viewing) {
  const { t, found } = view
  const over = !isOpen(found)
  const mine = isMine(found)
  const ends = `${found.ending?.until ?? ''} ${found.goesOn ?? ''}`
  const offer = `${found.offered ?? ''} ${found.offer?.at ?? ''} ${found.offerEnded?.at ?? ''}`
  return html`
    <div id="actions" data-live data-version=${`${found.application} ${found.talk} ${found.assignee?.me ?? ''} ${offer} ${ends} ${found.masked ? 'masked' : ''}`}>
      <${EndingSoon} view=${view} />
      ${!over && found.offered === 'toMe' && html`<${Offered} view=${view} />`}
      ${mine && html`<${Asked} view=${view} />`}
      ${mine && html`<${HandOver} view=${view} /><${GiveBack} view=${view} />`}
      ${mayTakeBack(view) && html`<${TakeBack} view=${view} />`}
      ${view.forms.map((form) => html`<${ActPart} view=${view} form=${form} />`)}
      <${Kept} view=${view} />
      <div class="out">
        ${found.record && found.assignee?.me && !found.masked && html`<${Draft} view=${view} /><${Download} t=${t} id=${found.id} />`}
        <button type="button" id="print" class="scripted">${t('desk.print')}</button>
      </div>
    </div>`
}
