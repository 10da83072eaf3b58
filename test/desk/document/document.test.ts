import assert from 'node:assert/strict'
import { strFromU8, unzipSync } from 'fflate'
import { moment } from '../../../web/console/names.ts'
import { Person, walkTo } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const NAME = 'نور =HYPERLINK("http://evil.example") <b>&\u0007'

/** Every tag that is opened is closed, in order. */
function wellFormed(xml: string): void {
  const open: string[] = []
  for (const [, end, name, alone] of xml.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end) assert.equal(open.pop(), name)
    else if (!alone) open.push(name!)
  }
  assert.deepEqual(open, [])
  assert.doesNotMatch(xml.replace(/&(amp|lt|gt|quot);/g, ''), /&/)
}

describe('desk: a draft for the file', () => {
  let desk: DeskServer
  let aino: Client
  let id: string
  before(async () => {
    desk = await startDesk()
    aino = await Client.signedIn(desk, 'Aino')
    const person = await walkTo(new Person(desk.services), 'ar', 'identity.name')
    await person.writes(NAME)
    await person.picks('send')
    id = caseOf(person)
  })
  after(() => desk.close())

  async function file(format: string, language = 'fi'): Promise<Record<string, string>> {
    const path = `/console/api/cases/${id}/document/${format}?in=${language}`
    const answer = await fetch(new URL(path, desk.url), { headers: { cookie: aino.cookie } })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-disposition'), `attachment; filename="silta-${id}.${format}"`)
    const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strFromU8(part)]))
  }
  const exports = async () =>
    (await desk.services.audit.of(id)).filter(({ what }) => what === 'export').length

  it('is made only by who has the case, and by nobody who only looks into it', async () => {
    const bertta = await Client.signedIn(desk, 'Bertta')
    await bertta.json('POST', `cases/${id}/open`, { why: 'cover', words: 'Aino is away today' })
    assert.equal((await bertta.json('GET', `cases/${id}/document/docx`)).status, 403)
    assert.equal((await bertta.json('GET', `cases/${id}/document/xlsx`)).status, 403)
    assert.equal((await bertta.get(`/console/cases/${id}/document`)).status, 403)
    assert.equal(await exports(), 0)
    await aino.json('POST', `cases/${id}/claim`)
    assert.doesNotMatch((await bertta.get(`/console/cases/${id}`)).text, /document\/docx/)
    assert.match((await aino.get(`/console/cases/${id}`)).text, /document\/docx\?in=sv/)
  })

  it('is not taken out by a link on another site: no file, and no line in the audit', async () => {
    const before = await exports()
    const formats = ['docx', 'xlsx'].map((format) => `/console/api/cases/${id}/document/${format}`)
    for (const path of [...formats, `/console/api/cases/${id}/export`, `/console/cases/${id}/document`])
      for (const site of ['cross-site', 'same-site'])
        assert.equal((await aino.get(path, { 'sec-fetch-site': site })).status, 403, `${path} ${site}`)
    assert.equal(await exports(), before)
    for (const site of ['same-origin', 'none'])
      assert.equal((await aino.get(formats[0]!, { 'sec-fetch-site': site })).status, 200)
    assert.equal(await exports(), before + 2)
  })

  it('is a document in the language that was asked for, her own words as she wrote them, and nothing about its making', async () => {
    await aino.json('POST', `cases/${id}/edit`, { key: 'identity.name', value: 'Noor', note: 'passport' })
    const before = await exports()
    const parts = await file('docx', 'sv')
    assert.equal(await exports(), before + 1)
    assert.deepEqual(Object.keys(parts).sort(), [
      '[Content_Types].xml',
      '_rels/.rels',
      'word/_rels/document.xml.rels',
      'word/document.xml',
      'word/footer.xml',
      'word/styles.xml',
    ])
    for (const xml of Object.values(parts)) wellFormed(xml)
    const { 'word/document.xml': words, ...others } = parts
    assert.match(words!, /Utkast till handlingarna/)
    assert.match(words!, /<w:bidi\/><\/w:pPr><w:r><w:rPr><w:rtl\/><w:lang w:val="ar" w:bidi="ar"\/>/)
    assert.ok(words!.includes('نور =HYPERLINK(&quot;http://evil.example&quot;) &lt;b&gt;&amp;</w:t>'))
    assert.match(words!, /Noor · passport · Aino/)
    assert.match(others['word/footer.xml']!, /Radera efter överföringen/)
    assert.doesNotMatch(JSON.stringify(others), /نور|Noor|Aino/)
  })

  it('is a workbook of text: every digit stays, and no cell is a formula', async () => {
    const { 'xl/sheet.xml': sheet, ...others } = await file('xlsx')
    wellFormed(sheet!)
    assert.ok(sheet!.includes(id.replace(/(.{5})(?=.)/g, '$1 ')))
    assert.match(sheet!, />(\+358 ?|0)40[ \d]{7,}</)
    assert.doesNotMatch(sheet!, /<f>|<v>|t="(?!inlineStr)/)
    assert.match(sheet!, /Poista siirron jälkeen/)
    assert.doesNotMatch(JSON.stringify(others), /نور|Noor|Aino/)
  })

  it('is a page for paper, in a language of the desk whatever an address says', async () => {
    for (const [language, words] of [
      ['fi', /Asiakirjaluonnos/],
      ['sv', /Utkast till handlingarna/],
      ['ru', /Draft for the file/],
    ] as const) {
      const { text } = await aino.get(`/console/cases/${id}/document?in=${language}`)
      assert.match(text, words)
      assert.match(text, /<footer>[^<]*\d{5}\. [^<]+<\/footer>/)
      assert.match(text, /<title>Silta<\/title>/)
    }
  })

  it('is of nothing where nothing was sent or shared', async () => {
    const other = caseOf(await sentApplication(desk.services))
    await desk.services.cases.erase(other)
    assert.equal((await aino.json('GET', `cases/${other}/document/docx`)).status, 404)
  })

  it('says when it was first sent, and when it was last changed', async () => {
    const [first, last] = [Date.UTC(2026, 0, 5, 10), Date.UTC(2026, 1, 7, 10)]
    await desk.services.cases.update(id, ({ content, ...now }) => {
      const record = { ...content!.record!, revision: 2, at: last }
      return { ...now, sent: first, content: { ...content!, record } }
    })
    const { text } = await aino.get(`/console/cases/${id}/document?in=en`)
    const t = desk.services.speech.t('en')
    for (const [name, at] of [
      ['sent', first],
      ['revised', last],
    ] as const)
      assert.match(text, new RegExp(`${t(`desk.document.${name}`)}</dt>\\s*<dd>${moment(t, at)}<`))
  })
})
