import { MOST_HELD } from '../../../intake/case/workers.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { tongueName } from '../names.ts'
import type { MeView } from './view.ts'

const Pick = ({ name, value, type, on, children }: PickProps) => html`
  <label class="pick"><input type=${type} name=${name} value=${value} checked=${on} /> <span>${children}</span></label>`
interface PickProps {
  name: string
  value: string
  type: 'checkbox' | 'radio'
  on: boolean
  children?: unknown
}

const genders = ['', 'woman', 'man'] as const

/** What a worker can be asked for; routing reads nothing else. */
export function Work({ view: { t, worker, work, wrong } }: { view: MeView }) {
  if (!work) return null
  const { capacity, skills, shortcuts, tongues } = work
  return html`
    <h2 id="work" tabindex="-1">${t('desk.work')}</h2>
    ${wrong && html`<p class="trouble" role="alert">${t('desk.work.wrong', { most: MOST_HELD })}</p>`}
    <p>${t('desk.work.duty')}</p>
    <${Act} to="/console/me/work" csrf=${worker?.csrf ?? ''} class="work">
      <div>
        <label for="capacity">${t('desk.work.capacity')}</label>
        <input id="capacity" name="capacity" type="number" min="0" max=${MOST_HELD} value=${capacity} aria-describedby="capacity-note" />
        <p id="capacity-note" class="soft">${t('desk.work.capacity.note')}</p>
      </div>
      <fieldset aria-describedby="languages-note">
        <legend>${t('desk.work.languages')}</legend>
        ${tongues.map(
          (tag) => html`
            <${Pick} type="checkbox" name="languages" value=${tag} on=${skills.languages.includes(tag)}>${tongueName(t, tag)}<//>`,
        )}
        <p id="languages-note" class="soft">${t('desk.work.languages.note')}</p>
      </fieldset>
      <fieldset>
        <legend>${t('desk.work.gender')}</legend>
        ${genders.map(
          (id) => html`
            <${Pick} type="radio" name="gender" value=${id} on=${skills.gender === id}>${t(`desk.work.gender.${id || 'unsaid'}`)}<//>`,
        )}
      </fieldset>
      <${Pick} type="checkbox" name="children" value="yes" on=${skills.children}>${t('desk.work.children')}<//>
      <${Pick} type="checkbox" name="shortcuts" value="yes" on=${shortcuts}>${t('desk.work.shortcuts')}<//>
      <button class="main" id="keep-work">${t('desk.work.keep')}</button>
    <//>`
}
