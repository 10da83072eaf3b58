import { placeKinds } from '../../../intake/form/phrases.ts'
import { html } from '../../html.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'
import { tongueName, toReader } from '../names.ts'
import { Own } from '../own.ts'
import type { PhraseGroup, Preview } from './view.ts'

const inputs: Record<string, Record<string, unknown>> = {
  date: { type: 'date' },
  time: { type: 'time' },
  phone: { type: 'tel', maxlength: 20 },
  place: { type: 'text', maxlength: 120, dir: 'auto' },
}

const Groups = ({ book, chosen }: { book: PhraseGroup[]; chosen: string }) => html`
  ${book.map(
    ({ title, phrases }) => html`
      <optgroup label=${title}>
        ${phrases.map(
          ({ id, text, places }) => html`
            <option value=${id} selected=${id === chosen} data-places=${places.map(({ name }) => name).join(' ')}>${text}</option>`,
        )}
      </optgroup>`,
  )}`

/** What she will read. A script fills it in as the fields change; without one, a button asks for it. */
const Shown = ({ preview }: { preview: Preview | undefined }) => html`
  <div id="preview" role="status">
    ${
      preview &&
      html`
        <p class="said" lang=${preview.hers.language} dir=${preview.hers.dir} translate="no"><${Own} text=${preview.hers.text} /></p>
        <p class="soft">${preview.text}</p>`
    }
  </div>`

/** Sentences that go out in her language: a list and fields without a script, searched and previewed with one. */
export function Picker({ view }: { view: CaseView }) {
  const { t, found, worker, book, heldBack, preview, unsent, message, reads } = view
  const given: Record<string, string | undefined> = preview
    ? { phrase: preview.phrase, ...preview.filled }
    : (unsent ?? {})
  const path = `/console/cases/${found.id}`
  return html`
    <details id="phrasebook" open=${given.phrase !== undefined}>
      <summary>${t('desk.phrase')}</summary>
      <${Act} to=${`${path}/message`} csrf=${worker?.csrf ?? ''} class="small-form" id="phrases">
        <input type="hidden" name="message" value=${`${message}.p`} />
        <p class="soft" id="phrase-note">${toReader(t, 'desk.phrase.note', found, { language: tongueName(t, reads) })}</p>
        <label for="phrase-search" class="scripted">${t('desk.phrase.search')}</label>
        <input type="search" id="phrase-search" class="scripted" aria-controls="phrase" data-found=${t('desk.phrase.found', { found: '#' })} />
        <p id="phrase-found" role="status" class="unseen"></p>
        <label for="phrase">${t('desk.phrase.one')}</label>
        <select id="phrase" name="phrase" required aria-describedby="phrase-note" data-language=${reads}>
          <${Groups} book=${book} chosen=${given.phrase ?? ''} />
        </select>
        ${heldBack > 0 && html`<p class="soft" id="phrase-held">${t('desk.phrase.held', { count: heldBack, language: tongueName(t, reads), yours: tongueName(t, t.language) })}</p>`}
        <p class="soft unscripted">${t('desk.phrase.places')}</p>
        ${placeKinds.map(
          (name) => html`
            <div class="place" data-place=${name}>
              <label for=${`place-${name}`}>${t(`desk.place.${name}`)}</label>
              <input id=${`place-${name}`} name=${name} value=${given[name] ?? ''} ...${inputs[name]} />
            </div>`,
        )}
        <h3>${toReader(t, 'desk.phrase.preview', found)}</h3>
        <${Shown} preview=${preview} />
        <div class="buttons">
          <button class="unscripted" formaction=${`${path}/preview`} id="look">${t('desk.phrase.look')}</button>
          <button class="main" id="send-phrase">${t('desk.phrase.send')}</button>
        </div>
        <p id="phrase-unsent" class="trouble" role="alert" hidden>${t('desk.unsent')}</p>
      <//>
    </details>`
}
