import { html } from '../html.ts'
import { Question } from './ask.ts'
import { Bubbles } from './bubbles.ts'
import { Call } from './numbers.ts'
import { Post } from './post.ts'
import { Wait } from './state.ts'
import { ACTS, type ChatView } from './view.ts'

/** To a plain page in place of this one, which says nothing itself of how to come back. */
const Calendar = ({ view: { t, hasWord } }: { view: ChatView }) => html`
  <p class="hint">${t(hasWord ? 'web.neutral.cover.word' : 'web.neutral.cover.mark')}</p>
  <p><button form=${ACTS} formaction="/cover" name="page" value="0">${t('web.neutral.cover')}</button></p>`

/**
 * What may be seen by anybody: shown in place of the page after some minutes in which nobody touched it, and
 * wherever it comes back from the browser's history. It names nothing, and loses nothing.
 */
export const Neutral = ({ view }: { view: ChatView }) => {
  const { t, emergency, helpline } = view
  return html`
    <main id="neutral" hidden>
      <h1 tabindex="-1">${t('web.neutral')}</h1>
      <p><button class="main" id="go-on">${t('web.neutral.goOn')}</button></p>
      ${
        view.state !== 'start' &&
        html`<${Post} view=${view} class="aside" question="control.paused">
          <button name="command" value="code">${t('web.command.code')}</button>
        <//>`
      }
      <p><button form="leave">${t('web.exit')}</button></p>
      <p><${Call} number=${emergency} /> · <${Call} number=${helpline} /></p>
      <${Calendar} view=${view} />
    </main>`
}

/**
 * The same where she said that it is not safe, or stopped: only what was said after her last word is in sight, and
 * nothing more is asked until she goes on.
 */
export const Quiet = ({ view }: { view: ChatView }) => {
  const mine = view.bubbles.findLastIndex(({ from }) => from === 'person')
  const since = { ...view, bubbles: view.bubbles.slice(mine + 1) }
  return html`
    <${Wait} view=${view} />
    <${Bubbles} view=${since} />
    ${view.ask && html`<${Question} view=${since} ask=${view.ask} />`}
    <${Calendar} view=${view} />`
}
