import { join } from 'node:path'
import type { Server } from 'restify'
import { entering } from '../../desk/sign-in/enter.ts'
import { sessions } from '../../desk/sign-in/session.ts'
import type { Translate } from '../../intake/form/words.ts'
import { matchLanguage, wishedIn } from '../../locales/match.ts'
import { Refusal } from '../../platform/errors.ts'
import { serveFiles } from '../../platform/files.ts'
import { guarded, queryOf, readForm, redirect, sendHtml, urlOf } from '../../platform/http.ts'
import { documentOf, Head, onEveryPage, rendered } from '../../web/document.ts'
import { html } from '../../web/html.ts'
import type { Services } from '../services.ts'
import { speech } from '../speech.ts'
import { colleagues, signsIn } from './workers.ts'

const FOLDER = '/demo'
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const enter = `${FOLDER}/desk`

const Banner = ({ t, desk }: { t: Translate; desk: boolean }) => html`
  <section class="demo" aria-label=${t('web.demo.title')}>
    <p>${t('web.demo.says')}</p>
    ${
      desk &&
      html`
        <form method="post" action=${enter}>
          <span>${t('web.demo.desk')}</span>
          ${Object.entries(colleagues).map(([who, { name }]) => html`<button name="who" value=${who}>${name}</button>`)}
        </form>`
    }
  </section>`

/** Says on a page, in its own language, that nobody here is real; at the desk one may be another worker there. */
export function marked(page: string): string {
  const t = speech.t(/<html lang="([^"]+)"/.exec(page)?.[1] ?? speech.languages[0]!)
  const banner = rendered(html`<${Banner} t=${t} desk=${/<html[^>]* data-desk=/.test(page)} />`)
  return page
    .replace('</head>', '<link rel="stylesheet" href="/demo.css"/></head>')
    .replace(/<body[^>]*>/, (body) => body + banner)
}

/** Where whoever tries Silta begins: as a worker, or as a person in one of the languages. */
const Start = ({ t }: { t: Translate }) => html`
  <html lang=${t.language} dir=${t.dir}>
    <${Head} title=${t('web.demo.title')} styles=${['/chat.css', '/link.css']} />
    <body>
      <main>
        <h1>${t('web.demo.title')}</h1>
        <p>${t('web.demo.text')}</p>
        <form method="post" action=${enter} class="ask">
          <p>${t('web.demo.desk')}</p>
          ${Object.entries(colleagues).map(
            ([who, { name, skills }]) => html`
              <button name="who" value=${who}>
                <b>${name}</b> <span class="hint">${skills.languages.map((tag) => t(`language.${tag}`)).join(' · ')}</span>
              </button>`,
          )}
        </form>
        <p>${t('web.demo.chat')}</p>
        <p class="languages">
          ${speech.languages.map(
            (tag) => html`<a href=${`/?lang=${tag}`} lang=${tag} hreflang=${tag}>${t(`language.${tag}`)}</a>`,
          )}
        </p>
      </main>
    </body>
  </html>`

/** What only a demo has. Nothing of it is imported by the program that people use. */
export function demoPages(server: Server, parts: Services): void {
  const held = sessions(parts)
  const door = entering(parts, held)
  onEveryPage(marked)
  serveFiles(server, join(import.meta.dirname), ['demo.css'])

  // Nobody has a printed address here: whoever is to sign in chooses who to be.
  server.pre((req, res, next) => {
    if (req.method !== 'GET' || urlOf(req).pathname !== '/console/sign-in') return next()
    redirect(res, FOLDER)
    return next(false)
  })

  server.get(
    FOLDER,
    guarded(async (req, res) => {
      const wished = [queryOf(req).get('lang'), ...wishedIn(req.headers['accept-language'])]
      const t = speech.t(matchLanguage(wished, speech.languages) ?? speech.languages[0]!)
      res.setHeader('Content-Security-Policy', POLICY)
      // As on the desk's own pages: a browser that names no origin on this form could not be told from a stranger's.
      res.setHeader('Referrer-Policy', 'same-origin')
      sendHtml(res, 200, documentOf(html`<${Start} t=${t} />`))
    }),
  )

  server.post(
    enter,
    guarded(async (req, res) => {
      held.sameOrigin(req)
      const who = (await readForm(req)).get('who') ?? ''
      if (!Object.hasOwn(colleagues, who)) throw new Refusal('NOT_FOUND')
      const { worker, roles, generation } = await signsIn(parts, who)
      await door.enter(res, held.begin(worker, roles, generation), '/console')
    }),
  )
}
