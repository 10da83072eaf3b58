import { html } from '../html.ts'
import { Back, Danger, Exit, Key, Person, Phone, World } from './icons.ts'
import { Call } from './numbers.ts'
import { TextSize } from './reading.ts'
import { ACTS, type ChatView } from './view.ts'

interface ActProps {
  id: string
  icon: unknown
  label: string
  about?: string
}

const Act = ({ id, icon, label, about }: ActProps) => html`
  <button class=${id} form=${ACTS} name="command" value=${id}>${icon}<span>${label}</span>${about && html`<span class="unseen"> ${about}</span>`}</button>`

/**
 * What can be asked for from any screen; whoever comes back has nothing to go back to, and a code instead. They belong to a form inside of what live mode swaps, so they never age.
 */
const Acts = ({ view: { t, state } }: { view: ChatView }) => html`
  <div class="acts">
    <${Act} id="danger" icon=${Danger} label=${t('web.command.danger')} />
    <div class="slot">
      <${Act} id="back" icon=${Back} label=${t('web.command.back')} />
      ${state === 'start' && html`<${Act} id="code" icon=${Key} label=${t('web.command.haveCode.short')} about=${t('web.command.haveCode')} />`}
    </div>
    <${Act} id="language" icon=${World} label=${t.language.toUpperCase()} about=${t('web.command.language')} />
    <${Act} id="human" icon=${Person} label=${t('web.command.human')} />
  </div>`

/**
 * One slim line that never moves: the way out and the numbers, then danger, the question before, the language and a
 * person. The way out is a form of its own, so it works before or without any script.
 */
export const SafetyBar = ({ view }: { view: ChatView }) => {
  const { t, token, exitUrl, emergency, helpline, state } = view
  return html`
    <header class="bar">
      <form id="leave" method="post" action="/exit" data-exit=${exitUrl}>
        <input type="hidden" name="token" value=${token} />
        <button class="leave" aria-describedby="leave-about">${Exit}<span>${t('web.exit')}</span></button>
      </form>
      <p id="leaving" role="status" class="unseen" data-left2=${t('web.exit.two')} data-left1=${t('web.exit.one')} data-over=${t('web.exit.over')} data-leaving=${t('web.exit.leaving')}></p>
      <nav class="calls" aria-label=${t('web.numbers')}>
        <${Call} number=${emergency} icon=${Phone} label=${t('web.emergency')} />
        <${Call} number=${helpline} icon=${Phone} label=${t('web.helpline')} short=${t('web.helpline.short')} />
      </nav>
      ${state !== 'gone' && state !== 'down' && html`<${Acts} view=${view} />`}
    </header>`
}

/** Only where there is room beside the talk; off the screen with the matter, where it is not safe. */
const Steps = ({ t }: { t: ChatView['t'] }) => html`
  <section class="steps">
    <h2>${t('web.steps')}</h2>
    <ol>${['ask', 'check', 'answer'].map((step) => html`<li>${t(`web.steps.${step}`)}</li>`)}</ol>
  </section>`

/** Beside the talk where there is room, below it on a phone: what is true on every screen. */
export const Side = ({ view, view: { t, emergency, helpline } }: { view: ChatView }) => html`
  <aside>
    <p class="numbers">
      <${Call} number=${emergency} label=${t('web.emergency')} />
      <${Call} number=${helpline} label=${t('web.helpline')} />
    </p>
    <${Steps} t=${t} />
    <p>${t('web.quiet')}</p>
    <p id="leave-about">${t('web.exit.about')} <span class="keys">${t('web.exit.keys')}</span></p>
    <${TextSize} view=${view} />
  </aside>`
