import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Services } from '../../bot/services.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { freshServices, Person } from '../support/talk.ts'

/** Words no program would write by itself: where one is found, something she said has leaked. */
export const canaries = {
  name: 'Canariella',
  number: '0401597534',
  story: 'Zwielichtberg',
  channel: '+358405558866',
}

/** The short path of somebody for herself, her canaries in every place that takes words. */
export async function tellAll(services: Services, channelId = canaries.channel): Promise<Person> {
  const person = new Person(services, 'line')
  person.id = services.idFor('line', channelId)
  await person.arrives()
  await person.send({ question: 'control.language', value: ['en'] })
  for (const id of [
    'no',
    'no',
    'yes',
    'self',
    'yes',
    'adult',
    'notSure',
    'labour',
    'finland',
    'legal',
    'phone',
  ])
    await person.picks(id)
  await person.writes(canaries.number)
  await person.picks('evening')
  await person.writes(canaries.name)
  await person.picks('more')
  await person.picks('more.what')
  while (person.open !== 'what.ownWords') await person.command('skip')
  await person.writes(`It was in ${canaries.story}.`)
  await person.picks('done')
  return person
}

/** A store in files of its own, and what a thief would find in them. */
export function onDisk(clock?: () => number) {
  const dir = mkdtempSync(join(tmpdir(), 'silta-'))
  const store = sqliteStore(dir)
  const services = freshServices({ DATA_DIR: dir }, store, clock)
  return {
    dir,
    services,
    leaks: (more: string[] = []) => leaksIn(dir, [...Object.values(canaries), ...more]),
    async close() {
      await store.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Each canary in each file, write-ahead logs too, in the ways a program would write it. */
function leaksIn(dir: string, words: string[]): string[] {
  return readdirSync(dir).flatMap((name) => {
    const bytes = readFileSync(join(dir, name))
    return words
      .filter((word) => written(word).some((form) => bytes.includes(form)))
      .map((word) => `${name}: ${word}`)
  })
}

/**
 * UTF-8, UTF-16 both ways round, hexadecimal, and the middle of base64 at each of its three offsets. Of a word so
 * short that fewer than eight letters of base64 stay the same at an offset, that form is left out: four are met by
 * chance in a few megabytes of sealed text.
 */
export function written(word: string): Buffer[] {
  const utf8 = Buffer.from(word)
  const utf16 = Buffer.from(word, 'utf16le')
  const base64 = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), utf8])
    const whole = text
      .subarray(0, text.length - (text.length % 3))
      .toString('base64')
      .slice(offset ? 4 : 0)
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const long = base64.filter((text) => text.length >= 8).map((text) => Buffer.from(text))
  return [utf8, utf16, Buffer.from(utf16).swap16(), Buffer.from(utf8.toString('hex')), ...long]
}

/** Everything this process prints while `during` runs. */
export async function printed(during: () => Promise<unknown>): Promise<string> {
  const { stdout, stderr } = process
  const write = { stdout: stdout.write, stderr: stderr.write }
  let text = ''
  const take = (chunk: string | Uint8Array) => {
    text += String(chunk)
    return true
  }
  stdout.write = take as typeof stdout.write
  stderr.write = take as typeof stderr.write
  try {
    await during()
  } finally {
    stdout.write = write.stdout
    stderr.write = write.stderr
  }
  return text
}
