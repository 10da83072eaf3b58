import type { Case, CaseDoc } from '../../intake/case/case.ts'
import { wavesIn } from '../../intake/case/waves.ts'
import { wordsOf } from '../../intake/conversation/likeness.ts'
import type { Assignment } from '../assignment/assignment.ts'
import type { DeskParts } from '../parts.ts'
import type { Worker } from '../worker.ts'

/** So many are looked through, and so many cleared in one act. */
const LOOKED = 1000
export const AT_ONCE = 200
/** Characters of what they wrote that are shown. */
const SHOWN = 500

interface Clearing {
  /** Those who stood there when it was decided. */
  ids: readonly string[]
  /** Why, and the sender's own id of it. */
  note: { id: string; text: string }
}

/** Waves of strangers who wrote the same, and what is done to one as a whole. */
export function waving(
  {
    cases,
    conversations,
    likeness,
    messages,
    audit,
  }: Pick<DeskParts, 'cases' | 'conversations' | 'likeness' | 'messages' | 'audit'>,
  { addNote }: Pick<Assignment, 'addNote'>,
) {
  const waitingIn = async (alike: string): Promise<CaseDoc[]> =>
    wavesIn(await cases.list({ talk: 'waiting' }, LOOKED)).find((wave) => wave.alike === alike)?.all ?? []

  const clearedBy = async (alike: string, worker: Worker): Promise<CaseDoc[]> =>
    (await cases.list({ talk: 'ending', assignee: worker.id }, LOOKED)).filter((one) => one.alike === alike)

  /** Nothing is known of her by now but the same words: her own conversation says so. */
  async function isStill(alike: string, { content }: Case): Promise<boolean> {
    const at = content && (await conversations.load(content.conversation))
    return at ? at.state.effects.length === 0 && likeness(at.state) === alike : false
  }

  async function clear(id: string, alike: string, worker: Worker, note: Clearing['note']): Promise<boolean> {
    const found = await cases.get(id)
    if (!found || !(await isStill(alike, found))) return false
    const done = await cases.apply(id, { type: 'cleared', by: worker, outcome: 'alike', alike })
    if (!done) return false
    await addNote(done, worker, { ...note, on: 'close' })
    await audit.note(worker.id, 'clear', id)
    return true
  }

  return {
    /** Who waits in it, and whom this worker has cleared and can still have wait again. */
    wave: async (alike: string, worker: Worker) => ({
      waiting: await waitingIn(alike),
      cleared: await clearedBy(alike, worker),
    }),

    /** What all of them wrote. Read of one, which is written down; of what is alike, it tells of nobody. */
    async waveWords([first]: readonly CaseDoc[], worker: Worker, again: boolean): Promise<string[]> {
      if (!first) return []
      if (!again) await audit.note(worker.id, 'wave', first.id)
      const said = (await messages.of(first.id, first.key)).filter(({ from }) => from === 'person')
      return said.map(({ text = '' }) => wordsOf(text).slice(0, SHOWN)).filter(Boolean)
    },

    /** Each is read anew: one that is by now no part of it is left. How many were cleared, and left. */
    async clearWave(alike: string, worker: Worker, { ids, note }: Clearing) {
      const waiting = new Set((await waitingIn(alike)).map(({ id }) => id))
      const asked = [...new Set(ids)].slice(0, AT_ONCE)
      let cleared = 0
      for (const id of asked) if (waiting.has(id) && (await clear(id, alike, worker, note))) cleared += 1
      return { cleared, left: asked.length - cleared }
    },

    /** All of them wait again, as long as none has been told. */
    async undoWave(alike: string, worker: Worker): Promise<void> {
      for (const { id } of await clearedBy(alike, worker))
        if (await cases.apply(id, { type: 'keptOpen', by: worker.id }))
          await audit.note(worker.id, 'keep', id)
    },
  }
}
