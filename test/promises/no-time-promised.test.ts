import assert from 'node:assert/strict'
import { phrases } from '../../intake/form/phrases.ts'
import { languages, words } from '../../locales/index.ts'

/** Units of time and words for soon, whatever number stands beside them. */
const times: Record<string, RegExp> = {
  fi: /\b(minuut|tunni|tunti|viiko|viikko|kuukau|vuode|pian\b|heti\b|välittömästi|nopeasti|päivässä|päivän sisällä)/iu,
  sv: /\b(minut|timm|timme|veck|månad|snart\b|genast|omedelbart|strax|inom)/iu,
  en: /\b(minute|hour|week|month|soon\b|shortly|immediately|right away|at once|quickly|within)/iu,
  ar: /دقيق|ساعة|ساعات|أسبوع|أسابيع|شهر|قريبًا|فورًا|بسرعة|خلال/u,
  ru: /минут|часа|часов|недел|месяц|скоро|немедленно|сразу|быстро|в течение/iu,
}
/** What promises more secrecy than the law lets anybody keep. */
const secrecy: Record<string, RegExp> = {
  fi: /täysin luottamuksell|ehdottoman|ei koskaan kerro/iu,
  sv: /helt konfidentiell|absolut|aldrig berättar/iu,
  en: /completely (confidential|secret|anonymous)|100 ?%|guarantee|never tell/iu,
  ar: /سرية تامة|مضمون|أبدًا/u,
  ru: /полностью (конфиденциально|анонимно)|гаранти|никогда не/iu,
}

/** `talk.nobody` is left out: its "now" is the person's need, not our answer. */
const after = [
  'say.next',
  'say.nextReferrer',
  'say.nextConsultation',
  'say.nextConsultationUnreached',
  'say.sent',
  'say.sent.referral',
  'say.sent.number',
  'say.nextCode',
  'say.nextCodeShut',
  'say.nextRequest',
  'say.nextRequestOther',
  'say.sent.contactRequestOther',
  'say.sent.contactRequest',
  'say.sent.anonymousConsultation',
  'say.sentAgain',
  'say.codeOnly',
  'say.codeOnlyShut',
  'talk.waiting',
  'talk.failure',
  'talk.meanwhile',
  'talk.changed',
  'talk.requeued',
  'talk.outOfHours',
  'talk.opens',
  'talk.keptUntil',
  'talk.unanswered',
  'talk.callBack',
  'talk.callBackKept',
  'control.waiting.askAlone',
  'control.callBack.ask',
  ...['start', 'worker', 'decision', 'free', 'long'].map((about) => `say.whatNext.${about}`),
  ...['ask', 'waiting', 'taken', 'ended', 'quiet'].map((stage) => `control.sent.${stage}`),
  'say.notSure',
  'say.info',
  'say.assisting',
]

describe('No time is promised, and no secrecy that cannot be kept', () => {
  for (const language of languages) {
    const t = words(language)

    it(`after sending and while waiting, in ${language}`, () => {
      const promised = after.filter((key) => times[language]!.test(t(key, { number: '', helpline: '' })))
      assert.deepEqual(
        promised.map((key) => [key, t(key)]),
        [],
      )
    })

    it(`in no sentence a worker may send by one choice, in ${language}`, () => {
      for (const { id, places } of phrases.values()) {
        const said = t(`phrase.${id}`)
        assert.doesNotMatch(said, secrecy[language]!, id)
        // What to do in danger, and an hour that both agree on, are no promises.
        if (id.endsWith('.danger') || id === 'closing.hide' || places.includes('time')) continue
        assert.doesNotMatch(said, times[language]!, id)
      }
    })

    it(`the police note has its exceptions, and nothing is absolute, in ${language}`, () => {
      const sentences = [
        ...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(t('say.police')),
      ]
      assert.ok(sentences.length >= 2)
      for (const key of [
        'say.police',
        'say.keep',
        'say.welcome',
        'say.kept',
        'say.know',
        'say.anonymous',
        'talk.shared',
      ])
        assert.doesNotMatch(t(key, { until: '' }), secrecy[language]!, key)
    })
  }
})
