import { authorities, bases } from '../../../intake/case/requests.ts'
import { Field } from '../../field.ts'
import { html } from '../../html.ts'
import { type Detail, isMine } from '../case/detail.ts'
import { Fresh, Unseen } from '../case/fresh.ts'
import { Answered, SourceLine, whoOf } from '../case/source.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'
import { moment, tongueName } from '../names.ts'
import { Consents } from './consents.ts'
import type { RequestShown } from './view.ts'

interface OneRequest {
  view: CaseView
  one: RequestShown
}

/** She is asked when she is here; whether and how she may be told to come back, her own rules say. */
function Reach({ view: { t, found } }: { view: CaseView }) {
  const contact = found.contact?.advice.find(({ what }) => what === 'contact')
  if (!contact) return null
  const text = contact.may
    ? t('desk.request.may', { way: t(`contact.way.option.${contact.way}`) })
    : t('desk.request.mayNot', { why: t(`desk.why.${contact.why}`) })
  return html`<p class="soft">${text}</p>`
}

function LinkState({ view: { t }, one }: OneRequest) {
  if (one.to !== 'referrer' || one.status !== 'open') return null
  return html`<p class="soft">${one.expired ? t('desk.request.link.expired') : t('desk.request.link.until', { until: moment(t, one.until ?? 0) })}</p>`
}

const Standing = ({ view: { t }, one }: OneRequest) => html`
  <p>
    <strong>${t(`desk.request.${one.status}`, { at: moment(t, one.ended ?? 0) })}</strong>
    <br /><span class="soft">${t('desk.request.by', { name: one.by, at: moment(t, one.at) })}</span>
  </p>`

const Asked = ({ view: { t }, one }: OneRequest) => html`
  <dl>
    ${one.questions.map(
      ({ label, answer }) => html`
        <div class="row"><dt>${label}</dt>${answer && html`<dd><${Answered} t=${t} told=${answer} /></dd>`}</div>`,
    )}
  </dl>`

const Button = ({ view, one, name, words }: OneRequest & { name: string; words: string }) => html`
  <${Act} to=${`/console/cases/${view.found.id}/${name}`} csrf=${view.worker?.csrf ?? ''} class="inline">
    <input type="hidden" name="request" value=${one.id} />
    <button class="small" id=${`${name}-${one.id}`}>${view.t(words)}<span class="unseen">: ${whoOf(view.t, one.source)}, ${moment(view.t, one.at)}</span></button>
  <//>`

/** What an authority said is filled in by the labels of the questions: it was not asked in the form's words. */
function Recording({ view, one }: OneRequest) {
  const { t, found, worker, unsent } = view
  const given = unsent?.request === one.id ? unsent : {}
  return html`
    <details id=${`record-${one.id}`} open=${given.request !== undefined} data-unsent=${given.request}>
      <summary>${t('desk.request.record')}</summary>
      <${Act} to=${`/console/cases/${found.id}/record`} csrf=${worker?.csrf ?? ''} class="fill">
        <input type="hidden" name="request" value=${one.id} />
        <label for=${`on-${one.id}`}>${t('desk.request.on')}</label>
        <input type="date" id=${`on-${one.id}`} name="on" value=${given.on ?? ''} required />
        ${one.fields.map((ask) => html`<${Field} t=${t} ask=${ask} given=${given} words="desk.field" />`)}
        <button class="main">${t('desk.act.record')}</button>
      <//>
    </details>`
}

function One({ view, one }: OneRequest) {
  const { t, found } = view
  const open = one.status === 'open' && isMine(found)
  return html`
    <li class="request">
      <h3>${t('desk.request.from', { who: whoOf(t, one.source) })}<${Fresh} t=${t} fresh=${one.fresh} /></h3>
      <${Standing} view=${view} one=${one} />
      ${one.to !== 'applicant' && one.status === 'answered' && html`<p class="soft"><${SourceLine} t=${t} source=${one.source} /></p>`}
      ${one.to === 'authority' && one.status !== 'answered' && one.source.basis && html`<p class="soft">${t('desk.source.basis', { basis: t(`desk.basis.${one.source.basis}`) })}</p>`}
      <${Asked} view=${view} one=${one} />
      ${one.to === 'applicant' && one.status === 'answered' && html`<p class="soft">${t('desk.request.inRecord')}</p>`}
      ${one.to === 'applicant' && open && html`<${Reach} view=${view} />`}
      <${LinkState} view=${view} one=${one} />
      ${
        open &&
        html`
          ${one.to === 'authority' && html`<${Recording} view=${view} one=${one} />`}
          <div class="buttons">
            ${one.to === 'referrer' && html`<${Button} view=${view} one=${one} name="link" words="desk.act.link" />`}
            <${Button} view=${view} one=${one} name="recall" words="desk.act.recall" />
          </div>`
      }
    </li>`
}

type Askable = Detail['askable'][number]

type Offered = { view: CaseView; offer: Askable }

const isTicked = ({ unsent }: CaseView, { to }: Askable, box: string): boolean =>
  unsent?.to === to && unsent[box] !== undefined

/** Several at once: what an agency asks for again and again. */
const Sets = ({ view, offer }: Offered) =>
  offer.sets.length > 0 &&
  html`
    <fieldset class="sets">
      <legend>${view.t('desk.request.sets')}</legend>
      ${offer.sets.map(
        ({ id, title, labels }) => html`
          <label class="tick">
            <input type="checkbox" id=${`ask-${offer.to}-set-${id}`} name=${`set:${id}`} value="on" checked=${isTicked(view, offer, `set:${id}`)} />
            <span>${title} (${labels.length})<br /><span class="soft">${labels.join(' · ')}</span></span>
          </label>`,
      )}
    </fieldset>`

type Questions = Offered & { title: string; questions: Askable['questions'] }

const Keys = ({ view, offer, title, questions }: Questions) =>
  questions.length > 0 &&
  html`
  <h3>${title}</h3>
  <div class="pickings" role="group" aria-label=${title}>
    ${[...Map.groupBy(questions, ({ group }) => group)].map(
      ([group, some]) => html`
        <fieldset>
          <legend>${group}</legend>
          ${some.map(
            ({ key, label }) => html`
              <label class="tick">
                <input type="checkbox" id=${`ask-${offer.to}-${key}`} name=${`key:${key}`} value="on" checked=${isTicked(view, offer, `key:${key}`)} />
                <span>${label}</span>
              </label>`,
          )}
        </fieldset>`,
    )}
  </div>`

const Authority = ({ view: { t, unsent } }: { view: CaseView }) => html`
  <label for="request-authority">${t('desk.request.authority')}</label>
  <select id="request-authority" name="authority" required>
    <option value=""></option>
    ${authorities.map((id) => html`<option value=${id} selected=${unsent?.authority === id}>${t(`role.referrer.option.${id}`)}</option>`)}
  </select>
  <label for="request-name">${t('desk.request.name')}</label>
  <input type="text" id="request-name" name="name" maxlength="120" dir="auto" value=${unsent?.authority === undefined ? '' : (unsent?.name ?? '')} />
  <fieldset>
    <legend>${t('desk.request.basis')}</legend>
    ${bases.map(
      (id) => html`
        <label class="tick"><input type="radio" id=${`basis-${id}`} name="basis" value=${id} required checked=${unsent?.basis === id} /> <span>${t(`desk.basis.${id}`)}</span></label>`,
    )}
  </fieldset>`

const Ask = ({ view, offer }: { view: CaseView; offer: Askable }) => {
  const { t, found, worker, message, reads, unsent } = view
  return html`
    <details id=${`ask-${offer.to}`} open=${unsent?.to === offer.to} data-unsent=${unsent?.to === offer.to ? offer.to : undefined}>
      <summary>${t(`desk.request.ask.${offer.to}`)}</summary>
      <${Act} to=${`/console/cases/${found.id}/request`} csrf=${worker?.csrf ?? ''} class="fill">
        <input type="hidden" name="to" value=${offer.to} />
        <input type="hidden" name="message" value=${`${message}.r`} />
        <p class="soft">${t(`desk.request.note.${offer.to}`, { language: tongueName(t, reads) })}</p>
        ${offer.to === 'authority' && html`<${Authority} view=${view} />`}
        <${Sets} view=${view} offer=${offer} />
        ${[true, false].map(
          (open) =>
            html`<${Keys} view=${view} offer=${offer} title=${t(open ? 'desk.request.open' : 'desk.request.answeredAlready')} questions=${offer.questions.filter((one) => one.open === open)} />`,
        )}
        <button class="main" id=${`do-ask-${offer.to}`}>${t(`desk.act.request.${offer.to}`)}</button>
      <//>
    </details>`
}

/** All that the applicant passed over, in one press. */
function AskSkipped({ view }: { view: CaseView }) {
  const { t, found, worker, message } = view
  const passed = new Set(found.rows.flatMap(({ key, status }) => (status === 'answered' ? [] : [key])))
  const asks = found.askable.find(({ to }) => to === 'applicant')?.questions ?? []
  const keys = asks.flatMap(({ key }) => (passed.has(key) ? [key] : []))
  if (keys.length === 0) return null
  return html`
    <${Act} to=${`/console/cases/${found.id}/request`} csrf=${worker?.csrf ?? ''} id="ask-skipped">
      <input type="hidden" name="to" value="applicant" />
      <input type="hidden" name="message" value=${`${message}.s`} />
      ${keys.map((key) => html`<input type="hidden" name=${`key:${key}`} value="on" />`)}
      <button id="do-ask-skipped">${t('desk.request.skipped', { count: keys.length })}</button>
    <//>`
}

/** Shown this once, outside of what live mode puts in anew. */
export const MadeLink = ({ view: { t, made } }: { view: CaseView }) =>
  made?.link &&
  html`
    <section id="made" class="safe" aria-labelledby="made-title">
      <h2 id="made-title">${t('desk.request.link')}</h2>
      <label for="made-link">${t('desk.request.link.once', { until: moment(t, made.until ?? 0) })}</label>
      <input type="text" id="made-link" value=${made.link} readonly dir="ltr" translate="no" />
    </section>`

/** What is missing and was asked for, by whom, of whom, and what came of it. */
export function Requests({ view }: { view: CaseView }) {
  const { t, found } = view
  const { requests, askable } = found
  // The parts stay on the page when there is nothing to show in them, so that live mode can empty them.
  const shown = found.record && !found.erased && !found.masked
  const mine = shown && isMine(found)
  const stands = requests.map(({ id, status, until, expired }) => `${id} ${status} ${until} ${expired}`)
  return html`
    <section id="requests" aria-labelledby="requests-title">
      <${Unseen} view=${view} id="requests-new" of=${['requests']} />
      <div id="requests-list" data-live data-version=${`${Boolean(shown)} ${mine} ${stands.join()}`}>
        ${
          shown &&
          html`
            <h2 id="requests-title">${t('desk.requests')}</h2>
            <p class="soft">${t('desk.requests.about')}</p>
            ${
              requests.length > 0
                ? html`<ol>${requests.map((one) => html`<${One} view=${view} one=${one} />`)}</ol>`
                : html`<p class="soft">${t('desk.requests.none')}</p>`
            }`
        }
      </div>
      <div id="requests-ask" data-live data-version=${`${mine} ${found.record?.revision}`}>
        ${mine && html`<${Consents} view=${view} /><${AskSkipped} view=${view} />${askable.map((offer) => html`<${Ask} view=${view} offer=${offer} />`)}`}
      </div>
    </section>`
}
