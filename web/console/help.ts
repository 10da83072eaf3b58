import type { Translate } from '../../intake/form/words.ts'
import { html } from '../html.ts'
import type { Frame } from './frame-view.ts'

/** Each with what it is pressed with; `keys.js` does them. `>` is between two that are pressed one after the other. */
const keys: [name: string, pressed: string][] = [
  ['next', 'j'],
  ['previous', 'k'],
  ['open', 'Enter'],
  ['claim', 'c'],
  ['search', '/'],
  ['phrases', '/'],
  ['queue', 'g>q'],
  ['own', 'g>m'],
  ['help', '?'],
  ['escape', 'Esc'],
  ['send', 'Ctrl + Enter'],
]

const Key = ({ t, pressed }: { t: Translate; pressed: string }) => {
  const [first, second] = pressed.split('>')
  return second
    ? html`<kbd>${first}</kbd> ${t('desk.help.then')} <kbd>${second}</kbd>`
    : html`<kbd>${first}</kbd>`
}

const Keys = ({ t }: { t: Translate }) => html`
  <dl class="keys">
    ${keys.map(
      ([name, pressed]) =>
        html`<div><dt><${Key} t=${t} pressed=${pressed} /></dt><dd>${t(`desk.key.${name}`)}</dd></div>`,
    )}
  </dl>
  <p class="soft">${t('desk.help.text')} <a href="/console/me#work">${t('desk.help.own')}</a></p>`

/** The sheet that `?` opens, on every page. */
export const Sheet = ({ t }: { t: Translate }) => html`
  <dialog id="sheet" aria-labelledby="sheet-title">
    <h2 id="sheet-title">${t('desk.help.title')}</h2>
    <${Keys} t=${t} />
    <button type="button" id="close-sheet" autofocus>${t('desk.help.close')}</button>
  </dialog>`

/** The same as a page, for who has no script or comes by the link. */
export const Help = ({ view: { t, worker } }: { view: Frame }) => html`
  <div class="plain">
    <h1>${t('desk.help.title')}</h1>
    ${worker?.shortcuts === false && html`<p id="keys-off">${t('desk.help.off')}</p>`}
    <${Keys} t=${t} />
  </div>`
