import type { Clock, Doc, Store } from './ports.ts'

/**
 * Of what is kept, all of it together. It rises when a program before could not read what this one writes; until
 * then a newer program reads what an older one kept. 2: what is sealed is bound to who has it and to its dates.
 */
const SHAPE = 2
/** The oldest that this program reads. */
const OLDEST = 1
const ID = 'shape'

interface ShapeDoc extends Doc {
  shape: number
  /** Nobody in it is real. */
  demo?: true
}

const VERSION =
  'the store was written by another version of Silta, which keeps things differently. Nothing that it holds was ' +
  'changed. Start that version again, or name an empty store by DATA_DIR or COSMOS_DATABASE.'
const DEMO = "the store is the demo's, where nobody is real. Name another one by DATA_DIR or COSMOS_DATABASE."
const NO_DEMO = "the store is not the demo's: real people may be in it. Name an empty folder by DATA_DIR."

export class OtherStore extends Error {
  constructor(why = VERSION) {
    super(why)
    this.name = 'OtherStore'
  }
}

/** Marks an empty store as one of this shape, of the demo or not. @throws OtherStore for one that is another */
export async function requireShape(store: Store, demo = false, clock: Clock = Date.now): Promise<void> {
  // Looked at before: what a process that began at the same time kept since has its mark already.
  const used = await isUsed(store)
  const marks = store.collection<ShapeDoc>('leases')
  const mark = await marks.read(ID)
  if ((mark || used) && (mark?.demo ?? false) !== demo) throw new OtherStore(demo ? NO_DEMO : DEMO)
  if (mark ? mark.shape < OLDEST || mark.shape > SHAPE : used) throw new OtherStore()
  const next = { id: ID, part: ID, changed: clock(), shape: SHAPE, ...(demo ? { demo } : {}) }
  if (!mark) await marks.create(next)
  else if (mark.shape < SHAPE) await marks.replace(next, mark.etag)
}

async function isUsed(store: Store): Promise<boolean> {
  const names = ['conversations', 'cases', 'workers', 'audit'] as const
  const found = await Promise.all(names.map((name) => store.collection(name).find({ limit: 1 })))
  return found.some((docs) => docs.length > 0)
}
