import { setTimeout } from 'node:timers/promises'
import { Life, LOOKS, type Step, steps, type Where } from './life.ts'
import type { Place } from './place.ts'
import { differences, type Finding } from './verdicts.ts'

/** What somebody reads after each step and what the desk holds in the end, where nothing befell anybody. */
export interface Expected {
  reads: string[][]
  held: string[]
  audited: string[]
  /** Calls of the store at each step. */
  calls: string[][]
}

/** A life that nothing befalls. `called`: asked after each step. */
export async function read(where: Where, called = async (): Promise<string[]> => []): Promise<Expected> {
  const life = new Life(where)
  const reads: string[][] = []
  const calls: string[][] = []
  await called()
  for (const step of steps) {
    await step.does(life)
    reads.push(life.reads())
    calls.push(await called())
  }
  const [held, audited] = [await life.held(), await life.audited()]
  const wrong = [...life.found, ...where.ugly()]
  if (wrong.length > 0) throw new Error(`not even undisturbed: ${JSON.stringify(wrong)}`)
  return { reads, held, audited, calls }
}

export const undisturbed = (place: Place): Promise<Expected> =>
  read(place, async () => (await place.arm(null)).calls)

/** What a crash left unsaid, the sweep of some process says within so long, in ms: its lease, and a minute. */
const SAID_BY = 160_000

/** She looks again, until she reads what she is to read. */
async function looks(life: Life, step: Step, expected: readonly string[]): Promise<void> {
  for (const end = performance.now() + SAID_BY; performance.now() < end; await setTimeout(1000)) {
    await step.does(life)
    const lacks = differences(expected, life.reads()).some(({ verdict }) => verdict === 'lost')
    if (!lacks || life.found.length > 0) return
  }
}

interface Around {
  /** Before each step: what is to befall it. */
  before: (at: number) => Promise<unknown>
  /** After it, with what is wrong since. */
  after: (at: number, found: Finding[]) => Promise<unknown>
}

/** A life in which something befalls each step. @returns what is wrong in the end, and was not seen at a step */
export async function walk(place: Where, expected: Expected, { before, after }: Around): Promise<Finding[]> {
  const life = new Life(place)
  const known = new Set<string>()
  for (const [at, step] of steps.entries()) {
    await before(at)
    await (step.name === LOOKS ? looks(life, step, expected.reads[at]!) : step.does(life))
    const stuck = life.found.some(({ verdict }) => verdict === 'stuck')
    const read = stuck ? [] : differences(expected.reads[at]!, life.reads())
    const found = [...life.found.splice(0), ...read, ...place.ugly()].map((one) => ({
      ...one,
      what: `${step.name}: ${one.what}`,
    }))
    // What is wrong on her page stays there: it is told at its first step.
    const fresh = found.filter((one) => !known.has(one.what.replace(/^.*?: /, one.verdict)))
    for (const one of fresh) known.add(one.what.replace(/^.*?: /, one.verdict))
    await after(at, fresh)
    // What follows would only say it again.
    if (stuck || found.some(({ verdict }) => verdict === 'lost')) return []
  }
  const held = differences(expected.held, await life.held())
  // Pressed again, it may be written down again; done, and not written down, it may not be.
  const unwritten = differences(expected.audited, await life.audited()).filter(
    ({ verdict }) => verdict === 'lost',
  )
  return [...held, ...unwritten, ...life.found, ...place.ugly()]
}
