import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backUp, KEYS_KEPT } from '../../bot/backup.ts'
import { restore } from '../../bot/restore.ts'
import type { Services } from '../../bot/services.ts'
import { services } from '../../bot/services.ts'
import { DAY, HOUR } from '../../intake/hours/time.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { readConfig } from '../../platform/config.ts'
import { freshDir } from '../support/process.ts'
import type { Person } from '../support/talk.ts'
import { canaries, tellAll } from './canary.ts'

/** What was deleted or has come to its date stays so, whatever copy of the store is put back. */
describe('A copy that is put back', () => {
  const env = {
    NODE_ENV: 'test',
    MASTER_KEY: randomBytes(32).toString('base64'),
    DRAFT_HOURS: '24',
  }
  const begun = Date.UTC(2026, 5, 1)
  const configOf = (DATA_DIR: string, more: Record<string, string> = {}) =>
    readConfig({ ...env, DATA_DIR, ...more })

  interface Kept {
    dir: string
    destroyed: string
    copies: string
    keys: string
    sent: Person
    deleted: Person
    deletedCase: string
    draft: Person
    clock: { now: number }
    close: () => Promise<void>
    at: Services
  }

  /** Somebody who has sent, somebody who will delete all she sent, and somebody whose draft runs out. */
  async function three(): Promise<Kept> {
    const dir = freshDir()
    const destroyed = join(freshDir(), 'destroyed')
    const clock = { now: begun }
    const store = sqliteStore(dir)
    const at = services(configOf(dir, { DESTROYED_KEYS_FILE: destroyed }), store, () => clock.now)
    const sent = await tellAll(at, 'sent')
    await sent.picks('send')
    const deleted = await tellAll(at, 'deleted')
    await deleted.picks('send')
    const draft = await tellAll(at, 'draft')
    return {
      deletedCase: deleted.last.state.case!.id,
      ...{ dir, destroyed, copies: freshDir(), keys: freshDir(), sent, deleted, draft, clock, at },
      close: () => store.close(),
    }
  }

  /** Deletes after the copy; a day and more goes by. */
  async function copied(kept: Kept) {
    await kept.at.sweep.once()
    kept.clock.now += HOUR
    const [file, keysFile] = await backUp(kept.dir, kept.copies, kept.keys, kept.clock.now)
    await kept.deleted.says('delete everything')
    await kept.deleted.picks('yes')
    assert.equal(kept.deleted.keys[0], 'say.deleted')
    await kept.close()
    return { file: file!, keysFile: keysFile!, later: begun + 2 * DAY }
  }

  async function isAsItWas(dir: string, { sent, deleted, deletedCase, draft }: Kept, now: number) {
    const store = sqliteStore(dir)
    const back = services(configOf(dir), store, () => now)
    const answers = (await back.conversations.load(sent.id))!.state.answers
    assert.ok(JSON.stringify(answers).includes(canaries.story))
    assert.ok((await back.cases.get(sent.last.state.case!.id))!.content)
    const conversation = await back.conversations.load(deleted.id).catch(() => null)
    assert.ok(!JSON.stringify(conversation ?? '').includes(canaries.story))
    const found = await back.cases.get(deletedCase).catch(() => null)
    assert.ok(!found?.content)
    assert.equal(await store.collection('conversations').read(draft.id), null, 'the draft has run out')
    await store.close()
    return back
  }

  it('into an empty folder: what was sent is back, what was deleted or has run out is not', async () => {
    const kept = await three()
    const { file, keysFile, later } = await copied(kept)
    for (const one of [file, keysFile]) assert.equal(statSync(one).mode & 0o777, 0o600)
    assert.match(readFileSync(kept.destroyed, 'utf8'), /^2026-\S+ begun\n(2026-\S+ [\w-]{32}\n)+$/)
    const dir = freshDir()
    const config = configOf(dir, { DESTROYED_KEYS_FILE: kept.destroyed })
    assert.ok((await restore(config, file, keysFile, later)) >= 2)
    await isAsItWas(dir, kept, later)
  })

  it('beside the keys that are there: those say what was deleted, and no copy of them is taken', async () => {
    const kept = await three()
    const { file, keysFile, later } = await copied(kept)
    await assert.rejects(restore(configOf(kept.dir), file, undefined, later), /Move its silta\.db away first/)
    renameSync(join(kept.dir, 'silta.db'), join(kept.dir, 'broken.db'))
    await assert.rejects(restore(configOf(kept.dir), file, keysFile, later), /name the store alone/)
    await restore(configOf(kept.dir), file, undefined, later)
    await isAsItWas(kept.dir, kept, later)
  })

  it('is refused where it would bring back what was deleted, and leaves nothing behind', async () => {
    const kept = await three()
    const { file, keysFile, later } = await copied(kept)
    const dir = freshDir()
    const late = join(freshDir(), 'late')
    writeFileSync(late, `${new Date(later).toISOString()} begun\n`)
    const old = join(kept.keys, 'keys-2026-05-20T00-00-00.000Z.db')
    for (const [more, keys, why] of [
      [{}, keysFile, /DESTROYED_KEYS_FILE is not set/],
      [{ DESTROYED_KEYS_FILE: late }, keysFile, /begun after this copy/],
      [{ DESTROYED_KEYS_FILE: kept.destroyed }, undefined, /name a copy of them too/],
      [{ DESTROYED_KEYS_FILE: kept.destroyed }, old, /older than 7 days/],
      [{ DESTROYED_KEYS_FILE: kept.destroyed }, join(kept.keys, 'x.db'), /no copy of ours/],
    ] as const) {
      await assert.rejects(restore(configOf(dir, more), file, keys, later), why)
      assert.deepEqual(readdirSync(dir), [])
    }
  })

  it('of the keys is kept for seven days, and goes to a folder of its own', async () => {
    const kept = await three()
    await backUp(kept.dir, kept.copies, kept.keys, begun)
    utimesSync(join(kept.keys, readdirSync(kept.keys)[0]!), 0, 0)
    await backUp(kept.dir, kept.copies, kept.keys, begun + KEYS_KEPT)
    assert.equal(readdirSync(kept.keys).length, 2)
    await backUp(kept.dir, kept.copies, kept.keys, begun + KEYS_KEPT + 1)
    assert.equal(readdirSync(kept.keys).length, 2)
    assert.equal(readdirSync(kept.copies).length, 3)
    await assert.rejects(backUp(kept.dir, kept.copies, kept.copies), /two folders/)
    await assert.rejects(backUp(freshDir(), kept.copies, kept.keys), /no embedded store/)
    await kept.close()
  })

  it('notes what is destroyed where a file can be written, refuses to start where it cannot, and erases where it no longer can', async () => {
    const folder = freshDir()
    const file = join(folder, 'destroyed')
    assert.throws(
      () =>
        services(
          configOf(freshDir(), { DESTROYED_KEYS_FILE: join(folder, 'no', 'file') }),
          sqliteStore(':memory:'),
        ),
      /^ConfigError: DESTROYED_KEYS_FILE is not usable|DESTROYED_KEYS_FILE is not usable/,
    )
    const store = sqliteStore(':memory:')
    const at = services(configOf(freshDir(), { DESTROYED_KEYS_FILE: file }), store)
    const person = await tellAll(at)
    const { key } = (await at.conversations.load(person.id))!
    rmSync(folder, { recursive: true })
    await person.says('delete everything')
    await person.picks('yes')
    assert.equal(person.keys[0], 'say.deleted')
    assert.equal(await store.collection('keys').read(key), null)
    await store.close()
  })
})
