import type { Bubble } from '../../intake/conversation/transcript.ts'
import { contactsOf } from '../../intake/form/contacts.ts'
import type { Translate } from '../../intake/form/words.ts'
import { html } from '../html.ts'
import { softened } from '../soft.ts'
import { CallButton, numbersIn, withNumbers } from './numbers.ts'

interface Said {
  t: Translate
  bubble: Bubble
}

const sentences = (text: string) => text.split(/(?<=[.!?؟]) /u)

function Calls({ t, numbers, write }: { t: Translate; numbers: readonly string[]; write?: boolean }) {
  const { emergency, helpline } = contactsOf(t)
  const labels: Record<string, string> = {
    [emergency]: t('web.emergency'),
    [helpline]: t('web.helpline'),
  }
  return html`
    <div class="dials">
      ${numbers.map(
        (number) => html`
          <${CallButton} number=${number} label=${labels[number]} />
          ${write && number === emergency && html`<${CallButton} number=${number} label=${t('web.emergency.write')} write />`}`,
      )}
    </div>`
}

/**
 * In danger nobody reads nine lines: the numbers come first, to be pressed, then what they do not say. The sentences
 * that name them say how, and open from the first of them.
 */
function Danger({ t, bubble: { text, language } }: Said) {
  const numbers = numbersIn(text, t)
  const named = (one: string) => numbers.some((number) => one.includes(number))
  const all = sentences(softened(text, language))
  const [first, ...how] = all.filter(named)
  const rest = all.filter((one) => !named(one)).join(' ')
  return html`
    <${Calls} t=${t} numbers=${numbers} write />
    ${rest && html`<p lang=${language} dir=${t.dir}>${rest}</p>`}
    <details><summary>${withNumbers(first!)}</summary><p lang=${language} dir=${t.dir}>${withNumbers(how.join(' '))}</p></details>`
}

/** What the program says. A number that it names can be pressed, in a place of its own. */
export function Said({ t, bubble }: Said) {
  if (bubble.danger) return html`<${Danger} t=${t} bubble=${bubble} />`
  const { text, language } = bubble
  const numbers = numbersIn(text, t)
  return html`
    <p lang=${language} dir=${t.dir}>${withNumbers(softened(text, language))}</p>
    ${numbers.length > 0 && html`<${Calls} t=${t} numbers=${numbers} />`}`
}
