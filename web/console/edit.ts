import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { direction } from '../../locales/index.ts'
import { html } from '../chat/html.ts'
import { Act, Page } from './frame.ts'
import { tongueName } from './names.ts'
import { Own } from './own.ts'
import { Readings } from './readings.ts'
import type { EditView } from './view.ts'

const Picks = ({ view: { options, filled, kind, name } }: { view: EditView }) => html`
  <fieldset aria-labelledby="edit-title">
    ${options.map(
      ({ id, title }) => html`
        <label class="pick">
          <input
            type=${kind === 'many' ? 'checkbox' : 'radio'}
            name=${kind === 'many' ? `value.${id}` : 'value'}
            value=${id}
            id=${`${name}-${id}`}
            checked=${filled[`value.${id}`] !== undefined || filled.value === id || undefined}
          />${' '}
          <span>${title}</span>
        </label>`,
    )}
  </fieldset>`

const DateParts = ({ view: { t, filled } }: { view: EditView }) => html`
  <fieldset class="parts" aria-labelledby="edit-title">
    ${(['day', 'month', 'year'] as const).map(
      (part) => html`
        <div>
          <label for=${`part-${part}`}>${t(`desk.edit.${part}`)}</label>
          <input id=${`part-${part}`} name=${`value.${part}`} inputmode="numeric" maxlength="4" value=${filled[`value.${part}`] ?? ''} />
        </div>`,
    )}
  </fieldset>`

const Words = ({ view: { t, filled, max } }: { view: EditView }) => html`
  <label for="value">${t('desk.edit.value')}</label>
  <textarea id="value" name="value" rows=${max > 200 ? 6 : 2} maxlength=${max} dir="auto">${filled.value ?? ''}</textarea>`

const kinds = { choice: Picks, many: Picks, date: DateParts, text: Words }

const Hers = ({ view: { t, row, asked } }: { view: EditView }) => html`
  <h2>${t('desk.edit.hers')}</h2>
  ${asked && html`<p class="soft" lang=${asked.language} dir=${direction(asked.language)} translate="no">${asked.text}</p>`}
  ${
    row?.own
      ? html`
          <p class="own" lang=${row.language} dir="auto" translate="no"><${Own} text=${row.text} /></p>
          <p class="soft">${t('desk.own', { language: tongueName(t, row.language) })}</p>`
      : html`<p class=${row?.status === 'answered' ? undefined : 'passed'}>${row?.text ?? t('desk.answers.notAsked')}</p>`
  }`

/** One question, what the person said to it, and the worker's own entry beside that. */
export const editPage = (view: EditView): string => {
  const { t, found, name, label, kind, trouble, message, worker } = view
  const Kind = kinds[kind]
  const to = `/console/cases/${found.id}`
  return `<!doctype html>${renderToString(
    html`
    <${Page} view=${view} title=${`${t('desk.edit')}: ${label}`}>
      <div class="plain editing">
        <p class="back"><a href=${`${to}#answer-${name}`}>${t('desk.case', { number: found.number })}</a></p>
        <h1 id="edit-title">${label}</h1>
        <p>${t('desk.edit.about')}</p>
        ${trouble && html`<p id="trouble" class="trouble" role="alert">${t(trouble, { name: found.claimer?.name ?? '' })}</p>`}
        <${Hers} view=${view} />
        <dl><${Readings} view=${view} name=${name} all=${found.readings[name] ?? []} /></dl>
        <h2>${t('desk.edit.value')}</h2>
        <${Act} to=${`${to}/edit/${name}`} csrf=${worker?.csrf ?? ''} class="jot" id="edit">
          <input type="hidden" name="message" value=${message} />
          <${Kind} view=${view} />
          <label for="note">${t('desk.edit.note')}</label>
          <textarea id="note" name="note" rows="2" maxlength="1000" dir="auto">${view.filled.note ?? ''}</textarea>
          <p class="buttons">
            <button class="main">${t('desk.edit.save')}</button>
            <a href=${`${to}#answer-${name}`}>${t('desk.edit.cancel')}</a>
          </p>
        <//>
      </div>
    <//>` as VNode,
  )}`
}
