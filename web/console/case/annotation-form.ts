import { direction } from '../../../locales/index.ts'
import { documentOf } from '../../document.ts'
import { Field } from '../../field.ts'
import { html } from '../../html.ts'
import { Act, Page } from '../frame.ts'
import { tongueName } from '../names.ts'
import { Own } from '../own.ts'
import { Readings } from './annotations.ts'
import type { EditView } from './view.ts'

const Hers = ({ view: { t, row, asked } }: { view: EditView }) => html`
  <h2>${t('desk.edit.hers')}</h2>
  ${asked && html`<p class="soft" lang=${asked.language} dir=${direction(asked.language)} translate="no">${asked.text}</p>`}
  ${
    row?.verbatim
      ? html`
          <p class="own" lang=${row.language} dir="auto" translate="no"><${Own} text=${row.text} /></p>
          <p class="soft">${t('desk.own', { language: tongueName(t, row.language) })}</p>`
      : html`<p class=${row?.status === 'answered' ? undefined : 'passed'}>${row?.text ?? t('desk.answers.notAsked')}</p>`
  }`

/** One question, what the person said to it, and the worker's own entry beside that. */
export const editPage = (view: EditView): string => {
  const { t, found, ask, given, trouble, message, worker } = view
  const name = ask.key
  const to = `/console/cases/${found.id}`
  return documentOf(html`
    <${Page} view=${view} title=${`${t('desk.edit')}: ${ask.text}`}>
      <div class="plain editing">
        <p class="back"><a href=${`${to}#answer-${name}`}>${t('desk.case', { number: found.number })}</a></p>
        <h1 id="editing-title">${ask.text}</h1>
        <p>${t('desk.edit.about')}</p>
        ${trouble && html`<p id="trouble" class="trouble" role="alert">${t(trouble, { name: found.assignee?.name ?? '' })}</p>`}
        <${Hers} view=${view} />
        <dl><${Readings} view=${view} name=${name} all=${found.readings[name] ?? []} /></dl>
        <h2>${t('desk.edit.value')}</h2>
        <${Act} to=${`${to}/edit/${name}`} csrf=${worker?.csrf ?? ''} class="small-form fill" id="edit">
          <input type="hidden" name="message" value=${message} />
          <${Field} t=${t} ask=${ask} given=${given} words="desk.field" />
          <label for="edit-note">${t('desk.edit.note')}</label>
          <textarea id="edit-note" name="note" rows="2" maxlength="1000" dir="auto">${given.note ?? ''}</textarea>
          <p class="buttons">
            <button class="main">${t('desk.act.edit')}</button>
            <a href=${`${to}#answer-${name}`} class="cancel">${t('desk.edit.cancel')}</a>
          </p>
          <p class="trouble unsaved" role="alert" hidden>${t('desk.unsent')}</p>
        <//>
      </div>
    <//>`)
}
