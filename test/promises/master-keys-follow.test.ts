import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type Services, services } from '../../bot/services.ts'
import type { AuditDoc } from '../../intake/audit/chain.ts'
import { verify } from '../../intake/audit/verify.ts'
import { requireKeys, WrongKey } from '../../intake/store/key-check.ts'
import { KeyStillNeeded, keyRing } from '../../intake/store/key-ring.ts'
import type { Store } from '../../intake/store/ports.ts'
import { type KeyDoc, kekName, wrappedUnder } from '../../intake/store/seal.ts'
import { deriveSecrets, keysOf, type Secrets } from '../../intake/store/secrets.ts'
import { readConfig } from '../../platform/config.ts'
import { masterKeys, secretsOf } from '../../platform/master-key.ts'
import { openStores } from '../support/open-stores.ts'
import { Person, walkTo } from '../support/talk.ts'

const MINUTES = 60_000
const newKey = () => randomBytes(32).toString('base64')
const nameOf = (key: string) => kekName(deriveSecrets(Buffer.from(key, 'base64')).wrap)
const PHONE = '+358401234567'

for (const [name, open] of Object.entries(openStores))
  describe(`One master key follows another while people write, on ${name}`, () => {
    let now: number
    let store: Store
    let close: () => Promise<void>
    const [old, next] = [newKey(), newKey()]
    beforeEach(async () => {
      now = Date.UTC(2026, 5, 1, 9)
      const opened = await open()
      store = opened.store
      close = opened.close
    })
    afterEach(() => close())

    /** A process as it starts: refused, or up. */
    async function start(key: string, ...also: string[]): Promise<Services & { secrets: Secrets }> {
      const config = readConfig({ NODE_ENV: 'test', MASTER_KEY: key, MASTER_KEY_ALSO: also.join() })
      await requireKeys(store, secretsOf(config), () => now)
      const secrets = await keyRing(store, masterKeys(config), () => now)
      return { ...services(config, store, () => now, secrets), secrets }
    }
    /** By name of the master key, what is wrapped under it. */
    async function under(): Promise<Record<string, number>> {
      const all = await store.collection<KeyDoc>('keys').find({ limit: 1000 })
      const names = all.flatMap(({ wrapped }) => (wrapped ? [wrappedUnder(wrapped)] : []))
      return Object.fromEntries([...Map.groupBy(names, (one) => one)].map(([one, of]) => [one, of.length]))
    }
    const isWhole = async ({ secrets }: { secrets: Secrets }) =>
      (await verify(store.collection<AuditDoc>('audit'), keysOf(secrets, 'audit'))).every(
        ({ broken }) => !broken,
      )
    const on = async (parts: Services, person: Person) => {
      const there = new Person(parts, person.channel)
      there.id = person.id
      return there.send({ command: 'help' })
    }
    async function sent(parts: Services) {
      const person = await (await walkTo(new Person(parts), 'en')).picks('send')
      return person.last.state.case!.id
    }
    const swept = async (parts: Services) => {
      await parts.sweep.once()
      await parts.sweep.stop()
    }

    it('old and new process side by side read and go on with what either wrote', async () => {
      await (await start(old)).sweep.once()
      const before = await start(old, next)
      const after = await start(next, old)
      const [hers, theirs] = await Promise.all(
        [before, after].map((one) => walkTo(new Person(one), 'en', 'what.forms')),
      )
      assert.equal((await on(after, hers!)).open, 'what.forms')
      assert.equal((await on(before, theirs!)).open, 'what.forms')
      assert.deepEqual((await under())[nameOf(next)]! > 0 && (await under())[nameOf(old)]! > 0, true)
      const codes = await Promise.all([before, after].map(({ codes }, at) => codes.issue(`c${at}`)))
      assert.deepEqual(await after.codes.redeem(codes[0]!.code), { conversationId: 'c0' })
      assert.deepEqual(await before.codes.redeem(codes[1]!.code), { conversationId: 'c1' })
      for (const [one, other] of [
        [before, after],
        [after, before],
      ] as const) {
        const token = await one.tokens.sign('page', { sub: 'x' }, 60)
        assert.equal((await other.tokens.read('page', token)).sub, 'x')
        await assert.rejects(other.tokens.read('another use', token), { code: 'UNAUTHORISED' })
        const id = await sent(one)
        assert.ok((await other.cases.get(id))?.content)
        await one.audit.note('anna', 'view', id)
        assert.equal(one.idFor('sms', PHONE), other.idFor('sms', PHONE))
        assert.ok(await isWhole(one))
        await one.ready()
      }
    })

    it('takes over a store of the program before, and its names', async () => {
      const config = readConfig({ NODE_ENV: 'test', MASTER_KEY: old })
      await requireKeys(store, secretsOf(config), () => now)
      const before = services(config, store, () => now)
      const person = await walkTo(new Person(before), 'en', 'what.forms')
      const after = await start(next, old)
      assert.equal(after.idFor('sms', PHONE), before.idFor('sms', PHONE))
      assert.equal((await on(after, person)).open, 'what.forms')
    })

    it('what two cases share is found across keys', async () => {
      const before = await start(old)
      const after = await start(next, old)
      const [one, other] = [await sent(before), await sent(after)]
      await before.duplicateHints.keep(one, {}, 'the same')
      await after.duplicateHints.keep(other, {}, 'the same')
      assert.deepEqual(
        (await after.duplicateHints.of(other)).map((same) => same.case),
        [one],
      )
    })

    it('the sweep wraps anew, retires the key before, and everything stays readable without it', async () => {
      const first = await start(old)
      const person = await walkTo(new Person(first), 'en', 'what.forms')
      const { code } = await first.codes.issue('c1')
      const made = await sent(first)
      await first.audit.note('anna', 'view', made)
      const phone = first.idFor('sms', PHONE)
      await swept(await start(old, next))
      assert.deepEqual(Object.keys(await under()), [nameOf(old)])

      const second = await start(next, old)
      await swept(second)
      assert.deepEqual(Object.keys(await under()), [nameOf(next)])
      await assert.rejects(start(next), WrongKey)
      // A process of before, still up, seals under its own key: it is found at the next look, and nothing is undone.
      const late = await walkTo(new Person(first), 'en', 'what.forms')
      await swept(await start(old, next))
      assert.equal((await under())[nameOf(old)], 1)
      for (let minute = 0; minute < 3; minute += 1) {
        now += 11 * MINUTES
        await second.sweep.once()
      }
      assert.deepEqual(Object.keys(await under()), [nameOf(next)])

      const third = await start(next)
      for (const one of [person, late]) assert.equal((await on(third, one)).open, 'what.forms')
      assert.ok((await third.cases.get(made))?.content)
      assert.deepEqual(await third.codes.redeem(code), { conversationId: 'c1' })
      assert.equal(third.idFor('sms', PHONE), phone)
      assert.ok(await isWhole(third))
      await assert.rejects(start(old), WrongKey)
      await assert.rejects(start(newKey(), old), WrongKey)
    })

    it('refuses to go on without a key that is in use again', async () => {
      await start(old)
      const second = await start(next, old)
      for (let minute = 0; minute < 3; minute += 1) {
        await second.sweep.once()
        now += 11 * MINUTES
      }
      await start(next)
      // Back for a moment, as after a deploy that went wrong.
      await start(old, next)
      await assert.rejects(start(next), KeyStillNeeded)
      await start(next, old)
    })

    it('a key that was destroyed is not brought back by wrapping it anew', async () => {
      const first = await start(old)
      const person = await walkTo(new Person(first), 'en', 'what.forms')
      const { key } = (await first.conversations.load(person.id))!
      const second = await start(next, old)
      const keys = store.collection<KeyDoc>('keys')
      const { etag, ...doc } = (await keys.read(key))!
      await first.vault.destroy(key)
      await second.sweep.once()
      assert.equal(await keys.read(key), null)
      assert.equal(await keys.replace(doc, etag), null)
    })
  })
