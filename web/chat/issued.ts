import { html } from '../html.ts'
import { Digits } from './numbers.ts'
import { ACTS, type ChatView } from './view.ts'

/**
 * The return code stays in sight until she says that she has it: whatever came first may have taken her away before
 * she could write it down. Where it opens nothing, what mends that is one press away.
 */
export function Issued({ view: { t, issued } }: { view: ChatView }) {
  if (!issued) return null
  const { code, opens } = issued
  const act = (command: string, title: string) =>
    html`<button class="small" form=${ACTS} name="command" value=${command}>${t(title)}</button>`
  return html`
    <div class="issued" role="group" aria-label=${t('web.issued')}>
      <p>${t('web.issued')}: <${Digits} text=${code} /></p>
      ${opens !== 'yes' && html`<p class="hint">${t(`web.issued.${opens}`)}</p>`}
      <div class="near">
        ${opens !== 'yes' && act('code', opens === 'shut' ? 'web.command.newCode' : 'web.issued.word')}
        ${act('noted', 'web.issued.noted')}
      </div>
    </div>`
}
