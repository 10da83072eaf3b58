import type { Door } from '../../../intake/conversation/carried.ts'
import { fits } from '../../../intake/form/script-of.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { Fresh, Unseen } from '../case/fresh.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'
import { clockTime, moment, tongueName, toReader } from '../names.ts'
import { Own } from '../own.ts'
import { Waits } from '../queue/waits.ts'
import { Draft, Made } from './drafted.ts'
import { Picker } from './picker.ts'
import type { MessageShown, PeerStatus } from './view.ts'

const mayWrite = ({ found }: CaseView) =>
  found.assignee?.me === true && found.application !== 'closed' && !found.erased

/** Asked for by the worker, one message at a time: nothing is translated by itself. */
function TranslateIt({ view, told }: { view: CaseView; told: MessageShown }) {
  const { t, found, worker } = view
  const hers = told.from === 'person' && !told.phrase && !told.machine && told.language !== t.language
  if (!hers || !found.machine?.may || !mayWrite(view)) return null
  return html`
    <${Act} to=${`/console/cases/${found.id}/translate`} csrf=${worker?.csrf ?? ''} class="translate">
      <input type="hidden" name="message" value=${told.order} />
      <button class="small">${t('desk.act.translate')}</button>
    <//>`
}

/** How far one of the worker's messages has come: what her client says of it, and no more than that. */
const markOf = ({ t, found }: CaseView, { given, shown }: PeerStatus, { order }: MessageShown): string =>
  toReader(t, `desk.mark.${order <= shown ? 'shown' : order <= given ? 'delivered' : 'sent'}`, found)

const Line = ({ view, told }: { view: CaseView; told: MessageShown }) => {
  const { t, peer, found } = view
  return html`
    <li class=${told.from} id=${`line-${told.order}`} data-at=${told.at}>
      <p class="from">
        ${toReader(t, `desk.from.${told.from}`, found)} ·${' '}
        ${
          told.phrase
            ? t('desk.phrase.sentIn', { language: tongueName(t, told.sentIn ?? '') })
            : tongueName(t, told.language)
        } ·${' '}
        <time datetime=${isoTime(told.at)}>${moment(t, told.at)}</time><${Fresh} t=${t} fresh=${told.fresh} />
        ${told.fate && html` · <span class="fate">${toReader(t, `desk.fate.${told.fate}`, found)}</span>`}
        ${peer && told.from === 'worker' && html` · <span class="mark" data-order=${told.order}>${markOf(view, peer, told)}</span>`}
      </p>
      <p class="said" lang=${told.language} dir="auto" translate="no"><${Own} text=${told.text} /></p>
      <div class="made">
        ${told.machine && html`<${Made} t=${t} machine=${told.machine} />`}
        <${TranslateIt} view=${view} told=${told} />
      </div>
    </li>`
}

/** When her phone was closed to messages, or opened again, among what was said. */
const DoorLine = ({ view: { t, found }, door }: { view: CaseView; door: Door }) => html`
  <li class="door soft" id=${`door-${door.at}`}>
    ${toReader(t, `desk.door.${door.to}`, found)} · <time datetime=${isoTime(door.at)}>${moment(t, door.at)}</time>
  </li>`

/** All that happened in the talk, in order. */
function Lines({ view }: { view: CaseView }) {
  const { messages, phone } = view.found
  const lines = messages.map((told) => ({ at: told.at, line: html`<${Line} view=${view} told=${told} />` }))
  const doors = (phone?.doors ?? []).map((door) => ({
    at: door.at,
    line: html`<${DoorLine} view=${view} door=${door} />`,
  }))
  return [...lines, ...doors].sort((a, b) => a.at - b.at).map(({ line }) => line)
}

/** Only the worker who has the case writes; everyone else sees why there is no box. */
function Composer({ view }: { view: CaseView }) {
  const { t, found, worker, tongues, message, unsent, reads } = view
  const closed = mayWrite(view) ? found.phone?.closed : undefined
  const open = mayWrite(view) && !closed
  const why = found.application === 'closed' ? 'closed' : found.assignee ? 'colleague' : 'claim'
  /** What is written here is not in the language she reads, unless the worker writes in it. */
  const other = (unsent?.language ?? tongues[0]) !== reads
  const unread = unsent?.text !== undefined && !fits(unsent.text, reads)
  const version = `${open} ${closed ?? why} ${found.machine?.may ?? ''} ${unread}`
  return html`
    <div id="composer" data-live data-version=${version} data-erased=${found.erased || undefined}>
      ${
        open
          ? html`
            <${Act} to=${`/console/cases/${found.id}/message`} csrf=${worker?.csrf ?? ''} class="write" id="write">
              <input type="hidden" name="message" value=${message} />
              <label for="text">${toReader(t, 'desk.write', found)}</label>
              <textarea id="text" name="text" rows="3" maxlength="4000" dir="auto" required aria-describedby=${other ? 'reads-note text-note' : 'text-note'}>${unsent?.text ?? ''}</textarea>
              ${other && html`<p id="reads-note">${toReader(t, 'desk.write.reads', found, { language: tongueName(t, reads) })}</p>`}
              <p id="text-note" class="soft">${toReader(t, 'desk.write.note', found)} <span class="scripted">${t('desk.write.keys')}</span></p>
              <label for="language">${t('desk.write.language')}</label>
              <select id="language" name="language">
                ${tongues.map((tag) => html`<option value=${tag} selected=${tag === unsent?.language}>${tongueName(t, tag)}</option>`)}
              </select>
              ${
                unread &&
                html`
                <p class="trouble" role="alert">${t('desk.write.unread', { language: tongueName(t, reads) })}</p>
                <label class="check"><input type="checkbox" name="anyway" value="yes" required /> ${t('desk.write.anyway')}</label>`
              }
              <div class="buttons">
                <button class="main">${t('desk.act.message')}</button>
                ${found.machine?.may && html`<button formaction=${`/console/cases/${found.id}/draft`} id="draft">${t('desk.act.draft')}</button>`}
              </div>
              ${found.machine && !found.machine.may && html`<p class="soft" id="machine-note">${toReader(t, 'desk.machine.why.consent', found)} ${t('desk.machine.ask')}</p>`}
              <p id="unsent" class="trouble" role="alert" hidden>${t('desk.unsent')}</p>
            <//>
            <${Draft} view=${view} />
            <${Picker} view=${view} />`
          : html`
            <p class="soft" id="no-box">${toReader(t, closed ? `desk.phone.${closed}` : `desk.write.${why}`, found)}</p>
            ${unsent?.text && html`<label for="text">${t('desk.write.kept')}</label><textarea id="text" rows="3" readonly>${unsent.text}</textarea>`}`
      }
    </div>`
}

/** Whether she is there and writing: `talking.js` keeps it true, with these words. */
function Her({ view: { t, peer, found } }: { view: CaseView }) {
  const say = (name: string, given?: Record<string, string>) => toReader(t, `desk.peer.${name}`, found, given)
  const seen = peer && peer.seen > 0 ? say('seen', { at: clockTime(t, peer.seen) }) : ''
  return html`
    <p id="her" class="soft" hidden=${!peer} data-there=${say('there')} data-seen=${say('seen', { at: '#' })} data-writing=${say('writing')}>
      ${peer && (peer.writing ? say('writing') : peer.there ? say('there') : seen)}
    </p>`
}

/** What waits in this talk, and the way to say that it does not. */
const NoAnswer = ({ view }: { view: CaseView }) => {
  const { t, now, found, worker } = view
  return html`
    <div id="waits" data-live>
      ${
        mayWrite(view) &&
        found.unanswered !== undefined &&
        html`
          <${Act} to=${`/console/cases/${found.id}/settle`} csrf=${worker?.csrf ?? ''} class="no-answer">
            <${Waits} t=${t} now=${now} item=${{ ...found, remind: undefined }} />
            <button class="small" id="do-settle">${t('desk.act.settle')}</button>
          <//>`
      }
    </div>`
}

const nothing = ({ t, found: { masked } }: CaseView) =>
  masked?.messages ? t('desk.masked.talk', { ...masked }) : t('desk.talk.empty')

export const Talk = ({ view }: { view: CaseView }) => {
  const { t, peer } = view
  return html`
  <section id="talk" tabindex="-1" aria-labelledby="talk-title">
    <h2 id="talk-title">${t('desk.talk')}</h2>
    <${Unseen} view=${view} id="talk-new" of=${['talk']} />
    <div id="log" role="log" data-masked=${view.found.masked ? 'yes' : 'no'} aria-relevant="additions" aria-labelledby="talk-title" tabindex="0" data-sent=${t('desk.mark.sent')} data-delivered=${t('desk.mark.delivered')} data-shown=${toReader(t, 'desk.mark.shown', view.found)} data-peer=${peer ? 'on' : 'off'}>
      <ol><${Lines} view=${view} /></ol>
      ${view.found.messages.length === 0 && html`<p class="empty">${nothing(view)}</p>`}
    </div>
    <${Her} view=${view} />
    <${NoAnswer} view=${view} />
    <${Composer} view=${view} />
  </section>`
}
