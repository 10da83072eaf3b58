import { type Ask, givenText } from '../../intake/form/ask.ts'
import { questions } from '../../intake/form/form.ts'
import { fieldName } from '../../intake/form/reply.ts'
import { html } from '../html.ts'
import { quiet } from './composer.ts'
import { World } from './icons.ts'
import { Post } from './post.ts'
import type { ChatView } from './view.ts'

/** Beside the first question: another language, in its own name, asks the same again in it. */
export const Tongues = ({ view, ask }: { view: ChatView; ask: Ask }) => html`
  <${Post} view=${view} class="tongues" question=${ask.key}>
    <p id="tongues" class="unseen">${ask.text}</p>
    <div role="group" aria-labelledby="tongues">
      ${World}
      ${ask.options.map(({ id, title }) => {
        const chosen = id === view.t.language
        return html`<button class="small" name="value" value=${id} lang=${id} dir="auto" aria-pressed=${String(chosen)}>${title}</button>`
      })}
    </div>
  <//>`

function Part({ view, ask }: { view: ChatView; ask: Ask }) {
  const id = `part-${ask.key}`
  const optional = questions.get(ask.key)?.required ? '' : view.t('web.optional')
  const about = [ask.hint, optional].filter(Boolean).join(' ')
  const props = {
    ...quiet,
    id,
    name: fieldName(ask.key),
    'aria-describedby': about ? `${id}-about` : undefined,
  }
  return html`
    <div class="part">
      <label for=${id}>${ask.text}</label>
      ${about && html`<p id=${`${id}-about`} class="hint">${about}</p>`}
      <input type="text" value=${view.unsentParts?.[ask.key] ?? givenText(ask)} ...${props} />
    </div>`
}

/** Several questions on one screen: a box each; what is left empty is passed over. */
export const Several = ({ view, ask }: { view: ChatView; ask: Ask }) => html`
  <${Post} view=${view} class="ask several">
    <h2 id="question" class="unseen">${view.t('web.together')}</h2>
    ${ask.parts.map((part) => html`<${Part} view=${view} ask=${part} />`)}
    <button class="main">${view.t('web.continue')}</button>
  <//>`
