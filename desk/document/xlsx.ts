import { strToU8, zipSync } from 'fflate'
import type { Sheet } from '../../web/console/document/view.ts'
import { declared, escaped } from './xml.ts'

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KINDS = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A cell of text, whatever stands in it: no number loses its digits, no formula is one (`t="inlineStr"` is never computed). */
const cell = (text: string) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
const row = (cells: readonly string[]) => `<row>${cells.map(cell).join('')}</row>`

const rowsOf = ({ facts, parts, foot }: Sheet): string[][] => [
  ...facts.map(([name, text]) => ['', name, text]),
  ...parts.flatMap(({ title, rows }) =>
    rows.map(({ label, text, own, notes }) => [title, label, text, own?.name ?? '', ...notes]),
  ),
  [foot],
]

/** A workbook (ECMA-376) of one sheet, with labels and text. It has no properties: nothing says who made it or when. */
export function xlsxOf(sheet: Sheet): Buffer {
  const related = (all: string) =>
    declared(`<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`)
  const parts: Record<string, string> = {
    '[Content_Types].xml': declared(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KINDS}.sheet.main+xml"/><Override PartName="/xl/sheet.xml" ContentType="${KINDS}.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': related(
      `<Relationship Id="w" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>`,
    ),
    'xl/_rels/workbook.xml.rels': related(
      `<Relationship Id="s" Type="${RELATIONS}/worksheet" Target="sheet.xml"/>`,
    ),
    'xl/workbook.xml': declared(
      `<workbook xmlns="${SHEET}" xmlns:r="${RELATIONS}"><sheets><sheet name="Silta" sheetId="1" r:id="s"/></sheets></workbook>`,
    ),
    'xl/sheet.xml': declared(
      `<worksheet xmlns="${SHEET}"><cols><col min="1" max="2" width="32" customWidth="1"/><col min="3" max="3" width="70" customWidth="1"/></cols><sheetData>${rowsOf(sheet).map(row).join('')}</sheetData></worksheet>`,
    ),
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), {
      mtime: new Date(1980, 0, 1, 12),
    }),
  )
}
