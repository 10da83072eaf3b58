import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { AppManifestUtils } from '@microsoft/app-manifest'
import { strFromU8, unzipSync } from 'fflate'
import { colourIcon, outlineIcon } from '../../deploy/teams/icons.ts'
import { manifest, VERSION, wordsOf } from '../../deploy/teams/manifest.ts'
import { installationIn, teamsPackage } from '../../deploy/teams/package.ts'
import { languages } from '../../locales/index.ts'
import { commandIn } from '../support/hearing.ts'

const at = createRequire(import.meta.url)
const schemas = join(at.resolve('@microsoft/app-manifest'), '../json-schemas/teams')
const schema = (version: string, name = 'MicrosoftTeams') =>
  JSON.parse(readFileSync(join(schemas, `v${version}/${name}.schema.json`), 'utf8'))

const env = { MicrosoftAppId: '11111111-2222-3333-4444-555555555555', PUBLIC_URL: 'https://silta.example' }
const installation = installationIn(['--publisher', 'Agency', '--version', '1.2.3'], env)
const failures = (value: object, against: object) =>
  AppManifestUtils.validateAgainstSchema(value as never, against as never)

const isPattern = (text: string) => {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** Width, height and pixels of an eight-bit RGBA picture without filters. */
function pixels(png: Uint8Array) {
  const view = Buffer.from(png)
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)]
  assert.deepEqual([...view.subarray(24, 26)], [8, 6])
  const raw = inflateSync(view.subarray(41, 41 + view.readUInt32BE(33)))
  const line = 1 + width * 4
  return {
    width,
    height,
    at: (x: number, y: number) =>
      [...raw.subarray(y * line + 1 + x * 4, y * line + 5 + x * 4)] as [number, number, number, number],
    all: Array.from({ length: width * height }, (_, i) => {
      const start = Math.floor(i / width) * line + 1 + (i % width) * 4
      return [...raw.subarray(start, start + 4)] as [number, number, number, number]
    }),
  }
}

describe('the Teams app package', () => {
  const zip = unzipSync(teamsPackage(installation))
  const read = (name: string) => JSON.parse(strFromU8(zip[name]!))

  it('holds the manifest, two icons and every other language, and nothing else', () => {
    const others = languages.filter((language) => language !== 'en').map((language) => `${language}.json`)
    assert.deepEqual(Object.keys(zip).sort(), ['color.png', 'manifest.json', 'outline.png', ...others].sort())
    const { additionalLanguages } = read('manifest.json').localizationInfo
    assert.deepEqual(additionalLanguages.map(({ file }: { file: string }) => file).sort(), others.sort())
  })

  it('has a manifest by the published schema, the newest and the older ones', async () => {
    const made = read('manifest.json')
    assert.deepEqual(await failures(made, schema(VERSION)), [])
    const newest = readdirSync(schemas)
      .flatMap((name) => name.match(/^v1\.(\d+)$/)?.[1] ?? [])
      .map(Number)
    assert.equal(VERSION, `1.${Math.max(...newest)}`)
    // A tenant that does not take the newest yet takes the same with another number.
    for (const older of ['1.17', '1.22']) {
      const $schema = made.$schema.replace(VERSION, older)
      assert.deepEqual(await failures({ ...made, $schema, manifestVersion: older }, schema(older)), [])
    }
  })

  it('is refused by that schema when it is wrong', async () => {
    const made = manifest(installation)
    for (const wrong of [
      { ...made, name: { ...made.name, short: 'x'.repeat(31) } },
      { ...made, bots: [{ ...made.bots[0], botId: 'bot' }] },
      { ...made, surprise: true },
    ])
      assert.notDeepEqual(await failures(wrong, schema(VERSION)), [])
  })

  it('has each language in the published form, every word of it', async () => {
    const english = Object.keys(wordsOf('en'))
    const translations = schema(VERSION, 'MicrosoftTeams.Localization')
    // Two of its patterns, for activities, which we have none of, are no regular expressions of today.
    for (const pattern of Object.keys(translations.patternProperties))
      if (!isPattern(pattern)) delete translations.patternProperties[pattern]
    for (const language of languages) {
      const words = wordsOf(language)
      assert.deepEqual(await failures(words, translations), [], language)
      assert.deepEqual(Object.keys(words), english, language)
    }
    const files = readdirSync(join(import.meta.dirname, '../../deploy/teams/words'))
    assert.deepEqual(files.sort(), languages.map((language) => `${language}.json`).sort())
  })

  it('offers words that the conversation hears as what they say, in every language', () => {
    const expected = ['human', 'help', 'language', 'know', 'delete']
    for (const language of languages) {
      const heard = expected.map((_, i) =>
        commandIn(wordsOf(language)[`bots[0].commandLists[0].commands[${i}].title`]!, language),
      )
      assert.deepEqual(heard, expected, language)
    }
    assert.equal(manifest(installation).bots[0]!.commandLists[0]!.commands.length, expected.length)
  })

  it('says what it is for in the full description only', () => {
    const plain = /traffick|victim|ihmiskau|uhri|människohandel|offer|الاتجار|ضحي|торговл|жертв|пострада/i
    for (const language of languages) {
      const words = wordsOf(language)
      for (const [key, text] of Object.entries(words))
        assert.equal(plain.test(text), key === 'description.full', `${language} ${key}`)
    }
  })

  it('names this installation and its own address only', () => {
    const made = read('manifest.json')
    assert.equal(made.bots[0].botId, env.MicrosoftAppId)
    assert.deepEqual(made.bots[0].scopes, ['personal', 'team'])
    assert.deepEqual(made.validDomains, ['silta.example'])
    assert.deepEqual([made.version, made.developer.name], ['1.2.3', 'Agency'])
    assert.throws(() => installationIn([], { PUBLIC_URL: env.PUBLIC_URL }), /MicrosoftAppId/)
    assert.throws(() => installationIn([], { MicrosoftAppId: env.MicrosoftAppId }), /PUBLIC_URL/)
  })

  it('has a colour icon of 192 pixels, all of it opaque, its symbol in the middle half', () => {
    assert.deepEqual(zip['color.png'], new Uint8Array(colourIcon()))
    const { width, height, all, at: pixel } = pixels(colourIcon())
    assert.deepEqual([width, height], [192, 192])
    assert.ok(all.every(([, , , alpha]) => alpha === 255))
    const ground = pixel(0, 0).join()
    const drawn = all.flatMap((one, i) => (one.join() === ground ? [] : [[i % 192, Math.floor(i / 192)]]))
    assert.ok(drawn.length > 500)
    assert.ok(drawn.every(([x, y]) => x! >= 48 && x! < 144 && y! >= 48 && y! < 144))
  })

  it('has an outline icon of 32 pixels, white on transparent', () => {
    const { width, height, all } = pixels(outlineIcon())
    assert.deepEqual([width, height], [32, 32])
    assert.ok(all.every(([...one]) => one.slice(0, 3).every((part) => part === 255)))
    const clear = all.filter(([, , , alpha]) => alpha === 0).length
    assert.ok(clear > 400 && clear < 900, String(clear))
  })
})
