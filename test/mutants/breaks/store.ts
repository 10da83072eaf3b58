import type { HandMade } from './hand-made.ts'

export const store: readonly HandMade[] = [
  {
    file: 'intake/store/sqlite.ts',
    tests: ['test/intake/store/sqlite.test.ts', 'test/intake/timeouts.test.ts', 'test/promises/sealed-at-rest.test.ts'],
    breaks: [
      ['a write that is not the newest wins', 'WHERE part = ? AND id = ? AND etag = ?`, doc, etag)', 'WHERE part = ? AND id = ?`, doc)'],
      ['a power cut takes the last commits', 'PRAGMA synchronous=FULL', 'PRAGMA synchronous=NORMAL'],
      ['what was removed stays in the file', 'PRAGMA secure_delete=ON; ', ''],
      ['what was removed stays in the log', 'if (changes) await now()', ''],
      ['what was replaced stays in the log', 'if (next) later()', ''],
      ['others on this machine can read it', 'chmodSync(path, 0o600)', 'chmodSync(path, 0o644)'],
      ['a busy store is an error', 'const isBusy = (error: unknown) => (((error as { errcode?: number }).errcode ?? 0) & 0xff) === 5', 'const isBusy = (_: unknown) => false'],
      ['the engine holds up the whole process', 'db.exec(`PRAGMA busy_timeout=${BUSY}`)', ''],
      ['two that create at once are an error', ' ON CONFLICT DO NOTHING', ''],
    ],
  },
  {
    file: 'intake/store/cosmos.ts',
    tests: ['test/intake/store/cosmos.test.ts'],
    breaks: [
      ['a write that is not the newest wins', 'item.replace(plain(doc), { accessCondition, abortSignal })', 'item.replace(plain(doc), { abortSignal })'],
      ['a lost race is an error', 'missing,\n        changed,', 'missing,'],
      ['two that create at once are an error', 'items.create(plain(doc), { abortSignal }), conflict)', 'items.create(plain(doc), { abortSignal }))'],
      ['a first use that failed is kept', 'running.catch(() => known.get(name) === running && known.delete(name))', 'running.catch(() => {})'],
      ['a container that is not there reads as empty', 'expected.includes(code) && !(code === missing && substatus)', 'expected.includes(code)'],
    ],
  },
  {
    file: 'intake/store/revise.ts',
    tests: ['test/intake/store/revise.test.ts'],
    breaks: [
      ['it is tried without end', 'race < ATTEMPTS', 'race < 1e9'],
      ['a race is lost at the first try', 'const ATTEMPTS = 25', 'const ATTEMPTS = 1'],
      ['what may be late is not looked for again', 'performance.now() >= end) return found', 'true) return found'],
    ],
  },
  {
    file: 'intake/store/key-check.ts',
    tests: ['test/intake/store/key-check.test.ts', 'test/promises/master-keys-follow.test.ts'],
    breaks: [
      ['a wrong master key starts', 'if (mark && !fits(secrets, mark)) throw new WrongKey()', ''],
      ['keys of another store start', 'if (mark && beside?.store !== mark.store) throw new OtherKeys()', ''],
      ['an older store takes any key', 'await requireOlder(store, secrets)', ''],
      ['whoever started beside under another key goes on', 'if (!first || !fits(secrets, first)) throw new WrongKey()', ''],
    ],
  },
  {
    file: 'intake/store/key-ring.ts',
    tests: ['test/promises/master-keys-follow.test.ts'],
    breaks: [
      ['a key that is still needed may go', 'throw new KeyStillNeeded()', ';'],
      ['a key is retired at the first quiet look', 'now - quietSince >= OVERLAP', 'true'],
      ['keys made meanwhile are passed over', 'from = now - OVERLAP', 'from = now + OVERLAP'],
      ['one that nobody can open holds up all', 'if (error instanceof SealError) return false', ''],
      ['names are hashed by the newest key', 'index: all[0]!.index', 'index: all.at(-1)!.index'],
    ],
  },
  {
    file: 'intake/store/away.ts',
    tests: ['test/bot/store-away.test.ts'],
    breaks: [['a store that is away is a mistake of ours', 'troubles.add(error)', ';']],
  },
  {
    file: 'intake/store/paging.ts',
    tests: ['test/intake/queue.test.ts', 'test/bot/sweep-fair.test.ts', 'test/intake/audit.test.ts'],
    breaks: [
      ['equal values are cut between pages', 'found.length < asked || !last ? found : found.filter((doc) => value(doc) !== value(last))', 'found'],
      ['removing ends after one part', 'if (found.length < size) return\n', 'return\n'],
    ],
  },
]
