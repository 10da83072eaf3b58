import type { HandMade } from './hand-made.ts'

export const conversation: readonly HandMade[] = [
  {
    file: 'intake/conversation/conversation.ts',
    tests: ['test/bot/turns/turns.test.ts', 'test/promises/whoever-writes-the-store.test.ts', 'test/promises/sealed-at-rest.test.ts', 'test/bot/sweep.test.ts', 'test/bot/turns/races.test.ts', 'test/promises/nothing-left-behind.test.ts'],
    breaks: [
      ['the key of a conversation that lost its beginning stays', 'if (!kept && !known) await vault.destroy(key)', ''],
      ['erasing leaves the data key', 'await collection.remove(id)\n      await vault.destroy(key)', 'await collection.remove(id)'],
      ['what lies beside it is not erased', 'for (const part of parts) await part.erase(id)', ''],
      ['its date can be written anew', 'version: JSON.stringify([2, changed, due, key])', 'version: JSON.stringify([2, key])'],
      ['effects have no order', 'one.number ? one : { ...one, number: ++acts }', 'one'],
      ['what is to be sent is not looked for', 'state.effects.length > 0 || isDue(state) ? 1 : 0', 'state.effects.length > 0 ? 1 : 0'],
      ['what is to be done is not looked for', 'state.effects.length > 0 || isDue(state) ? 1 : 0', 'isDue(state) ? 1 : 0'],
      ['a destroyed key breaks the page', 'if (isKeyGone(error)) return null\n        throw error\n      }\n    },\n\n    /**', 'throw error\n      }\n    },\n\n    /**'],
      ['unasked words are shown', "if (story !== 'kept') return answers", 'return answers'],
    ],
  },
  {
    file: 'intake/conversation/fates.ts',
    tests: ['test/promises/accepted-is-not-sent.test.ts', 'test/bot/channels/sms/twilio.test.ts'],
    breaks: [
      ['what was on its way at STOP is not marked', 'carried.unsent.push(...lost.map(({ seq }) => seq))', ''],
      ['what was on its way at STOP still goes', 'Object.assign(push, { due: [], closed: true })', 'Object.assign(push, { closed: true })'],
      ['what she asked for is softened by a carrier', '!before || firmness.indexOf(why) > firmness.indexOf(before)', 'true'],
      ['START is not told', "carriedOf(state).doors.push({ at, to: 'open' })", ''],
      ['a late report turns "not sent" into "reached"', 'carried.unsent.includes(seq) || ', ''],
      ['nobody at the desk sees it', "if (state.case) state.effects.push({ kind: 'touch', case: state.case.id })", ''],
    ],
  },
  {
    file: 'intake/conversation/taken.ts',
    tests: ['test/bot/turns/taken.test.ts'],
    breaks: [
      ['half of two ids is a third', 'if (at % EACH === 0) return true', 'return true'],
      ['it grows without end', '.slice(-EACH * MOST)', ''],
    ],
  },
  {
    file: 'intake/conversation/permission.ts',
    tests: ['test/promises/what-i-agreed-to.test.ts'],
    breaks: [
      ['permissions grow without end', 'before.length < MOST ? [...before, one] : [before[0]!, ...before.slice(2), one]', '[...before, one]'],
      ['the first is forgotten', '[before[0]!, ...before.slice(2), one]', '[...before.slice(1), one]'],
    ],
  },
  {
    file: 'intake/conversation/receipts.ts',
    tests: ['test/intake/receipts.test.ts'],
    breaks: [
      ['what another process wrote is lost', 'greater(before ?? nothing, one.saved)', 'one.saved'],
      ['erased, it is written once more', 'if (known.get(idOf(conversation, side)) === one) write', 'write'],
      ['a write for every sign', 'const wait = Math.max(0, one.written + EVERY - Date.now())', 'const wait = 0'],
      ['it stays for ever', 'below: clock() - DAY', 'below: 0'],
    ],
  },
]
