import { randomUUID } from 'node:crypto'
import type { Services } from '../../bot/services.ts'
import type { Outcome } from '../../bot/turns/transaction.ts'
import type { State } from '../../intake/conversation/conversation.ts'
import { questions, sectionOf } from '../../intake/form/form.ts'
import { Person } from '../support/talk.ts'

/** What is answered on the way, where the first option will not do. */
const usual: Record<string, string[] | string> = {
  'safety.seen': ['no'],
  'consent.start': ['yes'],
  'where.places': ['finland'],
  'identity.age': ['adult'],
  'eligibility.class': ['notSure'],
  'contact.way': ['phone'],
  'contact.value': '040 123 4567',
  'identity.status': ['asylumApplicant'],
  'needs.crime': ['reported'],
  'needs.childrenWhere': ['withMe'],
  'needs.overall': 'I sleep where I work and I have no money left',
  'needs.urgent': 'I need a warm place to sleep this week',
  'needs.ownView': 'I would like to find another job and a room',
}
const ways: Record<string, string[] | string>[] = [
  { 'role.who': ['self'] },
  { 'role.who': ['referrer'], 'role.referrer': ['receptionCentre'], 'referrer.consent': ['yes'] },
  { 'role.who': ['child'] },
  { 'role.who': ['assisting'] },
]
const MOST_STEPS = 150

/** Walks a person of the language to a question, by one way or another; `null`: there is no such question. */
export async function walkToQuestion(
  services: Services,
  language: string,
  key: string,
): Promise<State | null> {
  for (const way of ways) {
    const person = new Person(services)
    if (key === 'control.language') {
      await person.arrives()
      return person.last.state
    }
    await person.send({ question: 'control.language', value: [language] })
    for (let step = 0; step < MOST_STEPS && person.open !== key; step += 1)
      await goOn(person, { ...usual, ...way }, key)
    if (person.open === key) return person.last.state
    if (!questions.has(key)) break
  }
  return null
}

async function goOn(person: Person, given: Record<string, string[] | string>, key: string): Promise<void> {
  const at = person.open!
  if (at === 'control.review') {
    await person.picks('more')
    return
  }
  if (at === 'control.more') {
    await person.picks(sectionOf(key)?.id ?? 'done')
    return
  }
  const field = questions.get(at)
  const answer = given[at] ?? (field?.kind === 'text' ? 'x' : field?.options[0])
  if (field?.kind === 'date') await person.picks('skipped')
  else if (field?.kind === 'text') await person.writes(String(answer))
  else await person.picks(...[answer ?? 'skipped'].flat())
}

/** A conversation that stands at the question, as often as one is wanted: it was walked to once. */
export function places(services: Services) {
  const walked = new Map<string, Promise<State | null>>()
  const stateAt = (language: string, key: string) => {
    const name = `${language} ${key}`
    if (!walked.has(name)) walked.set(name, walkToQuestion(services, language, key))
    return walked.get(name)!
  }
  return async function at(language: string, key: string): Promise<Place | null> {
    const state = await stateAt(language, key)
    if (!state) return null
    const id = services.idFor('web', randomUUID())
    const due = services.clock() + 3_600_000
    await services.conversations.commit(id, structuredClone(state), due, null, null)
    return {
      before: state,
      say: (inbound) => services.turns.take(id, 'web', { id: randomUUID(), ...inbound }),
    }
  }
}

export interface Place {
  before: State
  say: (inbound: { text?: string; value?: string[]; question?: string }) => Promise<Outcome>
}
