import type { Machine } from '../../intake/conversation/line.ts'
import type { Bubble } from '../../intake/conversation/transcript.ts'
import type { Translate } from '../../intake/form/words.ts'
import { html } from '../html.ts'
import { Said } from './said.ts'
import type { ChatView } from './view.ts'

/** A question that is open is shown with its controls, not a second time above them. */
function shown({ bubbles, ask }: ChatView): Bubble[] {
  const last = bubbles.at(-1)
  return last?.from === 'bot' && last.text === ask?.text ? bubbles.slice(0, -1) : bubbles
}

/**
 * Where the page lands: the first thing that her last act brought, else what was said after her last words, else
 * (`undefined`) the open question.
 */
export function latest(view: ChatView): Bubble | undefined {
  const { ask, since } = view
  const bubbles = shown(view)
  const isNew = ({ from, seq }: Bubble) => from !== 'person' && seq >= since!
  if (since !== undefined) return bubbles.find(isNew) ?? (ask ? undefined : bubbles.at(-1))
  const mine = bubbles.findLastIndex(({ from }) => from === 'person')
  return bubbles[mine + 1] ?? (ask ? undefined : bubbles[mine])
}

/** After the original and apart from it: a program's words are never the worker's. */
const Made = ({ t, machine }: { t: Translate; machine: Machine }) => html`
  <div class="machine">
    <span class="from">${t('web.machine')}</span>
    <p lang=${machine.language} dir="auto">${machine.text}</p>
  </div>`

export function Bubbles({ view }: { view: ChatView }) {
  const { t } = view
  const bubbles = shown(view)
  const target = latest(view)
  return html`
    <div id="log" role="log" aria-live="polite" aria-label=${t('web.log')}>
      <ol>
        ${bubbles.map((bubble, at) => {
          const { seq, from, text, language, machine } = bubble
          const again = bubbles[at - 1]?.from === from
          return html`
            <li
              class=${again ? `${from} again` : from}
              id=${bubble === target ? 'latest' : undefined}
              tabindex=${bubble === target ? -1 : undefined}
              data-seq=${seq}
            >
              ${!again && html`<span class="from">${t(`web.from.${from}`)}<span class="unseen">: </span></span>`}
              ${
                from === 'bot'
                  ? html`<${Said} t=${t} bubble=${bubble} />`
                  : html`<p lang=${language} dir="auto" translate=${from === 'person' ? 'no' : undefined}>${text}</p>`
              }
              ${machine && html`<${Made} t=${t} machine=${machine} />`}
            </li>`
        })}
      </ol>
    </div>`
}
