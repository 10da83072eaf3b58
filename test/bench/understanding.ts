import type { Open } from '../../dialogs/understanding/kinds.ts'
import { understand } from '../../dialogs/understanding/understand.ts'
import { ask } from '../../intake/form/ask.ts'
import { words } from '../../locales/index.ts'
import { earIn } from '../support/hearing.ts'
import { hostile } from '../support/hostile.ts'

const TURNS = 300

/** The longest list of the form: the most that a message is compared with. */
function openIn(language: string): Open {
  const { key, kind, options } = ask(
    'needs.help',
    { answers: {}, languages: [], sent: false, hasCode: false },
    words(language),
  )
  return { key, kind, options }
}

function timed(texts: readonly string[], turns = TURNS): number[] {
  const ear = earIn('en')
  const open = openIn('en')
  const times: number[] = []
  for (let turn = 0; turn < turns; turn += 1)
    for (const text of texts) {
      const begun = performance.now()
      understand(text, open, ear)
      times.push(performance.now() - begun)
    }
  return times.slice(Math.floor(times.length / 10)).sort((a, b) => a - b)
}

const row = (message: string, times: number[]) => ({
  message,
  'p50 ms': times[Math.floor(times.length / 2)]!.toFixed(3),
  'p99 ms': times[Math.floor(times.length * 0.99)]!.toFixed(3),
})

/** What it costs to understand a message, to understand nothing, and to read what is meant to be slow. */
export async function understanding() {
  const long = (pattern: string, length: number) =>
    pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length)
  return [
    row('understood: an option', timed(['a doctor and a lawyer please', 'number two', 'I am not sure'])),
    row('understood: danger', timed(['he is at the door with a knife please hurry'])),
    row(
      'not understood',
      timed(['we came on a boat with many others', 'blue green yellow', 'the weather was nice']),
    ),
    row(
      'hostile, 500 characters',
      timed(
        hostile.map((one) => long(one, 500)),
        20,
      ),
    ),
    ...hostile.map((one) => row(`hostile, 64,000 of ${JSON.stringify(one)}`, timed([long(one, 64_000)], 10))),
    row(
      'hostile, 64,000 characters',
      timed(
        hostile.map((one) => long(one, 64_000)),
        6,
      ),
    ),
  ]
}
