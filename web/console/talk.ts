import { html } from '../chat/html.ts'
import { Act } from './frame.ts'
import { moment, tongueName } from './names.ts'
import { Own } from './own.ts'
import { Picker } from './picker.ts'
import type { CaseView, Told } from './view.ts'

const Line = ({ view: { t }, told }: { view: CaseView; told: Told }) => html`
  <li class=${told.from} id=${`line-${told.order}`}>
    <p class="from">
      ${t(`desk.from.${told.from}`)} ·${' '}
      ${
        told.phrase
          ? t('desk.phrase.sentIn', { language: tongueName(t, told.sentIn ?? '') })
          : tongueName(t, told.language)
      } ·${' '}
      <time datetime=${new Date(told.at).toISOString()}>${moment(t, told.at)}</time>
    </p>
    <p class="said" lang=${told.language} dir="auto" translate="no"><${Own} text=${told.text} /></p>
  </li>`

/** Only the worker who has the case writes; everyone else sees why there is no box. */
function Composer({ view }: { view: CaseView }) {
  const { t, found, worker, tongues, message, unsent } = view
  const open = found.claimer?.me && found.application !== 'closed' && !found.erased
  const why = found.application === 'closed' ? 'closed' : found.claimer ? 'colleague' : 'claim'
  const version = `${open} ${why}`
  return html`
    <div id="composer" data-live data-version=${version}>
      ${
        open
          ? html`
            <${Act} to=${`/console/cases/${found.id}/message`} csrf=${worker?.csrf ?? ''} class="write" id="write">
              <input type="hidden" name="message" value=${message} />
              <label for="text">${t('desk.write')}</label>
              <textarea id="text" name="text" rows="3" maxlength="4000" dir="auto" required aria-describedby="text-note">${unsent?.text ?? ''}</textarea>
              <p id="text-note" class="soft">${t('desk.write.note')} <span class="scripted">${t('desk.write.keys')}</span></p>
              <label for="language">${t('desk.write.language')}</label>
              <select id="language" name="language">
                ${tongues.map((tag) => html`<option value=${tag}>${tongueName(t, tag)}</option>`)}
              </select>
              <button class="main">${t('desk.send')}</button>
              <p id="unsent" class="trouble" role="alert" hidden>${t('desk.unsent')}</p>
            <//>
            <${Picker} view=${view} />`
          : html`
            <p class="soft">${t(`desk.write.${why}`)}</p>
            ${unsent?.text && html`<label for="text">${t('desk.write.kept')}</label><textarea id="text" rows="3" readonly>${unsent.text}</textarea>`}`
      }
    </div>`
}

const nothing = ({ t, found: { masked } }: CaseView) =>
  masked?.messages ? t('desk.masked.talk', { ...masked }) : t('desk.talk.empty')

export const Talk = ({ view }: { view: CaseView }) => html`
  <section id="talk" tabindex="-1" aria-labelledby="talk-title">
    <h2 id="talk-title">${view.t('desk.talk')}</h2>
    <div id="log" role="log" data-masked=${view.found.masked ? 'yes' : 'no'} aria-labelledby="talk-title" tabindex="0">
      <ol>${view.found.messages.map((told) => html`<${Line} view=${view} told=${told} />`)}</ol>
      ${view.found.messages.length === 0 && html`<p class="empty">${nothing(view)}</p>`}
    </div>
    <${Composer} view=${view} />
  </section>`
