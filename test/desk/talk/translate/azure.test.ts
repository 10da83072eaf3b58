import assert from 'node:assert/strict'
import { addressOf, azureTranslator } from '../../../../desk/talk/translate/azure.ts'
import { TranslateError } from '../../../../intake/form/translator.ts'
import { KEY, refuse, startTranslator } from '../../../support/translator-server.ts'

describe('desk/translate: Azure AI Translator 3.0 on the wire', () => {
  let service: Awaited<ReturnType<typeof startTranslator>>
  beforeEach(async () => {
    service = await startTranslator()
  })
  afterEach(() => service.close())
  const ours = (more = {}) =>
    azureTranslator({ endpoint: service.url, key: KEY, region: 'northeurope', timeout: 60_000, ...more })
  const fails = async (code: string, doing: Promise<unknown>) => {
    const error = await doing.then(
      () => assert.fail('it translated'),
      (thrown) => thrown,
    )
    assert.ok(error instanceof TranslateError, String(error))
    assert.equal(error.code, code)
    assert.doesNotMatch(`${error.message} ${error.stack}`, /SecretCanary|مرحبا/)
  }

  it('asks just as the reference says: query, headers and body', async () => {
    const text = 'Hei "sinä" <b>&amp;</b>\nمرحبا'
    assert.deepEqual(await ours().translate(text, { from: 'fi', to: 'ar' }), {
      text: `[ar] ${text}`,
      from: 'fi',
    })
    const [{ method, path, query, headers, body }, ...more] = service.asked as [
      (typeof service.asked)[0],
      ...unknown[],
    ]
    assert.deepEqual(more, [])
    assert.deepEqual([method, path], ['POST', '/translate'])
    assert.deepEqual(query.sort(), [
      ['api-version', '3.0'],
      ['from', 'fi'],
      ['textType', 'plain'],
      ['to', 'ar'],
    ])
    assert.equal(headers['ocp-apim-subscription-key'], KEY)
    assert.equal(headers['ocp-apim-subscription-region'], 'northeurope')
    assert.equal(headers.authorization, undefined)
    assert.equal(headers['content-type'], 'application/json; charset=UTF-8')
    assert.match(String(headers['x-clienttraceid']), /^[\da-f-]{36}$/)
    assert.deepEqual(JSON.parse(body), [{ Text: text }])
  })

  it('lets the service find the language out, and takes a guess for what it cannot tell', async () => {
    const { from } = await ours().translate('مرحبا', { guess: 'fi', to: 'en' })
    assert.equal(from, 'ar')
    const query = new Map(service.asked[0]!.query)
    assert.equal(query.get('suggestedFrom'), 'fi')
    assert.equal(query.has('from'), false)
  })

  it('goes in with a token of the managed identity instead of a key', async () => {
    const token = async () => 'entra-token'
    await azureTranslator({ endpoint: service.url, token }).translate('Hei', { to: 'en' })
    const { headers } = service.asked[0]!
    assert.equal(headers.authorization, 'Bearer entra-token')
    assert.equal(headers['ocp-apim-subscription-key'], undefined)
    assert.equal(headers['ocp-apim-subscription-region'], undefined)
  })

  it("finds the path of each kind of address: Europe's, and a resource's own", () => {
    const paths = [
      ['https://api-eur.cognitive.microsofttranslator.com', '/translate'],
      ['https://silta.cognitiveservices.azure.com/', '/translator/text/v3.0/translate'],
      ['https://silta.cognitiveservices.azure.com/translator/text/v3.0/', '/translator/text/v3.0/translate'],
    ] as const
    for (const [endpoint, path] of paths) assert.equal(addressOf(endpoint).pathname, path)
  })

  it('asks once more when the service is busy or broken, after the pause it asks for', async () => {
    for (const [status, code] of [
      [429, 429001],
      [500, 500000],
      [503, 503000],
    ] as const) {
      const before = service.asked.length
      service.next.push(refuse(status, code, { 'Retry-After': '1' }))
      const begun = Date.now()
      assert.equal((await ours().translate('Hei', { from: 'fi', to: 'en' })).text, '[en] Hei')
      assert.ok(Date.now() - begun >= 950, 'it waited')
      assert.equal(service.asked.length, before + 2)
    }
  })

  it('asks no third time, and not again when it is told to wait for long', async () => {
    service.next.push(refuse(429, 429001, { 'Retry-After': '0' }), refuse(429, 429001))
    await fails('busy', ours().translate('Hei', { from: 'fi', to: 'en' }))
    assert.equal(service.asked.length, 2)
    for (const long of ['120', new Date(Date.now() + 120_000).toUTCString()]) {
      service.next.push(refuse(429, 429001, { 'Retry-After': long }))
      await fails('busy', ours().translate('Hei', { from: 'fi', to: 'en' }))
    }
    assert.equal(service.asked.length, 4)
  })

  it('says in a code what is wrong, never in the words of the service', async () => {
    await fails('refused', ours({ key: 'wrong' }).translate('Hei', { from: 'fi', to: 'en' }))
    service.next.push(refuse(403, 403001))
    await fails('refused', ours().translate('Hei', { from: 'fi', to: 'en' }))
    service.next.push(refuse(400, 400035))
    await fails('refused', ours().translate('Hei', { from: 'xx', to: 'en' }))
    assert.equal(service.asked.length, 3)
    service.next.push(refuse(500, 500000, { 'Retry-After': '0' }), refuse(500, 500000))
    await fails('failed', ours().translate('Hei', { from: 'fi', to: 'en' }))
  })

  it('takes no answer that is not in its format, or of another language', async () => {
    for (const body of [
      'مرحبا',
      '{}',
      '[]',
      '[{"translations":[]}]',
      '[{"translations":[{"text":5,"to":"en"}]}]',
      '[{"translations":[{"text":"Hi","to":"sv"}]}]',
      '[{"translations":[{"text":"Hi","to":"en"}]},{"translations":[{"text":"Hi","to":"en"}]}]',
      `[{"translations":[{"text":"${'x'.repeat(300_000)}","to":"en"}]}]`,
    ]) {
      service.next.push((res) => res.end(body))
      await fails('failed', ours().translate('Hei', { from: 'fi', to: 'en' }))
    }
  })

  it('gives up on a service that is slow, at the answer or within it', async () => {
    service.next.push(() => {})
    await fails('late', ours({ timeout: 200 }).translate('Hei', { from: 'fi', to: 'en' }))
    service.next.push((res) => void res.write('[{"translations"'))
    await fails('late', ours({ timeout: 200 }).translate('Hei', { from: 'fi', to: 'en' }))
    await service.close()
    await fails('failed', ours().translate('Hei', { from: 'fi', to: 'en' }))
    service = await startTranslator()
  })

  it('follows no redirect: the words go to the configured address or nowhere', async () => {
    const other = await startTranslator()
    service.next.push((res) => {
      res.writeHead(307, { Location: `${other.url}/translate?api-version=3.0&to=en` })
      res.end()
    })
    await fails('failed', ours().translate('Hei', { from: 'fi', to: 'en' }))
    assert.equal(other.asked.length, 0)
    await other.close()
  })

  it('sends no text that is too long', async () => {
    await fails('tooLong', ours().translate('x'.repeat(10_001), { from: 'fi', to: 'en' }))
    assert.equal(service.asked.length, 0)
  })
})
