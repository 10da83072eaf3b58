import type { Ask } from '../../intake/form/ask.ts'
import type { Trouble } from '../../intake/form/reply.ts'
import type { Translate } from '../../intake/form/words.ts'
import { documentOf, Head } from '../document.ts'
import { Field, fieldId } from '../field.ts'
import { html } from '../html.ts'

/** The page behind a link to a referrer: the questions that were asked, and nothing else of the case. */
export interface LinkView {
  t: Translate
  /** The page's own address, without a language. */
  path: string
  languages: readonly string[]
  /** `failed`: what was written could not be saved just now; `busy`: too many tries from one place. */
  state: 'open' | 'failed' | 'unknown' | 'expired' | 'used' | 'taken' | 'withdrawn' | 'busy'
  asks: Ask[]
  /** When the link ends, as it is read. */
  until: string
  given: Readonly<Record<string, string>>
  troubles: Readonly<Record<string, Trouble>>
}

const Languages = ({ view: { t, path, languages } }: { view: LinkView }) => html`
  <nav class="languages" aria-label=${t('web.link.languages')}>
    ${languages.map(
      (tag) => html`
        <a href=${`${path}?lang=${tag}`} lang=${tag} hreflang=${tag} dir="auto" aria-current=${tag === t.language ? 'true' : undefined}>${t(`language.${tag}`)}</a>`,
    )}
  </nav>`

/** As GOV.UK has it: what is wrong, first, each leading to its place. */
function Summary({ view: { t, asks, troubles, state } }: { view: LinkView }) {
  const wrong = asks.filter(({ key }) => troubles[key])
  if (wrong.length === 0 && state !== 'failed') return null
  return html`
    <section class="trouble" role="alert" aria-labelledby="wrong" tabindex="-1">
      <h2 id="wrong">${t('web.link.wrong')}</h2>
      ${state === 'failed' && html`<p>${t('web.link.failed.text')}</p>`}
      <ul>
        ${wrong.map(
          (ask) => html`
            <li><a href=${`#${fieldId(ask)}`}>${ask.text} – ${t(`web.link.trouble.${troubles[ask.key]}`, { max: ask.max })}</a></li>`,
        )}
      </ul>
    </section>`
}

const Questions = ({ view }: { view: LinkView }) => {
  const { t, asks, path, given, troubles, until } = view
  return html`
    <${Summary} view=${view} />
    <h1>${t('web.link.title')}</h1>
    <p>${t('web.link.about')}</p>
    <p>${t('web.link.once', { until })}</p>
    <form method="post" action=${`${path}?lang=${t.language}`} autocomplete="off" novalidate>
      ${asks.map((ask) => html`<${Field} t=${t} ask=${ask} given=${given} trouble=${troubles[ask.key]} words="web.link" />`)}
      <button class="main">${t('web.link.send')}</button>
    </form>`
}

/** What could no longer be taken is given back, so that it is not lost. */
function Kept({ view: { t, given } }: { view: LinkView }) {
  const words = Object.values(given).filter((text) => text.length > 3)
  return (
    words.length > 0 &&
    html`
      <section aria-labelledby="kept">
        <h2 id="kept">${t('web.link.kept')}</h2>
        ${words.map((text) => html`<p class="kept" dir="auto" translate="no">${text}</p>`)}
      </section>`
  )
}

const Over = ({ view }: { view: LinkView }) => html`
  <h1>${view.t(`web.link.${view.state}.title`)}</h1>
  <p>${view.t(`web.link.${view.state}.text`)}</p>
  ${view.state !== 'taken' && html`<${Kept} view=${view} />`}`

const isForm = ({ state, asks }: LinkView) => asks.length > 0 && (state === 'open' || state === 'failed')

const Page = ({ view }: { view: LinkView }) => html`
  <html lang=${view.t.language} dir=${view.t.dir}>
    <${Head} title=${`${Object.keys(view.troubles).length > 0 ? `${view.t('web.link.wrong')} – ` : ''}${view.t('web.link.title')}`} styles=${['/later.css', '/link.css']} secretive />
    <body>
      <main>
        <${Languages} view=${view} />
        ${isForm(view) ? html`<${Questions} view=${view} />` : html`<${Over} view=${view} />`}
      </main>
    </body>
  </html>`

export const linkPage = (view: LinkView): string => documentOf(html`<${Page} view=${view} />`)
