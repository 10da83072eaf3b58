import { html } from '../../html.ts'
import type { CaseView } from './view.ts'

/** Closed until a worker opens it: a look at the answers, not a conclusion from them. */
export const Indicators = ({ view: { t, found } }: { view: CaseView }) => html`
  <section id="indicators" data-live data-version=${JSON.stringify(found.indicators)}>
    ${
      found.indicators.length > 0 &&
      html`
        <details>
          <summary><h2>${t('desk.indicators')}</h2></summary>
          <p>${t('desk.indicators.about')}</p>
          ${found.indicators.map(
            ({ dimension, because }) => html`
              <h3>${t(`desk.dimension.${dimension}`)}</h3>
              <ul>
                ${because.map(({ question, answer }) => html`<li>${t('desk.indicators.because', { question, answer })}</li>`)}
              </ul>`,
          )}
        </details>`
    }
  </section>`
