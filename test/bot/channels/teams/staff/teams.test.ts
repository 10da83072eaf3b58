import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { numberOf } from '../../../../../desk/queue/items.ts'
import type { Store } from '../../../../../intake/store/ports.ts'
import { caseOf } from '../../../../desk/desk-server.ts'
import { type BotService, postActivity, startBotService } from '../../../../support/bot-service.ts'
import { shownIn } from '../../../../support/channels/teams.ts'
import { closes } from '../../../../support/ended.ts'
import {
  type IdentityProvider,
  startProvider,
  TENANT,
  Wanderer,
} from '../../../../support/identity-provider.ts'
import { openStores } from '../../../../support/open-stores.ts'
import { type Running, startServer } from '../../../../support/server.ts'
import { Person, walkTo } from '../../../../support/talk.ts'

const CHANNEL = '19:team@thread.tacv2'

for (const [engine, openStore] of Object.entries(openStores))
  describe(`Caseworkers in Teams, on ${engine}`, () => {
    let idp: IdentityProvider
    let service: BotService
    let server: Running
    let opened: { store: Store; close: () => Promise<void> }
    let now: number

    beforeEach(async () => {
      now = Date.now()
      opened = await openStore()
      idp = await startProvider()
      service = await startBotService()
      server = await startServer({ ...idp.env, PUBLIC_URL: '' }, { store: opened.store, clock: () => now })
      idp.open(server.url)
    })
    afterEach(async () => {
      await server.services.outbox.idle()
      await server.close()
      await opened.close().catch(() => {})
      await idp.close()
      service.close()
    })

    /** Signs in to the console, as everybody who may act in Teams once did. */
    async function signsIn(...names: string[]): Promise<void> {
      for (const who of names) {
        idp.state.who = who
        await new Wanderer().visit(`${server.url}/console/sign-in/go`)
      }
    }

    const post = async (who: string, more: object) => {
      const answer = await postActivity(server.url, {
        type: 'message',
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: service.url,
        from: { id: `29:${who}`, aadObjectId: `oid-${who}` },
        recipient: { id: '28:bot' },
        channelData: { tenant: { id: TENANT } },
        locale: 'en-GB',
        ...more,
      })
      const body = (await answer.json()) as { statusCode?: number; type?: string; value?: unknown }
      await server.services.outbox.idle()
      return { status: answer.status, body }
    }
    const channel = { id: `${CHANNEL};messageid=1`, conversationType: 'channel', isGroup: true }
    const inChannel = (who: string, text: string, more: object = {}) =>
      post(who, { text: `<at>Silta</at> ${text}`, conversation: channel, ...more })
    const alone = (who: string, text: string, more: object = {}) =>
      post(who, { text, conversation: { id: `a:${who}`, conversationType: 'personal' }, ...more })
    const press = (who: string, verb: string, id: string, more: object = {}) =>
      post(who, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        conversation: channel,
        value: { action: { type: 'Action.Execute', verb, data: { verb, case: id } }, trigger: 'manual' },
        ...more,
      })

    const posted = () =>
      service.posts.filter(
        ({ method, path, body }) => method === 'POST' && path.includes('19:') && body.attachments,
      )
    const updated = () => service.posts.filter(({ method }) => method === 'PUT')
    const texts = (who: string) =>
      service.posts.filter(({ path }) => path.includes(`a:${who}`)).map(({ body }) => body.text ?? '')
    const t = (key: string, params?: object) => server.services.speech.t('en')(key, { ...params })

    async function waiting(): Promise<Person> {
      const person = await walkTo(new Person(server.services), 'ar', 'what.forms')
      await person.command('human')
      await server.services.outbox.idle()
      return person
    }
    async function linked(...workers: string[]): Promise<void> {
      await signsIn(...workers, 'bertta')
      await inChannel('bertta', 'link')
    }

    it('posts a case with its number, language, urgency and since when, once, and nothing else', async () => {
      await linked()
      const person = await waiting()
      assert.equal(posted().length, 1)
      const [one] = posted()
      const shown = shownIn(one!)
      assert.match(shown, new RegExp(numberOf(caseOf(person))))
      assert.match(shown, /Arabic/)
      assert.match(shown, /Waiting since \{\{DATE\(/)
      for (const never of ['web', 'Noor', 'adult', 'self', 'Finland', 'Web chat', 'Person themselves'])
        assert.ok(!shown.includes(never), never)
      assert.equal(one!.body.summary, 'Silta')
      await person.says('help me please')
      await server.services.sweep.once()
      await server.services.outbox.idle()
      assert.equal(posted().length, 1)
      await person.command('danger')
      await server.services.outbox.idle()
      assert.equal(posted().length, 1)
      assert.match(shownIn(updated().at(-1)!), /Urgent/)
    })

    it('takes the card back of who deleted everything, also when the channel was away at that moment', async () => {
      await linked()
      const person = await waiting()
      const id = caseOf(person)
      const [board] = await server.services.teams.boards()
      service.state.fails = true
      await person.command('delete')
      await person.picks('yes')
      await server.services.outbox.idle()
      assert.ok(await server.services.teams.posted(id, board!.id))
      service.state.fails = false
      await server.services.sweep.once()
      await server.services.outbox.idle()
      const shown = JSON.stringify(updated().at(-1))
      assert.ok(shown.includes(t('desk.state.closed')) && !shown.includes('"claim"'))
      assert.equal(await server.services.teams.posted(id, board!.id), null)
    })

    it('is claimed once by Action.Execute delivered three times, and the card changes for all', async () => {
      await linked('aino')
      const id = caseOf(await waiting())
      const once = { id: 'one' }
      const answers = await Promise.all([1, 2, 3].map(() => press('aino', 'claim', id, once)))
      for (const { status, body } of answers) {
        assert.deepEqual(
          [status, body.statusCode, body.type],
          [200, 200, 'application/vnd.microsoft.card.adaptive'],
        )
        assert.match(JSON.stringify(body.value), /Aino Virtanen has it/)
      }
      const lines = await server.services.audit.of(id)
      assert.equal(lines.filter(({ what }) => what === 'claim').length, 1)
      const found = await server.services.cases.get(id)
      assert.equal(found?.talkVersion, 2)
      assert.match(shownIn(updated().at(-1)!), /Aino Virtanen has it/)
      assert.doesNotMatch(JSON.stringify(updated().at(-1)), /"claim"/)
      assert.equal(posted().length, 1)
      // The talk goes on alone, and is announced once.
      assert.equal(service.posts.filter(({ path }) => path === '/v3/conversations').length, 1)
      assert.equal(service.posts.filter(({ body }) => body.text?.startsWith('You have case')).length, 1)
    })

    it('tells the second who has it, and refuses whoever is not of the staff', async () => {
      await linked('aino', 'auvo', 'stranger')
      const id = caseOf(await waiting())
      const refused = async (who: string, more: object = {}) => {
        const { body } = await press(who, 'claim', id, more)
        assert.equal(body.type, 'application/vnd.microsoft.activity.message')
        return body.value
      }
      const stranger = t('desk.teams.stranger')
      assert.equal(await refused('mallory'), stranger)
      assert.equal(await refused('auvo'), stranger, 'an auditor sees no case')
      assert.equal(await refused('aino', { channelData: { tenant: { id: 'another' } } }), stranger)
      assert.equal(await refused('aino', { from: { id: '29:aino' } }), stranger)
      assert.equal((await server.services.cases.get(id))?.assignee, '')
      await press('aino', 'claim', id)
      assert.match(String(await refused('bertta')), /another caseworker has this case \(Aino Virtanen\)/)
    })

    it('no longer knows whoever signed in long ago, or whose sign-ins were ended', async () => {
      await linked('aino')
      const id = caseOf(await waiting())
      const worker = await server.services.workers.ofDirectory(
        server.services.idFor('entra', JSON.stringify([TENANT, 'oid-aino'])),
      )
      now += 8 * 86_400_000
      assert.equal((await press('aino', 'claim', id)).body.value, t('desk.teams.stranger'))
      await signsIn('aino')
      await server.services.workers.endAll(worker!.id)
      assert.equal((await press('aino', 'claim', id)).body.value, t('desk.teams.stranger'))
      await signsIn('aino')
      assert.equal((await press('aino', 'claim', id)).body.type, 'application/vnd.microsoft.card.adaptive')
    })

    it('brings nothing more to whoever may no longer act in Teams, and the person is not kept waiting', async () => {
      await linked('aino')
      const person = await waiting()
      const id = caseOf(person)
      await alone('aino', 'hello')
      await press('aino', 'claim', id)
      const { assignee } = (await server.services.cases.get(id))!
      await server.services.workers.endAll(assignee)
      await person.says('a secret for nobody')
      await server.services.outbox.idle()
      assert.ok(!texts('aino').some((text) => text.includes('secret')))
      now += 16 * 60_000
      await server.services.sweep.once()
      assert.equal((await server.services.cases.get(id))?.talk, 'waiting')
    })

    it('is claimed by a client that only knows Action.Submit', async () => {
      await linked('aino')
      const id = caseOf(await waiting())
      assert.equal((await inChannel('mallory', '', { value: { verb: 'claim', case: id } })).status, 200)
      assert.ok(service.posts.some(({ body }) => body.text === t('desk.teams.stranger')))
      await inChannel('aino', '', { value: { verb: 'claim', case: id } })
      assert.equal((await server.services.cases.get(id))?.talk, 'claimed')
      assert.match(shownIn(updated().at(-1)!), /Aino Virtanen has it/)
    })

    it('answers a refresh with the card as it is now, and posts nothing', async () => {
      await linked('aino')
      const id = caseOf(await waiting())
      const before = service.posts.length
      for (const who of ['mallory', 'aino']) {
        const { body } = await press(who, 'refresh', id)
        assert.match(JSON.stringify(body.value), /Waiting to talk/)
      }
      assert.equal(service.posts.length, before)
    })

    it('refuses what was edited by hand with a clear answer', async () => {
      await linked('aino')
      const id = caseOf(await waiting())
      const invoke = (value: unknown, more: object = {}) =>
        post('aino', { type: 'invoke', name: 'adaptiveCard/action', conversation: channel, value, ...more })
      const action = (data: unknown, verb: unknown = 'claim') => ({ action: { verb, data } })
      const broken = [
        undefined,
        'claim',
        {},
        { action: 7 },
        action(null),
        action({ case: { $gt: '' } }),
        action({ case: '1; drop' }),
        action({ case: '0'.repeat(20) }),
        action({ case: id }, 'erase'),
        action({ case: id }, { a: 1 }),
      ]
      for (const value of broken) {
        const { status } = await invoke(value)
        assert.ok(status >= 400 && status < 500, `${status} for ${JSON.stringify(value)}`)
      }
      const elsewhere = { conversation: { id: '19:other@thread.tacv2', conversationType: 'channel' } }
      assert.equal((await invoke(action({ case: id }), elsewhere)).status, 404)
      assert.equal((await invoke(action({ case: id }), { name: 'composeExtension/query' })).status, 400)
      assert.equal((await server.services.cases.get(id))?.assignee, '')
    })

    it('is talked about in the worker’s own chat, never in the channel', async () => {
      await linked('aino')
      const person = await waiting()
      const id = caseOf(person)
      await alone('aino', 'hello')
      await press('aino', 'claim', id)
      const quiet = posted().length + updated().length
      await person.says('صاحب العمل أخذ جواز سفري')
      await server.services.outbox.idle()
      assert.equal(texts('aino').at(-1), `${numberOf(id)}\n\nصاحب العمل أخذ جواز سفري`)
      await alone('aino', 'You are safe to write here.')
      assert.equal(texts('aino').at(-1), t('desk.teams.unread', { language: 'Arabic' }))
      const same = { id: 'message-1' }
      for (const _ of [1, 2, 3]) await alone('aino', 'الكتابة هنا آمنة.', same)
      const { state } = (await server.services.conversations.load(person.id))!
      assert.deepEqual(
        state.log.filter(({ from }) => from === 'worker').map(({ text }) => text),
        ['الكتابة هنا آمنة.'],
      )
      const told = service.posts.filter(({ path }) => path.includes(CHANNEL))
      assert.ok(!told.some((one) => /جواز|آمنة/.test(shownIn(one))))
      assert.equal(posted().length + updated().length, quiet)
      await alone('aino', 'release')
      assert.equal((await server.services.cases.get(id))?.assignee, '')
      assert.ok(texts('aino').includes(t('desk.teams.done.release', { number: numberOf(id) })))
      assert.ok(!texts('aino').includes(t('desk.teams.over', { number: numberOf(id) })))
    })

    it('guesses between two people never: the worker says which', async () => {
      await linked('aino')
      await alone('aino', 'hello')
      const [one, two] = [await waiting(), await waiting()]
      for (const person of [one, two]) await press('aino', 'claim', caseOf(person))
      const said = async (person: Person) =>
        (await server.services.conversations.load(person.id))!.state.log
          .filter(({ from }) => from === 'worker')
          .map(({ text }) => text)
      await alone('aino', numberOf(caseOf(one)))
      await alone('aino', 'إلى الأولى')
      await alone('aino', '', { text: undefined, value: { verb: 'choose', case: caseOf(two) } })
      await alone('aino', 'إلى الثانية')
      assert.deepEqual([await said(one), await said(two)], [['إلى الأولى'], ['إلى الثانية']])
      // Another worker's case cannot be chosen, whatever a card says.
      await alone('bertta', '', { text: undefined, value: { verb: 'choose', case: caseOf(two) } })
      await alone('bertta', 'not mine')
      assert.deepEqual(await said(two), ['إلى الثانية'])
      assert.equal(texts('bertta').at(-1), t('desk.teams.none'))
    })

    it('brings to the console and to Teams the same case: a colleague’s claim there changes the card here', async () => {
      await linked('aino')
      const id = caseOf(await waiting())
      await server.services.desk.claim(id, { id: 'somebody', name: 'Console Colleague' })
      await server.services.outbox.idle()
      assert.match(shownIn(updated().at(-1)!), /Console Colleague has it/)
      await closes(server.services, id, { id: 'somebody', name: '' }, 'other')
      await server.services.outbox.idle()
      assert.match(shownIn(updated().at(-1)!), /Closed/)
    })

    /** Paths of what was brought to a chat of the person's words, as the connector numbered it. */
    const broughtTo = (who: string, words: string) =>
      service.posts
        .flatMap(({ method, path, body }, i) =>
          method === 'POST' && path.includes(`a:${who}/`) && body.text?.includes(words)
            ? [`/v3/conversations/a:${who}/activities/${i + 1}`]
            : [],
        )
        .sort()
    const deleted = () =>
      service.posts
        .filter(({ method }) => method === 'DELETE')
        .map(({ path }) => path)
        .sort()
    const noted = async (id: string) =>
      (await opened.store.collection('teams').find({ limit: 1000 })).filter(
        (doc) => [doc.id, doc.part].join(' ').includes(id) && !('face' in doc),
      )
    async function sweeps(parts = server.services): Promise<void> {
      await parts.sweep.once()
      await parts.outbox.idle()
    }
    /** Somebody who wrote twice to Aino, who has the case and reads it in Teams. */
    async function writtenToAino(): Promise<{ person: Person; id: string }> {
      await linked('aino')
      const person = await waiting()
      const id = caseOf(person)
      await alone('aino', 'hello')
      await press('aino', 'claim', id)
      for (const text of ['canary one', 'canary two']) await person.says(text)
      await server.services.outbox.idle()
      assert.equal(broughtTo('aino', 'canary').length, 2)
      return { person, id }
    }
    async function deletesEverything(person: Person): Promise<void> {
      await person.command('delete')
      await person.picks('yes')
      await server.services.outbox.idle()
    }

    it('deletes what was brought, each once and nothing else, when the person deletes everything', async () => {
      const { person, id } = await writtenToAino()
      const raw = JSON.stringify(await noted(id))
      for (const secret of ['canary', 'a:aino', service.url]) assert.ok(!raw.includes(secret), secret)
      // Another person's words stay.
      const other = await waiting()
      await press('aino', 'claim', caseOf(other))
      await other.says('another canary')
      await deletesEverything(person)
      await sweeps()
      assert.deepEqual(
        deleted(),
        [...broughtTo('aino', 'canary one'), ...broughtTo('aino', 'canary two')].sort(),
      )
      assert.deepEqual(await noted(id), [])
      assert.equal(
        texts('aino').filter((text) => text === t('desk.teams.over', { number: numberOf(id) })).length,
        1,
      )
    })

    it('tries again for as long as the channel is away, also from another process', async () => {
      const { person, id } = await writtenToAino()
      Object.assign(service.state, { fails: true, status: 429 })
      await deletesEverything(person)
      await sweeps()
      assert.deepEqual(deleted(), [])
      assert.ok((await noted(id)).length > 0)
      service.state.fails = false
      // Long after the case changed last.
      now += 2 * 86_400_000
      const env = { ...idp.env, PUBLIC_URL: '', DATA_DIR: server.services.config.DATA_DIR }
      const store = { ...opened.store, close: async () => {} }
      const second = await startServer(env, { store, clock: () => now })
      try {
        for (const _ of [1, 2]) await sweeps(second.services)
      } finally {
        await second.close()
      }
      assert.deepEqual(deleted(), broughtTo('aino', 'canary'))
      assert.deepEqual(await noted(id), [])
    })

    for (const status of [403, 404])
      it(`asks no more when a deletion is refused for good, with ${status}`, async () => {
        const { person, id } = await writtenToAino()
        Object.assign(service.state, { fails: true, status })
        await deletesEverything(person)
        service.state.fails = false
        await sweeps()
        assert.deepEqual([deleted(), await noted(id)], [[], []])
      })

    it('deletes it from the chat of a worker who gave the case back, or handed it on', async () => {
      const { person, id } = await writtenToAino()
      await alone('aino', 'release')
      assert.deepEqual(deleted(), broughtTo('aino', 'canary'))
      await person.command('human')
      await server.services.outbox.idle()
      await press('aino', 'claim', id)
      // Had again, it is brought again.
      assert.equal(broughtTo('aino', 'canary').length, 4)
      const { assignee } = (await server.services.cases.get(id))!
      const other = { id: 'somebody', name: 'Console Colleague' }
      await server.services.workers.signedIn(other.id, {
        ...{ name: other.name, roles: ['caseworker'], directory: '' },
      })
      await server.services.workers.seen(other.id, other.name)
      await server.services.desk.transfer(id, { id: assignee, name: '' }, other.id, {
        id: 'n1',
        text: 'Yours?',
      })
      await server.services.desk.accept(id, other)
      await server.services.outbox.idle()
      assert.deepEqual(deleted(), broughtTo('aino', 'canary'))
      assert.deepEqual(await noted(id), [])
    })

    it('deletes it from the chat of who is no longer of the staff, and leaves it there until then', async () => {
      const { id } = await writtenToAino()
      await sweeps()
      assert.deepEqual(deleted(), [])
      await server.services.workers.endAll((await server.services.cases.get(id))!.assignee)
      await sweeps()
      assert.deepEqual(deleted(), broughtTo('aino', 'canary'))
      assert.deepEqual(await noted(id), [])
    })

    it('takes nothing past a worker’s own limit: that is meant and said in the console', async () => {
      await linked('aino')
      const [one, two] = [await waiting(), await waiting()]
      const who = server.services.idFor('entra', JSON.stringify([TENANT, 'oid-aino']))
      const worker = (await server.services.workers.ofDirectory(who))!
      await opened.store
        .collection<typeof worker>('workers')
        .replace({ ...worker, capacity: 1 }, (await server.services.workers.get(worker.id))!.etag)
      await press('aino', 'claim', caseOf(one))
      assert.equal((await press('aino', 'claim', caseOf(two))).body.value, t('desk.teams.unfit'))
      assert.equal((await server.services.cases.get(caseOf(two)))?.assignee, '')
    })

    it('posts anew when the person waits again, and the old card says so', async () => {
      await linked('aino')
      const person = await waiting()
      await alone('aino', 'hello')
      await press('aino', 'claim', caseOf(person))
      await alone('aino', 'release')
      await person.command('human')
      await server.services.outbox.idle()
      assert.equal(posted().length, 2)
      assert.match(shownIn(updated().at(-1)!), /newer card/)
    })

    it('posts what could not be posted with a later sweep', async () => {
      await linked()
      service.state.fails = true
      const person = await waiting()
      service.state.fails = false
      for (const _ of [1, 2]) {
        now += 61_000
        await server.services.sweep.once()
        await server.services.outbox.idle()
      }
      assert.equal(posted().length, 1)
      assert.match(shownIn(posted()[0]!), new RegExp(numberOf(caseOf(person))))
    })

    it('is linked only by a supervisor or an administrator of the staff, and unlinked', async () => {
      await signsIn('aino', 'bertta', 'aatu')
      const said = (key: string) => service.posts.at(-1)?.body.text === t(key)
      for (const who of ['mallory', 'aino']) {
        await inChannel(who, 'link')
        assert.ok(said('desk.teams.mayNotLink'), who)
      }
      await inChannel('bertta', 'LINK', { channelData: { tenant: { id: 'another' } } })
      assert.ok(said('desk.teams.mayNotLink'))
      assert.deepEqual(await server.services.teams.boards(), [])
      await inChannel('aatu', 'yhdistä')
      assert.ok(said('desk.teams.linked'))
      assert.equal((await server.services.teams.boards())[0]?.conversation, CHANNEL)
      await inChannel('bertta', 'unlink')
      const lines = (await server.services.audit.of('desk')).map(({ what }) => what)
      assert.deepEqual(
        lines.filter((what) => /Channel/.test(what)),
        ['linkChannel', 'unlinkChannel'],
      )
      await waiting()
      assert.equal(posted().length, 0)
    })

    it('keeps nothing readable of who or where', async () => {
      await linked('aino')
      await alone('aino', 'hello')
      await press('aino', 'claim', caseOf(await waiting()))
      const raw = JSON.stringify(await opened.store.collection('teams').find({ limit: 100 }))
      assert.ok(raw.length > 300)
      for (const secret of [CHANNEL, 'a:aino', '29:', 'oid-aino', service.url, TENANT])
        assert.ok(!raw.includes(secret), secret)
    })

    it('leaves a person who is no worker to the bot, and a group to nobody', async () => {
      await signsIn('aino')
      await alone('mallory', 'hello')
      assert.ok(await server.services.conversations.load(server.services.idFor('msteams', 'a:mallory')))
      await alone('aino', 'hello')
      assert.equal(await server.services.conversations.load(server.services.idFor('msteams', 'a:aino')), null)
      await alone('aino', '', { type: 'installationUpdate', action: 'add', text: undefined })
      assert.equal(texts('aino').at(-1), t('desk.teams.help'))
      await post('aino', {
        text: 'hi',
        conversation: { id: 'g', conversationType: 'groupChat', isGroup: true },
      })
      assert.equal(service.posts.at(-1)?.body.text, t('say.notInGroups'))
    })
  })
