import { html } from '../html.ts'

/**
 * A picture beside an option, for whoever reads little: on the first questions, on what help is needed and on how to
 * be reached. Each is a symbol of `pictograms.svg`; the words stand beside it, so it says nothing aloud.
 */
export const pictograms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'safety.seen': { no: 'eye-off', maybe: 'eye-maybe', yes: 'eye' },
  'safety.danger': { no: 'safe', yes: 'danger', unsure: 'unsure' },
  'consent.start': { yes: 'yes', human: 'human', no: 'no' },
  'role.who': { self: 'me', child: 'child', assisting: 'witness', referrer: 'together', info: 'about' },
  'where.inFinland': { yes: 'here', no: 'world' },
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
    phone: 'phone',
    sms: 'message',
    email: 'letter',
    app: 'mobile',
    viaReferrer: 'together',
    viaCentre: 'building',
    viaLawyer: 'law',
    codeOnly: 'key',
  },
}

/** The picture of an option, or nothing where it has none. */
export function Pictogram({ question, option }: { question: string; option: string }) {
  const name = pictograms[question]?.[option]
  return (
    name && html`<svg class="pictogram" aria-hidden="true"><use href=${`/pictograms.svg#${name}`} /></svg>`
  )
}
