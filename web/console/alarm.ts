import { html } from '../html.ts'
import type { Frame } from './frame-view.ts'
import { standing, tongueName } from './names.ts'
import type { Item } from './queue/item.ts'

/** What is raised and not claimed; in words, because a script says it to a screen reader. */
const words = ({ t }: Frame, item: Item) =>
  [
    t('desk.alarm'),
    item.number,
    item.urgent && t('desk.urgent'),
    standing(t, item),
    tongueName(t, item.language),
  ]
    .filter(Boolean)
    .join(', ')

/** Cases with a raised alarm that nobody has yet. */
export const ringing = ({ arrivals }: Frame): Item[] => arrivals.filter(({ alarmed }) => alarmed > 0)

/**
 * What is wrong with the alarm chain itself, for everybody; and the sound. A browser plays none before somebody
 * pressed for it, so it is off until then, and says so. The button is the script's: without it nothing can ring.
 */
export const Alarm = ({ view }: { view: Frame }) => html`
  <section class="alarm" aria-label=${view.t('desk.alarm')}>
    <div role="status">
      <div id="alarm-trouble" data-live>
        ${view.troubles.map((text) => html`<p class="trouble">${text}</p>`)}
      </div>
    </div>
    <p id="sounding" class="soft" hidden>
      <button id="sound" type="button" class="small" aria-pressed="false" aria-describedby="sound-state">
        ${view.t('desk.alarm.sound')}
      </button>
      <span id="sound-state" role="status">
        <span data-sound="off">${view.t('desk.alarm.sound.off')}</span>
        <span data-sound="on" hidden>${view.t('desk.alarm.sound.on')}</span>
      </span>
    </p>
    <ul id="alarms" hidden data-live>
      ${ringing(view).map((item) => html`<li data-alarm=${`${item.id} ${item.alarmed}`}>${words(view, item)}</li>`)}
    </ul>
    <p id="alarm-news" role="alert" class="unseen"></p>
  </section>`
