import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import type { ActField, ActForm } from './act-form.ts'
import type { CaseView } from './view.ts'

type ViewedAct = { view: CaseView; form: ActForm }

function Field({ view: { t, unsent }, form, field }: ViewedAct & { field: ActField }) {
  const { name, kind, options, required } = field
  const id = `${form.name}-${name}`
  const label = t(`desk.act.${form.name}.${name}`)
  const typed = unsent?.[name] ?? ''
  if (kind === 'choice')
    return html`
      <fieldset>
        <legend>${label}</legend>
        ${options.map(
          (option) => html`
            <label class="pick">
              <input type="radio" name=${name} value=${option} required checked=${typed === option} />
              <span>${t(`desk.${name}.${option}`)}</span>
            </label>`,
        )}
      </fieldset>`
  return html`
    <label for=${id}>${label}</label>
    ${
      kind === 'day'
        ? html`<input type="date" id=${id} name=${name} value=${typed} required=${required} />`
        : html`<textarea id=${id} name=${name} rows="3" maxlength="4000" dir="auto" required=${required}>${typed}</textarea>`
    }`
}

/** One act of the case. */
export function ActPart({ view, form }: ViewedAct) {
  const { t, found, worker, message, unsent } = view
  const { name, named, fields } = form
  const to = `/console/cases/${found.id}/${name}`
  const csrf = worker?.csrf ?? ''
  if (fields.length === 0)
    return html`<${Act} to=${to} csrf=${csrf}><button class="main" id=${`do-${name}`}>${t(`desk.act.${name}`)}</button><//>`
  const about = `desk.act.${name}.about`
  return html`
    <details id=${`act-${name}`} class="act" open=${unsent !== undefined && fields.some((one) => one.name in unsent)}>
      <summary>${t(`desk.act.${name}`)}</summary>
      <${Act} to=${to} csrf=${csrf}>
        ${named && html`<input type="hidden" name="message" value=${`${message}.${name}`} />`}
        ${fields.map((field) => html`<${Field} view=${view} form=${form} field=${field} />`)}
        ${t.has(about) && html`<p class="soft">${t(about)}</p>`}
        <button class="main">${t(`desk.act.${name}.do`)}</button>
      <//>
    </details>`
}
