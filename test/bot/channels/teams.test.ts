import assert from 'node:assert/strict'
import type { State } from '../../../intake/conversation/conversation.ts'
import { contacts } from '../../../intake/form/contacts.ts'
import { languages } from '../../../locales/index.ts'
import { type BotService, postActivity, startBotService } from '../../support/bot-service.ts'
import { shownIn, teamsMessage } from '../../support/channels/teams.ts'
import { referring } from '../../support/essential.ts'
import { type Running, startServer } from '../../support/server.ts'

interface Element {
  type: string
  data?: { question: string; value?: string }
  [name: string]: unknown
}

/** Everything of one type in a card, however deep. */
const all = (root: unknown, type: RegExp): Element[] =>
  root === null || typeof root !== 'object'
    ? []
    : [
        ...('type' in root && type.test(String(root.type)) ? [root as Element] : []),
        ...Object.values(root).flatMap((one) => all(one, type)),
      ]

describe('A person in Teams', () => {
  let service: BotService
  let server: Running

  beforeEach(async () => {
    service = await startBotService()
    server = await startServer({ PUBLIC_URL: 'https://silta.example' })
  })
  afterEach(async () => {
    await server.services.outbox.idle()
    await server.close()
    service.close()
  })

  const post = async (more: object): Promise<number> => {
    const answer = await postActivity(server.url, teamsMessage(service.url, more))
    await server.services.outbox.idle()
    return answer.status
  }
  const state = async (): Promise<State> =>
    (await server.services.conversations.load(server.services.idFor('msteams', 'a:hers')))!.state
  const card = () => service.posts.findLast(({ body }) => body.attachments)!.body.attachments![0]!.content
  const actions = () => all(card(), /^Action\.Submit$/)

  /** Answers the open question by its card, as the client would: a button's data, or the form's with its fields. */
  async function answer(given: string | string[] | Record<string, string>): Promise<void> {
    const key = (await state()).open!.key
    const button = actions().find(({ data }) => data?.value === given)
    if (button) return void (await post({ text: undefined, value: button.data }))
    const form = actions().find(({ data }) => data?.value === undefined)!
    const fields = all(card(), /^Input\./)
    const filled =
      typeof given === 'object' && !Array.isArray(given)
        ? given
        : { [fields[0]!.id as string]: [given].flat().join(',') }
    for (const name of Object.keys(filled))
      assert.ok(
        fields.some(({ id }) => id === name),
        `${key}: ${name}`,
      )
    await post({ text: undefined, value: { ...form.data, ...filled } })
  }

  const referral: [string, string | string[] | Record<string, string>][] = [
    ['control.language', 'en'],
    ...referring('inPerson'),
    [
      'referrer.name',
      {
        'a:referrer.name': 'Maija Mallikas',
        'a:referrer.organisation': '',
        'a:referrer.contact': 'maija@example.org',
      },
    ],
    ['where.inFinland', 'yes'],
    ['identity.age', 'adult'],
    ['eligibility.class', ['needsHelp']],
    ['what.forms', ['labour', 'debt']],
    ['where.places', ['finland', 'abroad']],
    ['referral.observations', 'Works *all* day, sleeps at the [shop](x)'],
    ['needs.help', ['legal', 'housing']],
    ['contact.way', 'viaReferrer'],
    ['identity.name', 'unknown'],
  ]

  it('refers somebody by cards alone, reads the review as a fact set, and sends', async () => {
    await post({ type: 'installationUpdate', action: 'add' })
    for (const [key, given] of referral) {
      assert.equal((await state()).open?.key, key)
      await answer(given)
    }
    assert.equal((await state()).open?.key, 'control.review')
    // What was pressed leaves no message of hers: the next card says it.
    const echoes = service.posts.map(shownIn).filter((text) => text.includes('✓ '))
    assert.ok(
      echoes.some((text) => /✓ .*debt/i.test(text)),
      echoes.join(),
    )
    const [facts] = all(card(), /^FactSet$/) as unknown as { facts: { title: string; value: string }[] }[]
    const t = server.services.speech.t('en')
    const told = new Map(facts!.facts.map(({ title, value }) => [title, value]))
    assert.equal(told.get(t('where.places.label')), 'In Finland · In another country')
    assert.equal(told.get(t('referrer.organisation.label')), t('status.skipped'))
    // What somebody wrote is shown as written, and never as Markdown.
    assert.match(told.get(t('referral.observations.label'))!, /\\\*all\\\* day.*\\\[shop\\\]/)
    await answer('send')
    const { case: sent } = await state()
    const found = await server.services.cases.get(sent!.id)
    assert.equal(found?.application, 'sent')
    assert.equal(found?.kind, 'referrer')
    assert.ok(service.posts.some((one) => /referral|sent/i.test(shownIn(one))))
  })

  it('fills several boxes of one card, and an older card sent twice does no harm', async () => {
    await post({ text: 'hello' })
    for (const [key, given] of referral) {
      if (key === 'referrer.name') break
      await answer(given)
    }
    const keys = ['referrer.name', 'referrer.organisation', 'referrer.contact']
    const boxes = all(card(), /^Input\./)
    assert.deepEqual(
      boxes.map(({ id, type }) => [id, type]),
      keys.map((key) => [`a:${key}`, 'Input.Text']),
    )
    for (const { label, maxLength } of boxes) assert.ok(label && Number(maxLength) > 0)
    assert.equal(actions().length, 1, 'one way on')
    const texts = all(card(), /^TextBlock$/)
    const optional = server.services.speech.t('en')('web.optional')
    assert.equal(texts.filter(({ text }) => String(text).includes(optional)).length, 2)
    assert.equal(texts.find(({ id }) => id === 'why')?.isVisible, false, 'what it is asked for is folded')
    const form = actions()[0]!.data
    const sends = (name: string, contact: string) =>
      post({ text: undefined, value: { ...form, 'a:referrer.name': name, 'a:referrer.contact': contact } })
    await sends('', '')
    assert.equal((await state()).open?.key, 'referrer.name', 'an empty card is asked again')
    await sends('Maija', 'maija@example.org')
    // What stood in no box is still open.
    assert.equal((await state()).open?.key, 'referrer.organisation')
    await answer('skipped')
    const told = async () => keys.map((key) => state().then(({ answers }) => answers[key]?.value))
    const before = await Promise.all(await told())
    for (const times of [1, 2]) {
      await sends('Maija', '')
      assert.equal((await state()).open?.key, 'where.inFinland', `${times}`)
      assert.deepEqual(await Promise.all(await told()), before)
    }
  })

  it('gives a date by its parts, and asks again for a day that is none', async () => {
    await post({ text: 'English' })
    await post({ text: 'English' })
    for (const given of [{ day: '31', month: '2', year: '1990' }, { year: '١٩٩٠' }]) {
      await post({ text: undefined, value: { question: 'identity.birth', ...given } })
      const { answers } = await state()
      assert.deepEqual(answers['identity.birth']?.value, given.day ? undefined : { year: 1990 })
    }
    assert.ok(
      service.posts.some((one) => shownIn(one).includes(server.services.speech.t('en')('say.lateUnclear'))),
    )
    assert.equal((await state()).open?.key, 'safety.seen')
  })

  it('answers an old card under its own question', async () => {
    await post({ text: 'hello' })
    await post({ text: 'English' })
    const old = actions().find(({ data }) => data?.value === 'maybe')!
    await answer('no')
    await answer('no')
    assert.equal((await state()).open?.key, 'consent.start')
    await post({ text: undefined, value: old.data })
    const { answers, open } = await state()
    assert.equal(answers['safety.seen']?.value, 'maybe')
    assert.equal(answers['consent.start'], undefined)
    assert.equal(open?.key, 'control.paused', 'others may see')
    await answer('goOn')
    assert.equal((await state()).open?.key, 'consent.start')
  })

  for (const language of languages)
    it(`is warned in ${language} that an employer may read Teams, shown the web and a number, and may go on`, async () => {
      const t = server.services.speech.t(language)
      await post({ text: 'hello' })
      await answer(language)
      const shown = () =>
        service.posts
          .map(shownIn)
          .join('\n')
          .replace(/\p{Cf}/gu, '')
      const places = { web: 'https://silta.example', ...contacts }
      const plain = (key: string) => t(key, places).replace(/\p{Cf}/gu, '')
      assert.ok(shown().includes(plain('say.teams')))
      for (const given of ['no', 'no', 'yes', 'self']) await answer(given)
      assert.ok(shown().includes(plain('say.teamsSelf')))
      assert.equal((await state()).open?.key, 'where.inFinland')
      const content = card() as { lang: string; rtl: boolean }
      assert.deepEqual([content.lang, content.rtl], [language, language === 'ar'])
    })

  it('says nothing of it on another channel, nor again to somebody who refers', async () => {
    await post({ text: 'hello' })
    for (const given of ['en', 'no', 'no', 'yes', 'referrer']) await answer(given)
    const t = server.services.speech.t('en')
    const start = t('say.teamsSelf').slice(0, 40)
    assert.ok(!service.posts.map(shownIn).some((text) => text.includes(start)))
    const web = await server.services.turns.preview('web', 'en')
    assert.ok(!web.log.some(({ say }) => say === 'say.teams'))
  })

  it('is told kindly that files cannot be received', async () => {
    await post({ text: 'hello' })
    await answer('en')
    await post({
      text: undefined,
      attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'x.pdf' }],
    })
    assert.ok(
      service.posts.map(shownIn).some((text) => text.includes(server.services.speech.t('en')('say.noFiles'))),
    )
  })

  it('shows nothing of a card in a notification', async () => {
    await post({ text: 'hello' })
    for (const { body } of service.posts.filter((one) => one.body.attachments))
      assert.equal(body.summary, 'Silta')
  })
})
