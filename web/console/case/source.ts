import type { Translate } from '../../../intake/form/words.ts'
import { regional } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { moment, tongueName } from '../names.ts'
import { Own } from '../own.ts'
import type { AnswerSource, Sourced } from '../requests/view.ts'
import { Fresh } from './fresh.ts'

/** Who it comes from: of an authority, which, and its own name where that says more. */
export const whoOf = (t: Translate, { from, authority, name }: AnswerSource): string =>
  [authority ? t(`role.referrer.option.${authority}`) : t(`desk.party.${from}`), name]
    .filter(Boolean)
    .join(', ')

/** Where an answer comes from: who, resting on what, when, and who wrote it down. */
export const SourceLine = ({ t, source }: { t: Translate; source: AnswerSource }) => html`
  <span class="source">
    ${t('desk.source', { who: whoOf(t, source) })}${source.on && html` · <time datetime=${source.on}>${dayOf(t, source.on)}</time>`}
    ${source.basis && html` · ${t('desk.source.basis', { basis: t(`desk.basis.${source.basis}`) })}`}
    ${
      source.at > 0 &&
      html` · ${
        source.writtenBy
          ? t('desk.source.written', { name: source.writtenBy, at: moment(t, source.at) })
          : t('desk.source.came', { at: moment(t, source.at) })
      }`
    }
  </span>`

/** An ISO day as the reader writes it. */
export const dayOf = (t: Translate, day: string): string =>
  new Intl.DateTimeFormat(regional(t.language), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(day),
  )

/** What somebody other than she answered. */
export const Answered = ({ t, told }: { t: Translate; told: Sourced }) =>
  told.verbatim
    ? html`<span class="own" lang=${told.language} dir="auto" translate="no"><${Own} text=${told.text} /></span> <span class="soft">${tongueName(t, told.language)}</span>`
    : html`<span class=${told.status === 'answered' ? undefined : 'passed'}>${told.text}</span>`

/** Beside her own answer: hers is marked as hers once somebody else said something too. */
export const Others = ({
  t,
  from,
  others = [],
}: {
  t: Translate
  from: AnswerSource['from']
  others: Sourced[] | undefined
}) =>
  others.length > 0 &&
  html`
    <dd class="soft">${t('desk.source', { who: t(`desk.party.${from}`) })}</dd>
    ${others.map(
      (told) =>
        html`<dd class="other"><${Answered} t=${t} told=${told} /><br /><${SourceLine} t=${t} source=${told.source} /><${Fresh} t=${t} fresh=${told.fresh} /></dd>`,
    )}`
