import { html } from '../html.ts'

/**
 * A picture beside an option, for whoever reads little: on the first questions, on what help is needed, on how and
 * when to be reached, and where she stands after sending or in a pause. What happened has none: a bed or a hammer is
 * taken for what somebody needs or has, and says of her what she did not say. Each is a symbol of `pictograms.svg`;
 * the words stand beside it, so it says nothing aloud.
 */
export const pictograms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // She with her phone: by herself, with one at her side, perhaps with somebody, with others who look on.
  'safety.seen': { no: 'alone', together: 'two', maybe: 'maybe-seen', yes: 'seen' },
  'safety.danger': { no: 'no-danger', yes: 'danger', unsure: 'unsure' },
  'consent.start': { yes: 'yes', human: 'human', no: 'no' },
  'role.who': { self: 'me', child: 'child', assisting: 'witness', referrer: 'together', info: 'about' },
  'where.inFinland': { yes: 'here', no: 'elsewhere' },
  'where.places': { finland: 'here', abroad: 'elsewhere', onTheWay: 'on-the-way', unknown: 'unsure' },
  'identity.age': { adult: 'adult', '15to17': 'teen', under15: 'small', unknown: 'unsure' },
  'needs.help': {
    safety: 'safe',
    housing: 'home',
    health: 'health',
    talking: 'talking',
    legal: 'law',
    crime: 'police',
    supportPerson: 'together',
    money: 'money',
    work: 'work',
    interpreter: 'interpreter',
    children: 'children',
    residence: 'permit',
    return: 'plane',
    traceParent: 'trace',
    advice: 'about',
    notSure: 'unsure',
  },
  'contact.way': {
    phone: 'called',
    sms: 'message',
    email: 'letter',
    app: 'mobile',
    viaReferrer: 'together',
    viaCentre: 'building',
    viaLawyer: 'law',
    codeOnly: 'key',
  },
  'contact.rules': {
    morning: 'morning',
    afternoon: 'noon',
    evening: 'evening',
    late: 'night',
    weekend: 'weekend',
    neutralWords: 'neutral',
    noMessages: 'no-message',
    onlyToMe: 'only-me',
    anytime: 'anytime',
  },
  'control.review': { send: 'send', more: 'add', keep: 'door', deleteAll: 'delete' },
  'control.sent': {
    status: 'where',
    messages: 'speech',
    next: 'steps',
    more: 'add',
    review: 'list',
    code: 'key',
    alone: 'alone',
    human: 'human',
    withdraw: 'delete',
    deleteAll: 'delete',
  },
  'control.callBack': { yes: 'yes', change: 'write', no: 'no' },
  'control.deleteAll': { no: 'no', yes: 'delete' },
  'control.notNow': { begin: 'next', human: 'human', leave: 'delete' },
  'control.share': { no: 'no', yes: 'yes', goOn: 'next' },
  'control.waiting': { goOn: 'next', share: 'list', callBack: 'number', stop: 'door' },
  'control.paused': { goOn: 'next', alone: 'alone', code: 'key', human: 'human', deleteAll: 'delete' },
}

/** Words stand beside it, so it says nothing aloud. */
export const Picture = ({ name }: { name: string }) =>
  html`<svg class="pictogram" aria-hidden="true"><use href=${`/pictograms.svg#${name}`} /></svg>`

/** The picture of an option, or nothing where it has none. */
export function Pictogram({ question, option }: { question: string; option: string }) {
  const name = pictograms[question]?.[option]
  return name && html`<${Picture} name=${name} />`
}
