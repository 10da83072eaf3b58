import { type Ask, givenText } from '../../intake/form/ask.ts'
import { isTyped } from '../../intake/form/controls.ts'
import { questions } from '../../intake/form/form.ts'
import { html } from '../html.ts'
import { Post } from './post.ts'
import type { ChatView } from './view.ts'

/** As long as the longest answer of the form. */
const freeMax = 4000

/** No spelling service, no typing aid and no form memory ever gets what she writes. */
export const quiet = {
  autocomplete: 'off',
  autocorrect: 'off',
  spellcheck: 'false',
  writingsuggestions: 'false',
  translate: 'no',
  dir: 'auto',
}

/** An answer only leads on: "send" is said of what goes to a worker, and of all of them together. */
const leadsOn = ({ state, ask }: ChatView) => ask?.kind === 'text' || !['waiting', 'claimed'].includes(state)

/** She is spoken to in the language she reads, unless she says another one. */
const likely = ({ t, ask, helper }: ChatView) =>
  ask?.key === 'contact.callLanguage' && !ask.given && !helper ? t('language.self') : ''

/** Why she did not get on: above what it is about. A script shows the one at the end of the page in its place. */
export const Refused = ({ view: { t, refused } }: { view: ChatView }) =>
  refused && html`<p id="empty" role="alert">${t('web.error.empty')}</p>`

/** Whoever leaves empty what may be passed over has passed it over. */
export const Empty = ({ ask }: { ask: Ask }) =>
  ask.passes.some(({ id }) => id === 'skipped') && html`<input type="hidden" name="empty" value="skipped" />`

export function Box({ view, max, label }: { view: ChatView; max: number; label: unknown }) {
  const { t, ask, unsent, unsentParts, refused, state } = view
  const given = unsent ?? unsentParts?.[ask?.key ?? ''] ?? ((ask && givenText(ask)) || likely(view))
  // Of a code or a word it would be a second number, and nobody writes so much.
  const limited = max < freeMax && !isTyped(ask?.key ?? '')
  const identity = questions.get(ask?.key ?? '')?.identifying || isTyped(ask?.key ?? '')
  const props = {
    ...quiet,
    id: 'text',
    name: 'text',
    autocapitalize: identity ? 'off' : 'sentences',
    'aria-invalid': refused || (unsent && state !== 'down') ? 'true' : undefined,
    'aria-describedby':
      [refused && 'empty', limited && 'max', ask?.kind === 'text' && ask.hint && 'hint']
        .filter(Boolean)
        .join(' ') || undefined,
  }
  return html`
    ${label}
    <${Refused} view=${view} />
    ${ask?.kind === 'text' && html`<${Empty} ask=${ask} />`}
    ${
      max <= 200
        ? html`<input type="text" value=${given} ...${props} />`
        : html`<textarea rows=${max < freeMax ? 4 : 2} ...${props}>${given}</textarea>`
    }
    <button class="main">${t(leadsOn(view) ? 'web.continue' : 'web.send')}</button>
    ${limited && html`<p id="max" class="hint">${t('web.max', { max })}</p>`}`
}

function labelKey({ state, ask, unsent }: ChatView): string {
  if (state === 'bot' || (state === 'down' && !unsent)) return ask ? 'web.write' : 'web.write.any'
  return `web.write.${state}`
}

/** To a worker she writes; beside what there is to choose, writing is folded until she wants it. */
export function Composer({ view }: { view: ChatView }) {
  const { t, state, ask, unsent } = view
  const about = t(labelKey(view))
  const box = (label: unknown) => html`
    <${Post} view=${view} class="composer"><${Box} view=${view} max=${freeMax} label=${label} /><//>`
  if (!ask || state === 'waiting' || state === 'claimed') return box(html`<label for="text">${about}</label>`)
  return html`
    <details class="write" open=${Boolean(unsent || view.refused)}>
      <summary id="write">${about}</summary>
      ${box(html`<label for="text" class="unseen">${about}</label>`)}
    </details>`
}
