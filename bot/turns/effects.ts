import { resume } from '../../dialogs/converse.ts'
import type { Effect, Loaded } from '../../intake/conversation/conversation.ts'
import type { Receipts } from '../../intake/conversation/receipts.ts'
import { lost, untilWon } from '../../intake/store/revise.ts'
import type { Vault } from '../../intake/store/seal.ts'
import { type CaseEffectParts, caseEffects } from './case-effects.ts'
import { type CodeEffectParts, codeEffects } from './code-effects.ts'
import type { Carriers, Carry, Done } from './effect.ts'
import type { Speak } from './speaking.ts'

export interface EffectParts extends CaseEffectParts, CodeEffectParts, EraseParts {
  speak: Speak
}

interface EraseParts extends Pick<CodeEffectParts, 'cases' | 'codes' | 'conversations'> {
  receipts: Receipts
  vault: Vault
}

const erasing = ({ cases, codes, conversations, receipts, vault }: EraseParts): Carriers<'erase'> => ({
  async erase(effect, _, { id }) {
    await receipts.erase(id)
    for (const key of effect.keys) await vault.destroy(key)
    if (effect.code) await codes.revoke(effect.code)
    for (const one of effect.cases) await cases.erase(one)
    const decoy = effect.decoy ? await conversations.load(effect.decoy) : null
    if (decoy) await conversations.erase(decoy.id, decoy.key)
    return {}
  },
})

/**
 * Carries out what a turn committed to do. Each effect can be repeated without harm; when all are done, one
 * conditional write takes them off the conversation together with what they brought to say.
 */
export function effects(parts: EffectParts): (loaded: Loaded) => Promise<Loaded> {
  const { conversations, speak } = parts
  const carriers: Carriers<Effect['kind']> = {
    ...caseEffects(parts),
    ...codeEffects(parts),
    ...erasing(parts),
  }

  /** What a newer program committed to do waits for it, and is then later than what was done meanwhile. */
  const isOurs = ({ kind }: Effect) => Object.hasOwn(carriers, kind)

  async function carryOut({ state: before, ...loaded }: Loaded) {
    const effects = before.effects.filter((one) => !isOurs(one)).map(({ number: _, ...one }) => one)
    const state = { ...structuredClone(before), effects }
    let { due } = loaded
    const done: Done[] = []
    for (const effect of before.effects.filter(isOurs)) {
      const carry = carriers[effect.kind] as Carry<Effect['kind']>
      const one = await carry(effect, before, { ...loaded, state: before, due })
      Object.assign(state, one.patch)
      due = one.due ?? due
      done.push(one)
    }
    await speak(state, due, async (context) => {
      for (const one of done) await one.say?.(context)
      if (!state.alias) await resume(context, done.find(({ at }) => at)?.at)
    })
    // What an effect says belongs to the message that caused it: delivered again, it is said again.
    const last = state.recent.at(-1)
    if (last) last.to = state.seq
    return { state, due, done }
  }

  return (committed) => {
    let loaded = committed
    return untilWon(async () => {
      if (!loaded.state.effects.some(isOurs)) return loaded
      const { state, due, done } = await carryOut(loaded)
      const kept = await conversations.commit(loaded.id, state, due, loaded.key, loaded.etag)
      if (kept) return kept
      for (const one of done) await one.undo?.()
      const newer = await conversations.load(loaded.id)
      if (!newer) return loaded
      loaded = newer
      return lost
    })
  }
}
