import type { Somebody } from './somebody.ts'

/**
 * Who comes to the demo. Nobody of them is real, and their names say so: "Mithal", "Primerova", "Esimerkki", "Exempel",
 * "Sample" all say "example". Addresses are of example.org, which belongs to nobody (RFC 2606).
 */
const opening = { 'safety.seen': 'no', 'safety.danger': 'no', 'consent.start': 'yes', 'role.who': 'self' }
const adult = { ...opening, 'where.inFinland': 'yes', 'identity.age': 'adult' }
const byMail = (address: string) => ({
  'contact.way': 'email',
  'contact.value': `${address}@example.org`,
  'contact.rules': ['evening', 'neutralWords'],
})

/** Wait for somebody to talk with, and write on while they are talked with. */
const noor: Somebody = {
  id: 'noor',
  language: 'ar',
  answers: { ...opening, 'safety.danger': 'yes' },
  until: 'control.paused',
  lines: [
    'شكراً لأنكم تجيبونني. أستطيع أن أكتب الآن.',
    'أنا في مكان فيه ناس. الوضع هادئ هنا.',
    'لا أعرف أين سأنام الليلة.',
    'نعم، هذا جيد. هل أنتظر رسالتكم هنا؟',
    'شكراً. سأنتظر.',
  ],
  alone: ['هل يوجد أحد هنا؟', 'ما زلت هنا.'],
}
const vera: Somebody = {
  id: 'vera',
  language: 'ru',
  answers: { ...adult, 'what.forms': ['labour'], 'where.places': ['finland'] },
  until: 'needs.help',
  lines: [
    'Здравствуйте. Спасибо, что ответили.',
    'Мне не заплатили за последний месяц. Я хочу понять, что мне делать.',
    'Я понимаю. А это кому-нибудь станет известно?',
    'Хорошо. Мне нужно немного подумать.',
    'Спасибо. Сейчас мне надо идти, я напишу позже.',
  ],
  alone: ['Я могу подождать.', 'Вы ещё здесь?'],
  leaves: true,
}

/** Have sent what they had to say. */
const testi: Somebody = {
  id: 'testi',
  language: 'fi',
  answers: {
    ...adult,
    ...byMail('testi'),
    'what.forms': ['labour'],
    'where.places': ['finland'],
    'needs.help': ['legal', 'money', 'advice'],
    'identity.name': 'Testi Esimerkki',
    'what.sector': ['restaurant'],
    'control.means': ['pay', 'documents'],
    'what.ownWords': 'Palkka ei ole se, mitä sovittiin. Passini on työnantajalla.',
    'needs.tonight': 'yes',
  },
  more: ['more.what', 'more.help'],
}
const maja: Somebody = {
  id: 'maja',
  language: 'sv',
  answers: {
    ...adult,
    ...byMail('maja'),
    'what.forms': ['debt'],
    'where.places': ['finland', 'abroad'],
    'needs.help': ['legal', 'talking'],
    'identity.name': 'Maja Exempel',
    // Asked for later.
    'where.countries': 'Först utomlands, sedan i Finland',
    'needs.tonight': 'yes',
  },
  lines: ['Tack för att ni skrev.', 'Ja, det går bra. Helst på kvällen.', 'Tack, då vet jag.'],
}
const sam: Somebody = {
  id: 'sam',
  language: 'en',
  answers: {
    ...adult,
    ...byMail('sam'),
    'what.forms': ['labour', 'debt'],
    'where.places': ['finland'],
    'needs.help': ['housing', 'legal'],
    'identity.name': 'Sam Sample',
    'where.still': 'partly',
  },
  more: ['more.where'],
  lines: ['Thank you for writing.', 'Tomorrow evening is fine.', 'I will be here then.'],
}
const rana: Somebody = {
  id: 'rana',
  language: 'ar',
  answers: {
    ...adult,
    ...byMail('rana'),
    'what.forms': ['domestic', 'labour'],
    'where.places': ['finland'],
    'needs.help': ['housing', 'talking', 'interpreter'],
    'identity.name': 'رنا مثال',
    'what.sector': ['homeWork'],
    'control.means': ['movement', 'documents'],
    'what.ownWords': 'كنت أعمل في بيت. لم يكن لدي يوم راحة، ولم يكن معي مفتاح.',
    'needs.tonight': 'unsure',
    'needs.interpreterLanguage': 'العربية',
    'needs.interpreterWish': ['woman', 'notMyCommunity'],
    'needs.ownView': 'أريد مكاناً هادئاً أنام فيه، ووقتاً لأفكر.',
    'identity.motherTongue': 'العربية',
    'identity.nationality': 'بلد للمثال',
    'identity.literacy': 'text',
    'contact.callLanguage': 'العربية',
    'contact.sayWeAre': 'صديقة',
    'consent.interpreter': 'yes',
  },
  more: ['more.what', 'more.help', 'more.person', 'more.contact', 'more.consent'],
  lines: ['شكراً على رسالتكم.', 'نعم، أفهم.', 'المساء أفضل لي.'],
}
/** Writes for somebody else, who has agreed. */
const anni: Somebody = {
  id: 'anni',
  language: 'fi',
  answers: {
    ...adult,
    'role.who': 'referrer',
    'role.referrer': 'social',
    'referrer.consent': 'yes',
    'referrer.basis': 'interpreter',
    'referrer.name': 'Anni Malli',
    'referrer.organisation': 'Esimerkkilän sosiaalitoimisto',
    'referrer.contact': 'anni@example.org',
    'eligibility.class': ['needsHelp'],
    'what.forms': ['forcedMarriage'],
    'where.places': ['abroad'],
    'referral.observations': 'Asiakas kertoi asiasta tulkin kanssa ja haluaa tietää, mitä vaihtoehtoja on.',
    'needs.help': ['legal', 'talking', 'supportPerson'],
    'contact.way': 'viaReferrer',
    'identity.name': 'Asiakas Esimerkki',
  },
}
const kim: Somebody = {
  id: 'kim',
  language: 'en',
  answers: {
    ...adult,
    ...byMail('kim'),
    'what.forms': ['notSure'],
    'needs.help': ['advice'],
    'identity.name': 'Kim Sample',
  },
}

/** Come while somebody is at the desk. */
const lumi: Somebody = {
  id: 'lumi',
  language: 'fi',
  answers: { ...adult, 'what.forms': ['debt'] },
  until: 'where.places',
  lines: [
    'Hei, kiitos kun vastasit.',
    'Minulle sanotaan, että olen velkaa. En tiedä, pitääkö se paikkansa.',
    'Ymmärrän. Voinko kirjoittaa huomennakin?',
    'Kiitos. Tämä auttoi.',
  ],
  alone: ['Odotan vielä hetken.'],
  leaves: true,
}
const jo: Somebody = {
  ...kim,
  id: 'jo',
  answers: { ...kim.answers, ...byMail('jo'), 'identity.name': 'Jo Sample' },
}
const stina: Somebody = {
  id: 'stina',
  language: 'sv',
  answers: { ...adult, 'what.forms': ['labour'] },
  until: 'where.places',
  lines: [
    'Hej. Jag vet inte var jag ska börja.',
    'Jag arbetar varje dag, och jag får inte ha min telefon själv.',
    'Ja. Nu kan jag skriva en stund.',
    'Tack, det var skönt att få prata.',
  ],
  alone: ['Är det någon där?'],
}

export const people = { noor, vera, testi, maja, sam, rana, anni, kim }
/** After so many seconds. */
export const later: readonly (readonly [after: number, who: Somebody])[] = [
  [45, lumi],
  [240, jo],
  [480, stina],
]
export const everybody: readonly Somebody[] = [...Object.values(people), ...later.map(([, who]) => who)]
