import { documentOf } from '../document.ts'
import { html } from '../html.ts'
import { Case } from './case/case.ts'
import type { CaseView } from './case/view.ts'
import { Page } from './frame.ts'
import type { Frame, NoticeView } from './frame-view.ts'
import { Help } from './help.ts'
import { List } from './queue/list.ts'
import { Queue } from './queue/queue.ts'
import type { QueueView } from './queue/view.ts'
import { Me } from './sign-in/me.ts'
import type { MeView, WorkersView } from './sign-in/view.ts'
import { Workers } from './sign-in/workers.ts'

/** What a way back is called, by where it leads. */
const backTo: Record<string, string> = { '/console': 'desk.back', '/console/workers': 'desk.workers' }

export const queuePage = (view: QueueView): string =>
  documentOf(html`<${Page} view=${view} title=${view.t('desk.queue')}><${Queue} view=${view} /><//>`)

export const casePage = (view: CaseView): string =>
  documentOf(
    html`<${Page} view=${view} title=${view.t('desk.case', { number: view.found.number })} list=${html`<${List} view=${view} />`}><${Case} view=${view} /><//>`,
  )

export const mePage = (view: MeView): string =>
  documentOf(html`<${Page} view=${view} title=${view.t('desk.me')}><${Me} view=${view} /><//>`)

export const helpPage = (view: Frame): string =>
  documentOf(html`<${Page} view=${view} title=${view.t('desk.help.title')}><${Help} view=${view} /><//>`)

export const workersPage = (view: WorkersView): string =>
  documentOf(html`<${Page} view=${view} title=${view.t('desk.workers')}><${Workers} view=${view} /><//>`)

/** A page with one thing to say: how to sign in, or what is wrong. */
export const noticePage = (view: NoticeView): string => {
  const { t, title, text, typed, back, go } = view
  return documentOf(html`
    <${Page} view=${view} title=${t(title)}>
      <div class="plain">
      <h1>${t(title)}</h1>
      <p id="notice">${t(text)}</p>
      ${
        typed.length > 0 &&
        html`
          <p id="trouble" class="trouble" role="alert">${t('desk.signIn.typed')}</p>
          ${typed.map((words, at) => html`<label for=${`typed-${at}`}>${t('desk.write.kept')}</label><textarea id=${`typed-${at}`} class="typed" rows="5" dir="auto" readonly>${words}</textarea>`)}`
      }
      ${go && html`<p><a href=${go} id="go" class="go">${t('desk.signIn.go')}</a></p>`}
      ${back && html`<p><a href=${back}>${t(backTo[back] ?? 'desk.me')}</a></p>`}
      </div>
    <//>`)
}
