import type { Translate } from '../../intake/form/words.ts'
import { direction } from '../../locales/index.ts'
import type { CaseRow, Detail } from '../../web/console/case/detail.ts'
import { whoOf } from '../../web/console/case/source.ts'
import type { Sheet, SheetRow } from '../../web/console/document/view.ts'
import { moment, named, tongueName } from '../../web/console/names.ts'

function notesOf(t: Translate, { key }: CaseRow, { readings, others }: Detail): string[] {
  const read = (readings[key] ?? []).filter(({ undone }) => !undone)
  return [
    ...read.map(({ text, note, name }) =>
      [`${t('desk.edit.read')}: ${text}`, note, name].filter(Boolean).join(' · '),
    ),
    ...(others[key] ?? []).map(
      ({ text, source }) => `${t('desk.source', { who: whoOf(t, source) })}: ${text}`,
    ),
  ]
}

/** Words of a person stay as they were said, and say in which language that is. */
const ownOf = (t: Translate, { verbatim, language }: CaseRow): Pick<SheetRow, 'own'> =>
  verbatim
    ? {
        own: {
          language,
          dir: direction(language),
          name: t('desk.own', { language: tongueName(t, language) }),
        },
      }
    : {}

/** What she let be read after sending counts before what she sent. */
function rowsOf({ rows, shared = [] }: Detail): CaseRow[] {
  const later = new Map(shared.map((row) => [row.key, row]))
  return [
    ...rows.map((row) => later.get(row.key) ?? row),
    ...shared.filter(({ key }) => !rows.some((row) => row.key === key)),
  ]
}

/** A case as it goes into a file: everything its worker reads of the answers, and nothing of the talk or the notes. */
export function sheetOf(found: Detail, t: Translate, now: number): Sheet {
  const { record } = found
  const parts = [...Map.groupBy(rowsOf(found), ({ group }) => group)].map(([title, rows]) => ({
    title,
    rows: rows.map((row) => ({
      ...{ label: row.label, text: row.text, notes: notesOf(t, row, found) },
      ...ownOf(t, row),
    })),
  }))
  return {
    language: t.language,
    title: t('desk.document.title'),
    about: t('desk.document.about'),
    facts: [
      [t('desk.column.case'), found.number],
      [
        t('desk.column.application'),
        record ? named(t, 'record', record.kind) : t(`desk.application.${found.application}`),
      ],
      ...(record ? [[t('desk.document.sent'), moment(t, found.sent)] as [string, string]] : []),
      ...(record && record.revision > 1
        ? [[t('desk.document.revised'), moment(t, record.at)] as [string, string]]
        : []),
      [t('desk.column.kind'), named(t, 'kind', found.kind)],
      [t('desk.column.language'), tongueName(t, found.language)],
      [t('desk.document.made'), moment(t, now)],
    ],
    parts,
    foot: t('desk.document.foot', { number: found.number }),
  }
}
