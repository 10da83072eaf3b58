import { herself, typed } from './essential.ts'
import type { Visit } from './visits.ts'

export interface Screen extends Visit {
  name: string
}

/** What may be asked for beside any question. */
const beside = [
  'help',
  'safer',
  'next',
  'know',
  'agreed',
  'copy',
  'danger',
  'code',
  'language',
  'delete',
] as const

/** Where she says something that brings another screen than the next question. */
const unsafe = [
  ['others see', 'safety.seen', 'yes'],
  ['danger', 'safety.danger', 'yes'],
  ['not safe', 'where.inFinland', 'unsafe'],
] as const

const upTo = (key: string) =>
  herself.slice(
    0,
    herself.findIndex(([one]) => one === key),
  )

/**
 * Every screen of hers: those of the short path to "sent" and at home after it, then what may come beside it.
 * `visit` brings her to the first one.
 */
export async function* screens(visit: () => Promise<Visit>): AsyncGenerator<Screen> {
  const path = await visit()
  for (const step of herself) {
    yield { name: step[0], ...path }
    await path.chat.walk([step], typed)
  }
  yield { name: 'control.review', ...path }
  await path.chat.press('send')
  yield { name: 'sent', ...path }
  await path.chat.command('know')
  yield { name: 'sent, then "know"', ...path }
  await path.context.close()

  const other = await visit()
  const { chat, page } = other
  await chat.walk(upTo('where.inFinland'), typed)
  for (const command of beside) {
    await chat.command(command)
    yield { name: `then "${command}"`, ...other }
    const open = await chat.question()
    if (open === 'control.paused') await chat.press('goOn')
    if (open === 'control.word') await chat.press('skipped')
    if (open === 'control.deleteAll') await chat.press('no')
    if (open === 'control.language') await chat.press((await page.getAttribute('html', 'lang'))!)
  }
  await chat.command('human')
  yield { name: 'then "human"', ...other }
  if (await page.locator('html[data-script=on]').count()) {
    await page.goto('about:blank')
    await page.goBack()
    await page.locator('#go-on').waitFor()
    yield { name: 'neutral', ...other }
    await page.click('#neutral [name=page]')
    await page.locator('#cover').waitFor()
    yield { name: 'cover', ...other }
  }
  await other.context.close()

  for (const [name, key, value] of unsafe) {
    const one = await visit()
    await one.chat.walk(upTo(key), typed)
    await one.chat.press(value)
    yield { name, ...one }
    await one.context.close()
  }

  const last = await visit()
  await last.chat.walk(upTo('consent.start'), typed)
  await last.chat.command('delete')
  await last.chat.press('yes')
  yield { name: 'deleted', ...last }
  await last.context.close()
}
