import type { Translate } from '../../../intake/form/words.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { clockTime, moment, named, toReader } from '../names.ts'
import type { Detail, EndingShown } from './detail.ts'
import type { CaseView } from './view.ts'

/** Closed, while that can be undone; or open again because of what she did. Nothing of it is said to her. */
export function EndingSoon({ view: { t, found } }: { view: CaseView }) {
  const { ending, goesOn } = found
  if (goesOn) return html`<p class="offer" id="goes-on">${toReader(t, 'desk.ending.goesOn', found)}</p>`
  if (!ending) return null
  const { me, name, until, outcome } = ending
  const at = clockTime(t, until)
  return html`
    <div class="offer" id="ending">
      <p>${me ? t('desk.ending.mine', { at }) : t('desk.ending.theirs', { name, at })}<br />
        <span class="soft">${named(t, 'outcome', outcome)}</span></p>
    </div>`
}

const Line = ({ t, one }: { t: Translate; one: EndingShown }) => html`
  <li>${named(t, 'outcome', one.outcome)} <span class="soft">· ${one.name} · <time datetime=${isoTime(one.at)}>${moment(t, one.at)}</time>${one.corrected && html` · ${t('desk.ending.corrected')}`}</span></li>`

/** Who wrote down how it ended and when. */
export const Endings = ({ t, found: { endings } }: { t: Translate; found: Detail }) =>
  endings.length > 0 &&
  html`<ul class="plain-list" id="endings">${endings.map((one) => html`<${Line} t=${t} one=${one} />`)}</ul>`
