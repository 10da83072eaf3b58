import { type Ask, type AskOption, givenDate, isGiven } from '../../intake/form/ask.ts'
import { DO, NO_CONTACT } from '../../intake/form/maybe.ts'
import { html } from '../html.ts'
import { softened } from '../soft.ts'
import { latest } from './bubbles.ts'
import { Box, Composer, Empty } from './composer.ts'
import { World } from './icons.ts'
import { Issued } from './issued.ts'
import { Pictogram, Picture } from './pictograms.ts'
import { Post } from './post.ts'
import { Rows } from './rows.ts'
import { Ticks } from './ticks.ts'
import { Several, Tongues } from './together.ts'
import type { ChatView } from './view.ts'

interface Part {
  view: ChatView
  ask: Ask
}

const Why = ({ view, ask }: Part) =>
  ask.why &&
  html`<details class="why"><summary>${view.t('web.why')}</summary><p>${softened(ask.why, view.t.language)}</p></details>`

/** All her answers, to be sent; not what she may have meant when she wrote something there. */
const isReview = ({ key, rows }: Ask) => key === 'control.review' && rows.length > 0

/** That it is sent, and that it waits. */
const Sent = ({ view }: { view: ChatView }) =>
  view.sent && html`<${Picture} name="sent" /><${Picture} name="waiting" />`

const Legend = ({ view, ask }: Part) =>
  html`<legend><h2 id="question" dir=${ask.key === 'control.language' ? 'auto' : undefined}>${ask.key === 'control.language' && World}<${Sent} view=${view} />${softened(ask.text, view.t.language)}</h2></legend>`

const Hint = ({ view, ask }: Part) =>
  ask.hint && html`<p id="hint" class="hint">${softened(ask.hint, view.t.language)}</p>`

/** What the page has elsewhere: a person in the line on top, or asked for already, and in the review each answer with its own buttons. */
function elsewhere({ wait }: ChatView, ask: Ask): readonly string[] {
  if (isReview(ask)) return ['send', 'change', 'remove', 'human']
  const meant = ask.options.some(({ id }) => id.startsWith(DO))
  return wait || (ask.key.startsWith('control.') && !meant) ? ['human'] : []
}

/** What takes all away stands apart, and is never the loudest. */
const quietly: readonly string[] = ['deleteAll', 'withdraw']

function Options({ view, ask, options }: Part & { options: AskOption[] }) {
  const tongues = ask.key === 'control.language'
  const drawn = options.filter(({ id }) => !elsewhere(view, ask).includes(id))
  // All that can be done stands on the first screen, beneath what was just said.
  const beside = tongues || ask.key === 'control.sent'
  return html`
    <div class=${beside ? 'options tongues' : 'options'}>
      ${drawn.map(
        ({ id, title }) => html`
          <button
            class=${quietly.includes(id) ? 'quiet' : undefined}
            name="value"
            value=${id}
            aria-current=${isGiven(ask, id) ? 'true' : undefined}
            lang=${tongues ? id : undefined}
            dir=${tongues ? 'auto' : undefined}
          >
            <${Pictogram} question=${ask.key} option=${id} /><span>${softened(title, view.t.language)}</span>
          </button>`,
      )}
    </div>`
}

const Choice = ({ view, ask }: Part) => html`
  <${Post} view=${view} class="ask">
    <fieldset aria-describedby=${ask.hint ? 'hint' : undefined}>
      <${Legend} view=${view} ask=${ask} />
      <${Hint} view=${view} ask=${ask} />
      <${Rows} t=${view.t} rows=${ask.rows} edit=${false} />
      <${Options} view=${view} ask=${ask} options=${ask.options} />
    </fieldset>
  <//>`

/** Nobody sends unseen: the button that sends stands after the answers, and what stays in sight leads there; a helper's are few lines. */
const Review = ({ view, ask }: Part) => html`
  <${Post} view=${view} class="ask review">
    <fieldset>
      <${Legend} view=${view} ask=${ask} />
      <div class=${view.helper ? undefined : 'list'}>
        <${Rows} t=${view.t} rows=${ask.rows} edit folded=${view.helper} unnamed=${view.unnamed} />
        ${!view.helper && html`<a class="main" href="#send">${view.t('web.review.on')}</a>`}
      </div>
      ${ask.options
        .filter(({ id }) => id === 'send')
        .map(
          ({ id, title }) =>
            html`<button id="send" class="main" name="value" value=${id}><${Pictogram} question=${ask.key} option=${id} />${title}</button>`,
        )}
    </fieldset>
    <${Options} view=${view} ask=${ask} options=${ask.options} />
  <//>`

/** Options that stand alone are buttons in a form of their own: so they cannot be mixed with the others. */
function Many({ view, ask }: Part) {
  const single = ({ id }: AskOption) => ask.alone.includes(id)
  const together = ask.options.filter((option) => !single(option))
  const alone = ask.options.filter(single)
  return html`
    <${Post} view=${view} class="ask">
      <fieldset aria-describedby=${ask.hint ? 'hint' : undefined}>
        <${Legend} view=${view} ask=${ask} />
        <${Hint} view=${view} ask=${ask} />
        <div class="list">
          <${Ticks} view=${view} ask=${ask} options=${together} />
          <button class="main">${view.t('web.continue')}</button>
        </div>
      </fieldset>
    <//>
    ${
      alone.length > 0 &&
      html`<${Post} view=${view} class="alone">
        <p id="alone">${view.t('web.alone')}</p>
        <div role="group" aria-labelledby="question alone"><${Options} view=${view} ask=${ask} options=${alone} /></div>
      <//>`
    }`
}

const Text = ({ view, ask }: Part) => html`
  <${Post} view=${view} class="ask">
    <${Box} view=${view} max=${ask.max} label=${html`
      <h2 id="question"><label for="text">${softened(ask.text, view.t.language)}</label></h2>
      <${Hint} view=${view} ask=${ask} />`} />
  <//>`

const parts = [
  ['day', 2],
  ['month', 2],
  ['year', 4],
] as const

const DateParts = ({ view, ask }: Part) => html`
  <${Post} view=${view} class="ask">
    <fieldset aria-describedby=${ask.hint ? 'hint date-hint' : 'date-hint'}>
      <${Legend} view=${view} ask=${ask} />
      <${Hint} view=${view} ask=${ask} />
      <${Empty} ask=${ask} />
      <p id="date-hint" class="hint">${view.t('web.date.hint')}</p>
      <div class="date">
        ${parts.map(
          ([part, digits]) => html`
            <label class=${part}>
              <span>${view.t(`web.date.${part}`)}</span>
              <input name=${part} inputmode="numeric" size=${digits} value=${givenDate(ask)[part]} autocomplete="off" dir="ltr" />
            </label>`,
        )}
      </div>
    </fieldset>
    <button class="main">${view.t('web.continue')}</button>
  <//>`

/** Of several on one screen: those to write in, and a choice of language beside the question. */
const isSeveral = ({ parts }: Ask) => parts.length > 0 && parts.every(({ kind }) => kind === 'text')
const tongues = ({ key, parts }: Ask) =>
  key !== 'control.language' && parts.find((part) => part.key === 'control.language')

const kinds = { choice: Choice, many: Many, text: Text, date: DateParts }

/** Never louder than an answer: two in sight, the others folded. */
const near: readonly string[] = ['skipped', 'unsafe', NO_CONTACT]

function Passes({ view, ask }: Part) {
  const button = ({ id, title }: AskOption) =>
    html`<button class="small" name="value" value=${id} aria-current=${isGiven(ask, id) ? 'true' : undefined}>${softened(title, view.t.language)}</button>`
  const first = ask.passes.filter(({ id }) => near.includes(id))
  const rest = ask.passes.filter(({ id }) => !near.includes(id))
  if (ask.passes.length === 0) return null
  return html`
    <${Post} view=${view} class="passes">
      <div role="group" aria-label=${view.t('web.passes')}>${first.map(button)}</div>
      ${rest.length > 0 && html`<details open=${rest.some(({ id }) => isGiven(ask, id))}><summary>${view.t('web.passes.more')}</summary><div class="near">${rest.map(button)}</div></details>`}
    <//>`
}

export function Question(part: Part) {
  const { view, ask } = part
  const several = isSeveral(ask)
  const Kind = isReview(ask) ? Review : several ? Several : kinds[ask.kind]
  return html`
    <section id=${latest(view) ? undefined : 'latest'} class="question" tabindex="-1" aria-labelledby="question">
      <${Issued} view=${view} />
      ${tongues(ask) && html`<${Tongues} view=${view} ask=${tongues(ask)} />`}
      <${Kind} ...${part} />
      ${!several && html`<${Passes} ...${part} /><${Why} ...${part} />`}
      ${ask.kind !== 'text' && !isReview(ask) && view.state !== 'quiet' && html`<${Composer} view=${view} />`}
      ${view.left !== undefined && view.left > 1 && html`<p class="hint">${view.t(view.leftMore ? 'web.leftMore' : 'web.left', { left: view.left })}</p>`}
    </section>`
}
