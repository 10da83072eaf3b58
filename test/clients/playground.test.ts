import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { numberOf } from '../../desk/queue/items.ts'
import { questions } from '../../intake/form/form.ts'
import { words } from '../../locales/index.ts'
import { openBrowser, shot } from '../support/browser.ts'
import { referring } from '../support/essential.ts'
import { eventually } from '../support/eventually.ts'
import { Worker } from '../support/page.ts'
import { freshDir, type Running, startProcess } from '../support/process.ts'
import { objectOf, startPlayground } from './playground.ts'
import { PlaygroundPage } from './playground-page.ts'

type Playground = Awaited<ReturnType<typeof startPlayground>>
const t = words('en')

/** A referral, as [question, option, options or words]. */
const referral: [string, string | string[]][] = [
  ...referring('inPerson'),
  // Three questions on one card.
  ['referrer.name', ['Maija Mallikas', 'A town', 'maija@example.org']],
  ['where.inFinland', 'yes'],
  ['identity.age', 'adult'],
  ['eligibility.class', ['needsHelp']],
  ['what.forms', ['labour', 'debt']],
  ['where.places', ['finland']],
  ['referral.observations', 'Works all day and sleeps at the shop.'],
  ['needs.help', ['legal', 'housing']],
  ['contact.way', 'viaReferrer'],
  ['identity.name', 'A.'],
]

describe('Microsoft 365 Agents Playground', () => {
  let bot: Running
  let browser: Browser
  const playgrounds: Playground[] = []
  before(async () => {
    bot = await startProcess({ DATA_DIR: freshDir() })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    for (const one of playgrounds) await one.close()
    await bot?.kill()
  })

  async function sits(name: string): Promise<PlaygroundPage> {
    const playground = await startPlayground(bot.chat.replace(/\/$/, ''), name)
    playgrounds.push(playground)
    return PlaygroundPage.open(browser, playground.url)
  }

  /** The printed address, each of which opens once. */
  const newest = () =>
    bot
      .output()
      .match(/^Desk: +(\S+)$/gm)!
      .at(-1)!
      .replace(/^Desk: +/, '')
  const signsIn = (name: string, role: string) =>
    Worker.signIn(`${newest()}&role=${role}&name=${encodeURIComponent(name)}&teams=${objectOf(name)}`)

  async function answers(person: PlaygroundPage, key: string, given: string | string[]): Promise<void> {
    const title = (id: string) => {
      const other = `${key}.option.${id}_other`
      return t(t.has(other) && !key.startsWith('role.') ? other : `${key}.option.${id}`)
    }
    const { kind, options } = questions.get(key)!
    const go = t('web.continue')
    if (kind === 'text') await person.fill([], [given].flat(), go)
    else if (kind === 'many' || options.length > 8) await person.fill([given].flat().map(title), [], go)
    else await person.press(title(String(given)))
  }

  it('has a referrer go through the whole path by cards, alone with the bot, and is silent in a group', async () => {
    const person = await sits('Patti Fernandez')
    await person.asks(t('control.language.guess'))
    await person.press('English')
    await person.says(/employer, may be able to read what is written in Teams/)
    for (const [key, given] of referral) {
      const other = `${key}.ask_other`
      await eventually(async () => {
        const shown = await person.card.innerText()
        return [`${key}.ask`, other].some((one) => t.has(one) && shown.includes(t(one)))
      })
      if (key === 'what.forms') await shot(person.page, 'playground-many')
      if (key === 'referrer.name') await shot(person.page, 'playground-several')
      await answers(person, key, given)
    }
    await person.asks(t('control.review.askReferrer'))
    const review = await person.card.innerText()
    for (const row of [t('where.places.label'), 'Maija Mallikas', 'Works all day and sleeps at the shop.'])
      assert.ok(review.includes(row), row)
    await shot(person.page, 'playground-review')
    await person.press(t('control.review.option.sendReferral'))
    await person.says(/have been sent/)
    await shot(person.page, 'playground-sent')

    await person.go('Group Chat')
    await person.write('hello', true)
    await person.says(t('say.notInGroups'))
    await shot(person.page, 'playground-group')
  })

  it('shows a case in a team’s channel to two workers, one of whom takes it and talks alone', async () => {
    const [alex, megan] = ['Alex Wilber', 'Megan Bowen'] as const
    const supervisor = await signsIn(alex, 'supervisor')
    await signsIn(megan, 'supervisor')
    const [one, two] = [await sits(alex), await sits(megan)]
    for (const worker of [one, two]) {
      await worker.go('Announcements')
      await worker.write('link', true)
      await worker.says(t('desk.teams.linked').slice(0, 40))
    }

    const her = await sits('Lynne Robbins')
    await her.asks(t('control.language.guess'))
    await her.press('English')
    await her.asks(t('safety.seen.ask'))
    await her.write('I want to talk to a person')
    await her.says(t('talk.waiting').slice(0, 40))

    const [waiting] = await supervisor.cases('waiting')
    const number = numberOf(waiting!.id)
    for (const worker of [one, two]) await worker.asks(number)
    await shot(one.page, 'playground-case')
    await two.press(t('desk.act.claim'))
    await one.asks(`${megan} has it`)
    await two.asks(`${megan} has it`)
    await shot(one.page, 'playground-claimed')
    assert.equal((await supervisor.cases('claimed')).length, 1)

    await two.go('Personal Chat')
    await two.says(`You have case ${number}`)
    await her.write('He has my passport.')
    await two.says('He has my passport.')
    await two.write('You are safe to write here.')
    await her.says('You are safe to write here.')
    await shot(two.page, 'playground-talk')
    await shot(her.page, 'playground-her')
    await one.page.waitForTimeout(500)
    assert.doesNotMatch(await one.page.locator('body').innerText(), /passport|safe to write/)
  })
})
