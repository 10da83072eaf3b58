import { type Answers, has } from '../form/answers.ts'
import type { CaseDoc, Wish } from './case.ts'
import type { WorkerDoc } from './workers.ts'

/** What speaks against a worker taking a case; each is shown as it is, none is added up. */
export type Against = 'full' | 'wish' | 'child' | 'language'

/** What a case asks for, by its readable fields. */
export type Asking = Pick<CaseDoc, 'language' | 'kind' | 'wish' | 'urgent'>
/** What a worker offers. */
export type Able = Pick<WorkerDoc, 'id' | 'capacity' | 'skills'>
/** How many cases a worker has in hand, by id; who is not in it has none. Counted up to the capacity is enough. */
export type Load = ReadonlyMap<string, number>

export interface Fit {
  against: Against[]
  /** Whoever takes it needs an interpreter, or this worker does. */
  interpreter: boolean
  /** Urgent, and fits nobody who is on duty: then it is for everybody, and for this worker too. */
  everybody: boolean
}

const base = (tag: string) => tag.split('-')[0]!.toLowerCase()
const speaks = ({ skills }: Able, language: string): boolean =>
  skills.languages.some((tag) => base(tag) === base(language))

/**
 * A language counts against a worker who has said which ones are spoken, and only while a colleague on duty does
 * speak it: what needs an interpreter whoever takes it must not lie there for that.
 */
function language(found: Asking, worker: Able, onDuty: readonly Able[]): boolean {
  if (!found.language || worker.skills.languages.length === 0 || speaks(worker, found.language)) return false
  return onDuty.some((one) => speaks(one, found.language))
}

const isFull = ({ id, capacity }: Able, load: Load) => capacity > 0 && (load.get(id) ?? 0) >= capacity

/** What a claim asks about once more: the worker's own limit, and the wish of the person. */
export function asksAgain(found: Asking, worker: Able, load: Load): Against[] {
  const wish = found.wish && found.wish !== worker.skills.gender
  return [...(isFull(worker, load) ? (['full'] as const) : []), ...(wish ? (['wish'] as const) : [])]
}

/** In the order in which they weigh; empty when the case fits. */
function against(found: Asking, worker: Able, onDuty: readonly Able[], load: Load): Against[] {
  return [
    ...asksAgain(found, worker, load),
    ...(found.kind === 'child' && !worker.skills.children ? (['child'] as const) : []),
    ...(language(found, worker, onDuty) ? (['language'] as const) : []),
  ]
}

const suited = <W extends Able>(found: Asking, onDuty: readonly W[], load: Load): W[] =>
  onDuty.filter((worker) => against(found, worker, onDuty, load).length === 0)

/** How a case and one worker go together. A reason stays said even where an urgent case overrides it. */
export function fitOf(found: Asking, worker: Able, onDuty: readonly Able[], load: Load): Fit {
  const reasons = against(found, worker, onDuty, load)
  const { languages } = worker.skills
  return {
    against: reasons,
    interpreter: found.language !== '' && languages.length > 0 && !speaks(worker, found.language),
    everybody: reasons.length > 0 && found.urgent === 1 && suited(found, onDuty, load).length === 0,
  }
}

/** Is it among what this worker is asked to take? */
export const isFor = ({ against: reasons, everybody }: Fit): boolean => reasons.length === 0 || everybody

/** The workers on duty who are asked to take a case; an urgent one that fits none of them is for all of them. */
export function fitting<W extends Able>(found: Asking, onDuty: readonly W[], load: Load): W[] {
  const fit = suited(found, onDuty, load)
  return fit.length === 0 && found.urgent === 1 ? [...onDuty] : fit
}

/** How a colleague would carry a case: what decides whom to offer it to, each shown as it is. */
export interface Share {
  here: boolean
  /** A language of the person's is spoken without an interpreter. */
  speaks: boolean
  /** Cases in hand. */
  load: number
  against: Against[]
}

/**
 * Whom a case is best offered to, the first first: who is here; nothing speaks against it; speaks her language; and of
 * those, who has least. Nobody is left out, and nothing is offered by this alone.
 */
export function byShare<W extends Able & Pick<WorkerDoc, 'name'>>(
  found: Asking,
  all: readonly W[],
  load: Load,
  isHere: (worker: W) => boolean,
): (W & Share)[] {
  const onDuty = all.filter(isHere)
  return all
    .map((worker) => ({
      ...worker,
      here: isHere(worker),
      speaks: found.language !== '' && speaks(worker, found.language),
      load: load.get(worker.id) ?? 0,
      against: against(found, worker, onDuty, load),
    }))
    .sort(
      (a, b) =>
        Number(b.here) - Number(a.here) ||
        a.against.length - b.against.length ||
        Number(b.speaks) - Number(a.speaks) ||
        a.load - b.load ||
        a.name.localeCompare(b.name),
    )
}

/**
 * Whether the person would rather talk with a woman or a man, by what she answered. The form asks it in one place:
 * whom she wishes for as an interpreter. It stands for the worker too, as the nearest thing to it that she was
 * asked: she speaks of the same matters to both, and a wish that was not meant so far costs one confirmation.
 * Who names both, or says that it does not matter, has no such wish.
 */
export function wishOf(answers: Answers): Wish {
  const [woman, man] = ['woman', 'man'].map((id) => has(answers, 'needs.interpreterWish', id))
  return woman === man ? '' : woman ? 'woman' : 'man'
}
