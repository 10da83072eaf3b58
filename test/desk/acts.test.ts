import assert from 'node:assert/strict'
import { perform } from '../../desk/act.ts'
import { formOf, inputSchema } from '../../desk/act-form.ts'
import { acts } from '../../desk/acts.ts'
import { NotAllowed } from '../../desk/refusals.ts'
import { consoleLanguages } from '../../desk/sign-in/session.ts'
import { accessReasons } from '../../intake/case/access-grants.ts'
import { languages, words } from '../../locales/index.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from './desk-server.ts'

const spoken = consoleLanguages({ speech: { languages, t: words } as never })

describe('desk: every act', () => {
  it('has a name of its own', () => assert.equal(new Set(acts.map(({ name }) => name)).size, acts.length))

  for (const act of acts)
    describe(act.name, () => {
      it('has an input that can be published as JSON Schema', () => {
        const schema = inputSchema(act)
        assert.equal(schema.type, 'object')
        for (const [field, one] of Object.entries(schema.properties ?? {}))
          if (!['value', 'with'].includes(field)) assert.ok(Object.keys(one as object).length > 0, field)
      })

      it('is refused to who has no right to it, before anything is read', () =>
        assert.rejects(perform(act, {}, { by: { roles: ['auditor'] } } as never), NotAllowed))

      it('has words in every language of the console, for its audit too', () => {
        const form = act.offered ? formOf(act) : null
        const named = [
          ...(act.name === 'request' ? ['request.applicant', 'request.referrer'] : [act.name]),
          ...(form?.fields.map(({ name }) => `${act.name}.${name}`) ?? []),
          ...(form && form.fields.length > 0 ? [`${act.name}.do`] : []),
        ].map((name) => `desk.act.${name}`)
        const options = form?.fields.flatMap(({ name, options }) =>
          options.map((one) => `desk.${name}.${one}`),
        )
        const audited = [act.audit].flat().map((name) => `desk.audit.what.${name}`)
        const said = ['command', 'done'].map((kind) => `desk.teams.${kind}.${act.name}`)
        const trouble = act.trouble ? [act.trouble] : []
        for (const language of spoken)
          for (const key of [
            ...named,
            ...(options ?? []),
            ...audited,
            ...trouble,
            ...(act.teams === 'chat' ? said : []),
          ])
            assert.ok(words(language).has(key), `${language} ${key}`)
      })
    })

  it('reads `open` with each of its reasons', () => {
    const open = acts.find(({ name }) => name === 'open')!
    for (const why of accessReasons)
      assert.ok(open.input.safeParse({ why, words: 'Aino is ill' }).success, why)
  })
})

describe('desk: every form', () => {
  let desk: DeskServer
  before(async () => {
    desk = await startDesk()
  })
  after(() => desk.close())

  it('is refused from another site, from another session and without its token; nothing is done', async () => {
    const [aino, bertta] = [await Client.signedIn(desk, 'Aino'), await Client.signedIn(desk, 'Bertta')]
    const id = caseOf(await sentApplication(desk.services))
    await aino.json('POST', `cases/${id}/claim`)
    const tokenOf = async (client: Client) =>
      /name="csrf" value="([^"]+)"/.exec((await client.get('/console')).text)![1]!
    const [own, other] = [await tokenOf(aino), await tokenOf(bertta)]
    const before = JSON.stringify(await desk.services.cases.get(id))
    const posts = desk.routes
      .filter((route) => /^POST \/console\/(?!api\/|\*)/.test(route))
      .map((route) => route.slice(5).replace(':id', id).replace(':key', 'identity.name'))
    assert.ok(posts.length >= acts.length + 7, posts.join('\n'))
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const path of posts) {
      const post = (csrf: string, headers = {}) =>
        aino.send('POST', path, String(new URLSearchParams({ csrf, away: 'yes' })), { ...type, ...headers })
      for (const csrf of ['', other]) assert.equal((await post(csrf)).status, 403, path)
      for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
        assert.equal((await post(own, headers)).status, 403, path)
    }
    assert.equal(JSON.stringify(await desk.services.cases.get(id)), before)
    assert.equal((await aino.get('/console')).status, 200)
  })
})
