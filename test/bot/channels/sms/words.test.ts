import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textsOf } from '../../../../bot/channels/sms/messages.ts'
import { plain, sizeOf, split } from '../../../../bot/channels/sms/parts.ts'
import { carrierWords } from '../../../../bot/channels/sms/receive.ts'
import { speech } from '../../../../bot/speech.ts'
import { COMMANDS } from '../../../../dialogs/understanding/kinds.ts'
import { emptyState, type State } from '../../../../intake/conversation/conversation.ts'
import type { Answer, Answers } from '../../../../intake/form/answers.ts'
import { isControl } from '../../../../intake/form/controls.ts'
import { questions } from '../../../../intake/form/form.ts'
import { languages, vocabulary, words } from '../../../../locales/index.ts'
import { commandIn } from '../../../support/hearing.ts'

const WEB = 'https://silta.example'
const root = join(import.meta.dirname, '../../../..')

/** Alphabets that lie outside GSM-7 whatever is written in them. */
const wide = new Set(['ar', 'ru'])

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, 'locales', language, 'sms.json'), 'utf8'))

const given = (value: string): Answer => ({ status: 'answered', value, language: 'en', wording: '', at: 0 })
const speakers: Record<string, Answers> = {
  self: {},
  child: { 'role.who': given('child') },
  other: { 'role.who': given('referrer') },
}

/** Every question that can be texted, in every wording it has, as it goes out. */
function* asked(language: string): Generator<readonly [key: string, texts: string[]]> {
  const t = words(language)
  const keys = [
    ...[...questions.keys()].filter((key) => questions.get(key)?.sms === 'yes'),
    ...Object.keys(read(language)).flatMap((key) => /^sms\.(control\.\w+)\.ask$/.exec(key)?.[1] ?? []),
  ].filter((key) => t.has(`sms.${key}.ask`))
  for (const key of keys)
    for (const [who, answers] of Object.entries(speakers)) {
      if (who !== 'self' && !t.has(`${key}.ask_${who}`)) continue
      const line = { seq: 1, at: 0, from: 'bot', say: `${key}.ask`, question: key } as const
      const state: State = { ...emptyState('sms'), language, answers, log: [line], open: { key, seq: 1 } }
      yield [who === 'self' ? key : `${key} (${who})`, textsOf({ state, lines: [line] }, speech, WEB)]
    }
}

/** Every notice that can be texted, with the longest of what it may hold. */
const notices = (language: string): (readonly [string, string[]])[] =>
  Object.keys(read(language))
    .filter((key) => !/^sms\.[\w.]+\.(ask(_\w+)?|option\.\w+)$/.test(key))
    .map((key) => {
      const say = key === 'sms.knock' ? key : key.replace(/^sms\.(?=say\.|talk\.)/, '')
      const params = {
        until: Date.UTC(2026, 10, 23, 9, 59),
        today: Date.UTC(2026, 10, 23, 9, 59),
        clock: Date.UTC(2026, 10, 23, 9, 59),
        length: 12345,
        code: '\u206612345\u00a067890\u00a012345\u2069',
        max: 1000,
        opens: `${Date.UTC(2026, 10, 23, 6)}/${Date.UTC(2026, 10, 23, 14, 15)}`,
      }
      const line = { seq: 1, at: 0, from: 'bot', say, with: params } as const
      return [
        key,
        textsOf({ state: { ...emptyState('sms'), language, log: [line] }, lines: [line] }, speech, WEB),
      ] as const
    })

describe('What is texted', () => {
  for (const language of languages) {
    it(`${language}: how many parts each question takes`, () => {
      let essential = 0
      for (const [key, texts] of asked(language)) {
        assert.equal(texts.length, 1, key)
        const { parts, alphabet } = sizeOf(texts[0]!)
        process.stdout.write(`      ${language}  ${parts} ${alphabet}  ${[...texts[0]!].length}  ${key}\n`)
        assert.ok(parts <= (wide.has(language) ? 3 : 2), `${key} takes ${parts} parts`)
        if (!isControl(key) && !key.includes('(')) essential += parts
      }
      process.stdout.write(`      ${language}  ${essential} parts for the questions of an intake\n`)
      assert.ok(essential > 5)
    })

    it(`${language}: no question is in more parts than its letters need`, () => {
      for (const [key, [text]] of asked(language)) {
        const { alphabet } = sizeOf(text!)
        const room = alphabet === 'GSM-7' ? [160, 153] : [70, 67]
        const length = text!.length
        const least = length <= room[0]! ? 1 : Math.ceil(length / room[1]!)
        assert.ok(sizeOf(text!).parts <= least, key)
      }
    })

    it(`${language}: nothing leaves the GSM alphabet without need`, () => {
      for (const [key, texts] of [...asked(language), ...notices(language)])
        for (const text of texts) {
          if (key.startsWith('control.language')) continue
          if (!wide.has(language)) assert.equal(sizeOf(text).alphabet, 'GSM-7', `${key}: ${text}`)
          else assert.match(text, /\p{Script=Cyrillic}|\p{Script=Arabic}/u, key)
        }
    })

    it(`${language}: names neither trafficking, nor the agency, nor a case`, () => {
      const telling = [
        /ihmiskaup|auttamisjärjest|hyväksikäy|hakemu|uhri|poliisi|maahanmuutto|migri|rikos|tutkin/i,
        /människohandel|hjälpsystem|utnyttj|ansök|offer|polis|migration|brott|utredning/i,
        /traffick|assistance system|exploit|application|victim|police|immigration|crime|investigat|caseworker/i,
        /الاتجار|نظام المساعدة|ضحايا|ضحية|استغلال|الشرطة|الهجرة|جريمة|تحقيق/,
        /торговл|систем. помощи|жертв|эксплуат|заявлени|полици|миграц|преступлен|расследован/i,
      ]
      const all = [...asked(language), ...notices(language)]
      assert.ok(all.length > 60)
      for (const [key, texts] of all)
        for (const text of texts) for (const word of telling) assert.doesNotMatch(text, word, key)
    })

    it(`${language}: every notice goes out, in at most three parts`, () => {
      for (const [key, texts] of notices(language)) {
        assert.equal(texts.length, 1, `${key}: ${texts.join(' | ')}`)
        assert.doesNotMatch(texts[0]!, /\{\{|sms\./, key)
        if (!wide.has(language)) assert.equal(sizeOf(texts[0]!).alphabet, 'GSM-7', `${key}: ${texts[0]}`)
      }
    })

    it(`${language}: our words are not the carrier's, and those it names are heard`, () => {
      const { commands } = vocabulary(language)
      for (const command of COMMANDS) {
        const ours = commands[command].filter((word: string) => !carrierWords.includes(word.toLowerCase()))
        assert.ok(ours.length > 0, command)
      }
      const help = read(language)['sms.say.help']!
      const named = help.slice(help.indexOf(':') + 1, help.indexOf('.')).split(/[,،]/)
      const heard = named.map((word) => commandIn(word.trim(), language))
      assert.deepEqual(heard, ['human', 'danger', 'skip', 'back', 'stop', 'exit', 'language', 'delete'])
      for (const word of named) assert.ok(!carrierWords.includes(word.trim().toLowerCase()), word)
      for (const text of Object.values(read(language)))
        for (const [, quoted] of text.matchAll(/["«]([^"»]+)["»]/g))
          assert.ok(!carrierWords.includes(quoted!.toLowerCase()), quoted)
    })
  }

  it('is only what has words for a locked phone: what else is said is on this list, on purpose', () => {
    const never = [
      'say.exit',
      // Of Teams.
      'say.teams',
      'say.teamsSelf',
      'say.stays',
      'say.notInGroups',
      'say.police',
      'say.anonymous',
      'say.codeOnly',
      'say.codeOnlyShut',
      'say.finnish',
      'say.notSure',
      'note.noNames',
      'say.know',
      'say.know.sent',
      'say.know.notSent',
      'say.know.noApplication',
      'say.know.waits',
      'say.know.written',
      'say.know.notes',
      'say.know.shared',
      'say.know.code',
      'say.know.codeShown',
      // Of a test computer.
      'say.notApproved',
      'say.kept',
      'say.removed',
      'say.sent',
      'say.sentAgain',
      'say.sent.contactRequest',
      'say.sent.anonymousConsultation',
      'say.sent.referral',
      'say.sent.number',
      'say.nextCode',
      'say.nextCodeShut',
      'say.know.sentReferral',
      'say.mayIdentify',
      'note.pause',
      'say.next',
      'say.nextReferrer',
      'say.nextRequest',
      'say.nextRequestOther',
      'say.sent.contactRequestOther',
      'say.nextConsultation',
      'say.nextConsultationUnreached',
      'say.nextMore',
      'say.nextUrgent',
      'say.exitKept',
      'say.whatNext.long',
      // Whose program it is, and what the police are told, stand on no locked phone.
      'say.welcome',
      'say.welcomeQuiet',
      'say.welcomeNamed',
      'say.reflection',
      'say.reflectionOther',
      // The question itself follows, or why it is not texted.
      'talk.asked',
      'talk.askedNoMore',
      'talk.askedReferrer',
      'talk.askedAuthority',
      'talk.notHandedIn',
      'say.know.asked',
      'say.know.askedReferrer',
      'say.know.askedAuthority',
      // What she agreed to is read on the web, as all that is kept of her.
      'say.agreed',
      'say.agreed.yes',
      'say.agreed.none',
      // Values that have a look of their own tell who she is: they are not asked there.
      'say.isThisIt',
      'say.isThisAll',
      'say.didYouMean',
      // What is asked next says enough of it.
      'say.together',
      'say.seenAgain',
      // On a locked phone it would tell that she wrote of danger.
      'say.dangerDiffers',
      // A call-back is not offered where it rings: whether she may be written to was asked instead.
      'say.know.reachable',
      // Who helps another is not asked there who that is.
      'say.dangerOther',
      'say.dangerTalkOther',
      'say.notInFinlandOther',
      'talk.callMe',
      'talk.callWaits',
      'talk.callOpens',
      'talk.callBack',
      'talk.callBackKept',
      // Here a word was chosen before anything was told, and the code itself says so.
      'say.codeWord',
      'say.codeNoWord',
    ]
    const t = words('en')
    const code = ['dialogs', 'bot'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(root, folder, name), 'utf8')),
    )
    const said = new Set(
      code.flatMap((text) => [...text.matchAll(/'((?:say|talk|note)\.[\w.]+)'/g)].map(([, key]) => key!)),
    )
    const silent = [...said].filter((key) => !t.has(`sms.${key}`) && t.has(key))
    assert.deepEqual(silent.filter((key) => !never.includes(key)).sort(), [])
    for (const key of [...never, 'copy.rows']) {
      const line = { seq: 1, at: 0, from: 'bot', say: key } as const
      const state = { ...emptyState('sms'), language: 'en', log: [line] }
      assert.deepEqual(textsOf({ state, lines: [line] }, speech, WEB), [], key)
    }
  })

  it('never asks what is marked as never, whatever words there are', () => {
    for (const language of languages)
      for (const [key, { sms }] of questions)
        if (sms === 'never') assert.ok(!words(language).has(`sms.${key}.ask`), key)
    for (const key of ['control.review', 'control.change', 'control.remove', 'control.copy', 'control.sent'])
      assert.ok(!words('en').has(`sms.${key}.ask`), key)
  })
})

describe('Parts of a text message', () => {
  it('are counted as carriers count them', () => {
    assert.deepEqual(sizeOf('ä'.repeat(160)), { parts: 1, alphabet: 'GSM-7' })
    assert.deepEqual(sizeOf('ä'.repeat(161)), { parts: 2, alphabet: 'GSM-7' })
    assert.deepEqual(sizeOf('я'.repeat(71)), { parts: 2, alphabet: 'UCS-2' })
  })

  it('do without typography that would cost the alphabet, and only then', () => {
    assert.equal(plain('“I don’t” – so…\u00a0\u2066112\u2069'), '"I don\'t" - so... 112')
    assert.equal(plain('«Я»…'), '«Я»…')
  })

  it('are split between sentences, numbered only when there are several, nothing lost', () => {
    const sentence = 'This is one of many sentences that stand beside each other. '
    assert.deepEqual(split(sentence.trim(), 'en'), [sentence.trim()])
    const texts = split(sentence.repeat(20).trim(), 'en')
    assert.ok(texts.length > 2)
    texts.forEach((text, i) => {
      assert.ok(text.startsWith(`(${i + 1}/${texts.length}) This`), text)
      assert.ok(text.endsWith('.') && sizeOf(text).parts <= 3)
    })
    const whole = texts.map((text) => text.replace(/^\(\d+\/\d+\) /, '')).join(' ')
    assert.equal(whole, sentence.repeat(20).trim())
    const wordless = split('я'.repeat(1000), 'ru')
    assert.equal(wordless.map((text) => text.replace(/^\(\d+\/\d+\) /, '')).join(''), 'я'.repeat(1000))
  })
})
