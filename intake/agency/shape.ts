import { z } from 'zod'
import { opening } from '../case/requests.ts'
import { sources } from '../form/contacts.ts'
import { questions } from '../form/form.ts'
import { placeKinds } from '../form/phrases.ts'
import { onOneLine } from '../form/plain-text.ts'
import { readDates, readWeek } from '../hours/hours.ts'
import type { Cause } from './causes.ts'

/**
 * What an agency may write into its own files, a file a subject. Every value is a text, as it was typed: nothing
 * in them is read as a number, a date or a yes. What is wrong is named by its cause, never by what was written.
 */
const because = (cause: Cause) => ({ error: cause })

const id = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, because('id'))
const day = z.iso.date(because('day'))
const yes = z.enum(['yes', 'no'], because('yesNo')).transform((said) => said === 'yes')

/** Words on one line, at most so many characters. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, because('empty'))
    .max(most, because('tooLong'))
    .regex(onOneLine, because('oneLine'))
/** Nothing is filled into these. */
const plain = (most: number) => line(most).regex(/^[^{}]*$/, because('braces'))

/** Sentences are as short as those that come with Silta, with room for places that are filled in. */
const SENTENCE = 240
const TITLE = 80
const NAME = 120

/** What is known where the files are read. */
export interface Around {
  /** All that are spoken with people, and of them those that the desk is read in. */
  languages: readonly string[]
  desk: readonly string[]
  /** ISO date: nothing was compared on a day that lies ahead. */
  today: string
}

/** Words by language (BCP 47), in one of these at least. */
const inEach = (tongues: readonly string[], most: number, text = plain) =>
  z
    .record(
      z.string().refine((tag) => tongues.includes(tag), because('language')),
      text(most),
    )
    .refine((words) => Object.keys(words).length > 0, because('noLanguage'))

/** Questions that a set may hold. */
export const askedAgain: readonly string[] = [...questions.keys()].filter((key) => !opening.has(key))

/** Entries that are told apart by an id. */
const listOf = <Shape extends z.ZodType<{ id: string }>>(entry: Shape) =>
  z.array(entry).superRefine((all, context) => {
    for (const [at, one] of all.entries())
      if (all.findIndex((other) => other.id === one.id) < at)
        context.addIssue({ code: 'custom', message: 'idTwice' satisfies Cause, path: [at, 'id'] })
  })

/** A number in a sentence goes out of date unseen: it stands among the contacts, or is filled in. */
const sentences = (tongues: readonly string[]) =>
  inEach(tongues, SENTENCE, line).superRefine((words, context) => {
    for (const [tag, text] of Object.entries(words)) {
      const say = (message: Cause) => context.addIssue({ code: 'custom', message, path: [tag] })
      if (/\p{Nd}/u.test(text)) say('digits')
      if (/[{}]/.test(text.replace(/\{\{\w+\}\}/g, ''))) say('braces')
    }
  })

const number = z
  .string()
  .trim()
  .max(30, because('number'))
  .regex(/^\+?\d[\d ]+\d$/, because('number'))

/** As contacts.ts has them: where it was read, and the day somebody last compared it. */
const contact = (today: string) =>
  z.strictObject({
    value: number,
    source: plain(200),
    checked: day.refine((on) => on <= today, because('ahead')),
  })

/** None can be taken away: a file names those that are other ones, or more. The emergency number is no agency's. */
const contactList = (today: string) =>
  z
    .record(
      id.refine((name) => !placeKinds.some((kind) => kind === name), because('unusable')),
      contact(today),
    )
    .refine(({ emergency }) => !emergency || emergency.value === sources.emergency!.value, {
      error: 'emergency' satisfies Cause,
      path: ['emergency', 'value'],
    })

/** The shape of each file, by its name without the ending. */
export const shapes = ({ languages, desk, today }: Around) => ({
  names: z.strictObject({
    /** The authority, as the desk and a draft for the file name it. */
    agency: inEach(desk, NAME).optional(),
    /** What helps her, as she is told in the first sentence. */
    system: inEach(languages, NAME).optional(),
    /** The form that a draft for the file is made for. */
    form: inEach(desk, NAME).optional(),
  }),
  phrases: listOf(z.strictObject({ id, words: sentences(languages), referrers: yes.default(false) })),
  contacts: contactList(today),
  hours: z.strictObject({
    week: z.string().refine((text) => readWeek(text) !== null, because('hours')),
    closed: z.array(z.string().refine((text) => readDates(text)?.length === 1, because('day'))).default([]),
  }),
  closing: listOf(z.strictObject({ id, title: inEach(desk, TITLE), offered: yes.default(true) })),
  requests: listOf(
    z.strictObject({
      id,
      title: inEach(desk, TITLE),
      questions: z
        .array(z.string().refine((key) => askedAgain.includes(key), because('question')))
        .min(1, because('empty')),
    }),
  ),
})

type Shapes = ReturnType<typeof shapes>
export type FileName = keyof Shapes
/** What stands in the files that are there. */
export type Files = { [Name in FileName]?: z.output<Shapes[Name]> }
