import { questions } from '../../intake/form/form.ts'
import { documentOf, Head, rendered } from '../document.ts'
import { html } from '../html.ts'
import { Question } from './ask.ts'
import { Bubbles } from './bubbles.ts'
import { Composer } from './composer.ts'
import { coverPage } from './cover-page.ts'
import { early } from './early.ts'
import { Issued } from './issued.ts'
import { Menu } from './menu.ts'
import { Neutral, Quiet } from './neutral.ts'
import { Post } from './post.ts'
import { SafetyBar, Side } from './safety.ts'
import { Down, Gone, Talking, Wait } from './state.ts'
import { ACTS, type ChatView } from './view.ts'

/** What a script says for itself when the page cannot: rendered here, in her language, and shown when needed. */
const Spoken = ({ view: { t, refused } }: { view: ChatView }) => html`
  <p id="sending" role="status" data-words=${t('web.sending')}></p>
  ${!refused && html`<p id="empty" role="alert" hidden>${t('web.error.empty')}</p>`}
  <p id="offline" role="alert" class="trouble" hidden>
    ${t('web.offline')} <button type="button" id="retry">${t('web.retry')}</button>
  </p>`

const Answering = ({ view }: { view: ChatView }) => html`
  ${view.ask && html`<${Question} view=${view} ask=${view.ask} />`}
  ${!view.ask && html`<${Issued} view=${view} /><${Composer} view=${view} />`}`

const Talk = ({ view }: { view: ChatView }) => html`
  <${Wait} view=${view} />
  <${Bubbles} view=${view} />
  ${(view.state === 'waiting' || view.state === 'claimed') && html`<${Talking} view=${view} />`}
  <${Answering} view=${view} />
  <${Menu} view=${view} />
  ${view.state === 'bot' && html`<noscript><p class="hint">${view.t('web.back.how')}</p></noscript>`}`

const Failed = ({ view }: { view: ChatView }) => html`<${Down} view=${view} /><${Answering} view=${view} />`

const screens = {
  start: Talk,
  bot: Talk,
  quiet: Quiet,
  covered: () => null,
  waiting: Talk,
  claimed: Talk,
  gone: Gone,
  down: Failed,
}

/** What there is to choose, where it is not all that the form has: "did you mean" asks the same question in another way. */
function shownIn(ask: ChatView['ask']): string {
  const shown = ask?.options.map(({ id }) => id).join('+') ?? ''
  return shown === questions.get(ask?.key ?? '')?.options.join('+') ? '' : shown
}

/** `data-open` names what is asked and how: while it stays, live mode leaves her input alone. */
function Body({ view }: { view: ChatView }) {
  const { t, state, ask, seq, peerStatus, machine } = view
  const live = state !== 'start' && state !== 'gone' && state !== 'down'
  return html`
    <div id="talk" lang=${t.language} dir=${t.dir} data-seq=${seq} data-listen=${view.aloud ? t('web.listen') : undefined} data-live=${live ? 'on' : 'off'} data-begun=${state === 'start' ? 'no' : 'yes'} data-peer=${`${peerStatus?.mark ?? ''} ${peerStatus?.writing ?? ''}`} data-open=${`${state} ${ask?.key ?? ''} ${machine ?? ''} ${shownIn(ask)}`.trim()}>
      <h1 class="unseen">${t('web.title')}</h1>
      <${screens[state]} view=${view} />
      <${Post} view=${view} id=${ACTS} class="unseen" />
      <${Spoken} view=${view} />
    </div>`
}

const showsMore = ({ state, ask, wait }: ChatView) =>
  state === 'claimed' || wait || ask?.key === 'control.sent' || (ask?.rows.length ?? 0) > 0

/**
 * The second holds the first and what no first screen shows, the third what few do; a script that has the first fetches
 * the others by itself.
 */
function stylesOf(view: ChatView): string[] {
  if (view.state === 'start') return ['/chat.css']
  return ['/later.css', ...(showsMore(view) ? ['/further.css'] : [])]
}

const Page = ({ view }: { view: ChatView }) => html`
  <html lang=${view.t.language} dir=${view.t.dir}>
    <${Head} title=${view.t('web.title')} styles=${stylesOf(view)} script="/chat.js" modules=${['/leave.js', '/history.js']} early=${early} secretive />
    <body class="chat">
      <button class="skip" form="leave">${view.t('web.exit')}</button>
      <a class="skip" href="#chat">${view.t('web.skip')}</a>
      <${SafetyBar} view=${view} />
      <div id="page">
        <main id="chat" tabindex="-1"><${Body} view=${view} /></main>
        <${Side} view=${view} />
      </div>
      <${Neutral} view=${view} />
    </body>
  </html>`

/** The whole document. */
export const chatPage = (view: ChatView): string =>
  view.state === 'covered'
    ? coverPage({ t: view.t, token: view.token, today: view.today! })
    : documentOf(html`<${Page} view=${view} />`)

/** Only what is inside `<main id="chat">`: what live mode swaps in. */
export const chatBody = (view: ChatView): string => rendered(html`<${Body} view=${view} />`)

/**
 * What to answer a live request with, by its header `X-Live`, which names the language of the page around.
 * In another language the frame must change too, so the whole page goes.
 */
export const chatAnswer = (view: ChatView, live: string | undefined): string =>
  live === view.t.language ? chatBody(view) : chatPage(view)
