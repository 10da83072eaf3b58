import { strToU8, zipSync } from 'fflate'
import type { Sheet, SheetRow } from '../../web/console/document/view.ts'
import { declared, escaped } from './xml.ts'

/**
 * A document for a word processor (ECMA-376), in three small parts. No part says who made it or when: it has no
 * properties at all. Nothing in it is a field, so nothing in it is computed.
 */
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KINDS = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

interface Look {
  style?: string
  /** BCP 47 tag, and right to left: a word processor chooses its fonts and sides by them. */
  language?: string
  rtl?: boolean
}

const run = (text: string, { language, rtl }: Look) => {
  const tongue = language ? `<w:lang w:val="${escaped(language)}" w:bidi="${escaped(language)}"/>` : ''
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`)
  return `<w:r><w:rPr>${rtl ? '<w:rtl/>' : ''}${tongue}</w:rPr>${lines.join('<w:br/>')}</w:r>`
}
const paragraph = (text: string, look: Look = {}) =>
  `<w:p><w:pPr>${look.style ? `<w:pStyle w:val="${look.style}"/>` : ''}${look.rtl ? '<w:bidi/>' : ''}</w:pPr>${run(text, look)}</w:p>`

const cell = (width: number, inside: string) =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${inside}</w:tc>`
const table = (rows: [label: string, inside: string][]) =>
  `<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders><w:insideH w:val="single" w:sz="4" w:color="999999"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="3200"/><w:gridCol w:w="6400"/></w:tblGrid>${rows
    .map(
      ([label, inside]) =>
        `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cell(3200, paragraph(label))}${cell(6400, inside)}</w:tr>`,
    )
    .join('')}</w:tbl>`

const answer = ({ text, own, notes }: SheetRow) =>
  [
    paragraph(text, own ? { language: own.language, rtl: own.dir === 'rtl' } : {}),
    ...(own ? [paragraph(own.name, { style: 'Soft' })] : []),
    ...notes.map((note) => paragraph(note, { style: 'Soft' })),
  ].join('')

const style = (id: string, size: number, more = '') =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:pPr>${more}<w:spacing w:before="${size * 4}" w:after="60"/></w:pPr><w:rPr>${id === 'Soft' ? '<w:color w:val="444444"/>' : '<w:b/>'}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr></w:style>`

const bodyOf = ({ title, about, facts, parts }: Sheet) =>
  [
    paragraph(title, { style: 'Title' }),
    paragraph(about, { style: 'Soft' }),
    table(facts.map(([name, text]) => [name, paragraph(text)])),
    ...parts.flatMap((part) => [
      paragraph(part.title, { style: 'Heading1' }),
      table(part.rows.map((row) => [row.label, answer(row)])),
    ]),
    '<w:p/>',
  ].join('')

export function docxOf(sheet: Sheet): Buffer {
  const related = (all: string) =>
    declared(`<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`)
  const parts: Record<string, string> = {
    '[Content_Types].xml': declared(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${KINDS}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${KINDS}.styles+xml"/><Override PartName="/word/footer.xml" ContentType="${KINDS}.footer+xml"/></Types>`,
    ),
    '_rels/.rels': related(
      `<Relationship Id="d" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/>`,
    ),
    'word/_rels/document.xml.rels': related(
      `<Relationship Id="s" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="f" Type="${RELATIONS}/footer" Target="footer.xml"/>`,
    ),
    'word/document.xml': declared(
      `<w:document xmlns:w="${WORDS}" xmlns:r="${RELATIONS}"><w:body>${bodyOf(sheet)}<w:sectPr><w:footerReference w:type="default" r:id="f"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ),
    'word/styles.xml': declared(
      `<w:styles xmlns:w="${WORDS}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="${sheet.language}"/></w:rPr></w:rPrDefault></w:docDefaults>${style('Title', 32)}${style('Heading1', 26, '<w:keepNext/><w:outlineLvl w:val="0"/>')}${style('Soft', 18)}</w:styles>`,
    ),
    'word/footer.xml': declared(
      `<w:ftr xmlns:w="${WORDS}">${paragraph(sheet.foot, { style: 'Soft' })}</w:ftr>`,
    ),
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), {
      mtime: new Date(1980, 0, 1, 12),
    }),
  )
}
