import type { Ask, AskOption } from '../../intake/form/ask.ts'
import { html } from '../html.ts'
import { latest } from './bubbles.ts'
import { Box } from './composer.ts'
import { Pictogram } from './pictograms.ts'
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
  ask.why && html`<details class="why"><summary>${view.t('web.why')}</summary><p>${ask.why}</p></details>`

const Legend = ({ ask }: Part) =>
  html`<legend><h2 id="question" dir=${ask.key === 'control.language' ? 'auto' : undefined}>${ask.text}</h2></legend>`

function Options({ ask, options }: { ask: Ask; options: AskOption[] }) {
  const tongues = ask.key === 'control.language'
  return html`
    <div class=${tongues ? 'options tongues' : 'options'}>
      ${options.map(
        ({ id, title }) => html`
          <button name="value" value=${id} lang=${tongues ? id : undefined} dir=${tongues ? 'auto' : undefined}><${Pictogram} question=${ask.key} option=${id} />${title}</button>`,
      )}
    </div>`
}

const Choice = ({ view, ask }: Part) => html`
  <${Post} view=${view} class="ask">
    <fieldset>
      <${Legend} view=${view} ask=${ask} />
      <${Why} view=${view} ask=${ask} />
      <${Rows} t=${view.t} rows=${ask.rows} edit=${ask.key === 'control.review'} />
      <${Options} ask=${ask} options=${ask.options} />
    </fieldset>
  <//>`

/** Options that stand alone are buttons in a form of their own: so they cannot be mixed with the others. */
function Many({ view, ask }: Part) {
  const single = ({ id }: AskOption) => ask.alone.includes(id)
  const together = ask.options.filter((option) => !single(option))
  const alone = ask.options.filter(single)
  return html`
    <${Post} view=${view} class="ask">
      <fieldset aria-describedby="several">
        <${Legend} view=${view} ask=${ask} />
        <p id="several" class="hint">${view.t('web.several')}</p>
        <${Why} view=${view} ask=${ask} />
        <${Ticks} view=${view} ask=${ask} options=${together} />
      </fieldset>
      <button class="main">${view.t('web.continue')}</button>
    <//>
    ${
      alone.length > 0 &&
      html`<${Post} view=${view} class="alone">
        <p id="alone">${view.t('web.alone')}</p>
        <div role="group" aria-labelledby="question alone"><${Options} ask=${ask} options=${alone} /></div>
      <//>`
    }`
}

const Text = ({ view, ask }: Part) => html`
  <${Post} view=${view} class="ask">
    <${Box} view=${view} max=${ask.max} label=${html`
      <h2 id="question"><label for="text">${ask.text}</label></h2>
      <${Why} view=${view} ask=${ask} />`} />
  <//>`

const parts = [
  ['day', 2],
  ['month', 2],
  ['year', 4],
] as const

const DateParts = ({ view, ask }: Part) => html`
  <${Post} view=${view} class="ask">
    <fieldset aria-describedby="date-hint">
      <${Legend} view=${view} ask=${ask} />
      <p id="date-hint" class="hint">${view.t('web.date.hint')}</p>
      <${Why} view=${view} ask=${ask} />
      <div class="date">
        ${parts.map(
          ([part, digits]) => html`
            <label class=${part}>
              <span>${view.t(`web.date.${part}`)}</span>
              <input name=${part} inputmode="numeric" maxlength=${digits} autocomplete="off" dir="ltr" />
            </label>`,
        )}
      </div>
    </fieldset>
    <button class="main">${view.t('web.continue')}</button>
  <//>`

/** Of several on one screen: those to write in, and a choice of language beside the question. */
const isSeveral = ({ parts }: Ask) => parts.length > 0 && parts.every(({ kind }) => kind === 'text')
const tongues = ({ parts }: Ask) => parts.find(({ key }) => key === 'control.language')

const kinds = { choice: Choice, many: Many, text: Text, date: DateParts }

/** Ways of not answering: always in sight, never louder than an answer. */
const Passes = ({ view, ask }: Part) =>
  ask.passes.length > 0 &&
  html`
    <${Post} view=${view} class="passes">
      <p id="passes">${view.t('web.passes')}</p>
      <div role="group" aria-labelledby="passes">
        ${ask.passes.map(({ id, title }) => html`<button class="small" name="value" value=${id}>${title}</button>`)}
      </div>
    <//>`

export const Question = (part: Part) => html`
  <section id=${latest(part.view) ? undefined : 'latest'} class="question" tabindex="-1" aria-labelledby="question">
    ${tongues(part.ask) && html`<${Tongues} view=${part.view} ask=${tongues(part.ask)} />`}
    <${isSeveral(part.ask) ? Several : kinds[part.ask.kind]} ...${part} />
    ${!isSeveral(part.ask) && html`<${Passes} ...${part} />`}
  </section>`
