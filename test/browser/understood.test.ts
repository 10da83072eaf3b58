import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { languages } from '../../locales/index.ts'
import { type Chat, shot } from '../support/browser.ts'
import { shortPath, typed } from '../support/essential.ts'
import { eventually } from '../support/eventually.ts'
import { visits } from '../support/visits.ts'

interface Prose {
  /** Written before anything is answered. */
  story: string
  /** Names an option of the question and answers another thing, or nothing. */
  mentions: Readonly<Record<'what.forms' | 'needs.help' | 'contact.way', string>>
  /** Written where a name is asked. */
  peril: string
}

const prose: Record<string, Prose> = {
  fi: {
    story: 'pomo vei mun passin enkä mä pääse sieltä kotiin',
    mentions: {
      'what.forms': 'tulin tänne vaan töihin',
      'needs.help': 'haluan puhua poliisille',
      'contact.way': 'pomo lukee mun puhelinta',
    },
    peril: 'apua se rikkoo ovea',
  },
  sv: {
    story: 'chefen tog mitt pass och jag kommer inte hem därifrån',
    mentions: {
      'what.forms': 'jag kom hit för att jobba',
      'needs.help': 'jag vill prata med polisen',
      'contact.way': 'chefen läser min telefon',
    },
    peril: 'hjälp han slår sönder dörren',
  },
  en: {
    story: 'he took my passport and i can not go home from there',
    mentions: {
      'what.forms': 'i came for work',
      'needs.help': 'i want to talk to the police',
      'contact.way': 'my boss reads my phone',
    },
    peril: 'help he is breaking the door',
  },
  ar: {
    story: 'المدير اخذ جوازي وما اقدر ارجع للبيت من هناك',
    mentions: {
      'what.forms': 'انا جيت للشغل بس',
      'needs.help': 'بدي احكي مع الشرطة',
      'contact.way': 'المدير يقرا تلفوني',
    },
    peril: 'النجدة عم يكسر الباب',
  },
  ru: {
    story: 'начальник забрал мой паспорт и я не могу уехать домой',
    mentions: {
      'what.forms': 'я приехала на работу',
      'needs.help': 'хочу поговорить с полицией',
      'contact.way': 'муж читает мой телефон',
    },
    peril: 'помогите он ломает дверь',
  },
}

const NAME = 'Noor'
const path = shortPath(NAME)

/** Below the bar and above the end of the page. */
const inSight = (page: Page, where: string) =>
  page.evaluate((selector) => {
    const bar = document.querySelector('.bar')!.getBoundingClientRect().bottom
    return [...document.querySelectorAll(selector)].some((one) => {
      const { top, bottom } = one.getBoundingClientRect()
      return top >= bar && bottom <= innerHeight
    })
  }, where)

/** "None of these", with the keyboard alone: the focus is at what is new. */
async function deny(page: Page, chat: Chat, script: boolean): Promise<void> {
  const none = 'button[name="value"][value="do:none"]'
  if ((await page.locator(none).count()) === 0) return
  if (!script) await chat.press('do:none')
  else {
    const before = await page.locator('#talk').getAttribute('data-seq')
    for (let tabs = 0; tabs < 20 && !(await page.locator(`${none}:focus`).count()); tabs += 1)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await eventually(async () => (await page.locator('#talk').getAttribute('data-seq')) !== before)
  }
}

describe('what she writes is heard and never made an answer', () => {
  const her = visits()

  for (const language of languages)
    for (const script of [true, false])
      it(`in ${language}, JavaScript ${script ? 'on' : 'off'}`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled: script })
        const { story, mentions, peril } = prose[language]!
        const picture = (name: string) => (script ? shot(page, `understood-${language}-${name}`) : undefined)
        await chat.type(story)
        assert.equal(await chat.question(), 'safety.seen')
        for (const [key, given] of path) {
          const said = mentions[key as keyof Prose['mentions']]
          if (said) {
            await chat.type(said)
            assert.equal(await chat.question(), key, `${said}: asked again`)
            await eventually(() => inSight(page, 'form.ask button'), `${said}: nothing to choose in sight`)
            await picture(key)
            await deny(page, chat, script)
            assert.equal(await chat.question(), key)
          }
          if (key === 'identity.name') {
            await chat.type(peril)
            await eventually(() => inSight(page, '#log a[href="tel:112"]'), '112 is out of sight')
            await picture('peril')
            if ((await chat.question()) === 'control.paused') await chat.press('goOn')
          }
          await chat.walk([[key, given as string]], typed)
        }
        assert.equal(await chat.question(), 'control.review')
        const review = (await page.locator('#talk').textContent())!.replaceAll('\u00AD', '')
        await picture('review')
        assert.ok(review.includes(story), 'her story stands in the review')
        assert.ok(review.includes(NAME))
        const { conversations } = her.server.services
        const [doc] = (await conversations.changedSince(0, 50)).slice(-1)
        const { answers } = (await conversations.load(doc!.id))!.state
        const kept = path.map(([key]) => [key, [answers[key]?.value].flat().sort()])
        const pressed = path.map(([key, given]) => [key, [given].flat().sort()])
        assert.deepEqual(kept, pressed)
      })
})
