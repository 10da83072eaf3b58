import { fingerprint } from '../store/secrets.ts'
import { type Answers, aboutChild, has, isAnonymous, isAssisting, isReferrer, isUnder18 } from './answers.ts'
import { about, choice, date, type Field, identifying, inSets, leftToWorker, many, rarely, required, text, unwritten, when } from './kinds.ts'

/**
 * Everything that is asked, in the order it is asked: one line a question, no words.
 * The essential sections are the short path to "sent"; the others are offered one by one before sending and
 * again after it. Eligibility is the assistance system's own three classes (Act 746/2011 s. 35), with "not
 * sure" always valid, and left to the worker where the role says it; needs follow the assessment it makes
 * together with reception centres.
 */
export interface Section {
  id: string
  essential: boolean
  /** Offered at all? Essential sections always are. */
  when: (answers: Answers) => boolean
  questions: Record<string, Field>
}

const own = (a: Answers) => !isReferrer(a)
const named = (a: Answers) => !isAnonymous(a)
const consented = (a: Answers) => isReferrer(a) && !isAnonymous(a)
/** A friend, a relative or a neighbour belongs to no organisation. */
const isPrivate = (a: Answers) => has(a, 'role.referrer', 'privatePerson')
const reachable = (a: Answers) => has(a, 'contact.way', 'phone', 'sms', 'email', 'app')
/** Whoever writes for the person has said how to reach them. */
const answering = (a: Answers) => a['referrer.contact']?.status === 'answered'
/** Through somebody whom nobody could reach before they are named: who writes from a centre is of that centre. */
const through = (a: Answers) => has(a, 'contact.way', 'viaLawyer') || (has(a, 'contact.way', 'viaReferrer') && !answering(a)) || (has(a, 'contact.way', 'viaCentre') && !(has(a, 'role.referrer', 'receptionCentre') && answering(a)))
/** Who asks for herself is not read the statute as well; which class it is, a worker says. */
const saidByRole = (a: Answers) => has(a, 'role.who', 'self', 'assisting')
/** Nobody was named who helps: a worker who knows of somebody may ask her about it. */
const unaided = (a: Answers) => own(a) && !has(a, 'contact.way', 'viaReferrer')
const foreign = (a: Answers) => !has(a, 'identity.status', 'finnishCitizen')
/** A reception centre is part of it. */
export const atCentre = (a: Answers) => has(a, 'role.referrer', 'receptionCentre') || has(a, 'identity.status', 'asylumApplicant', 'temporaryProtection') || has(a, 'contact.way', 'viaCentre')

const short = (id: string, questions: Record<string, Field>): Section => ({
  id,
  essential: true,
  when: () => true,
  questions,
})
const later = (id: string, questions: Record<string, Field>, asked: Section['when'] = () => true): Section => ({
  id,
  essential: false,
  when: asked,
  questions,
})

export const form: readonly Section[] = [
  short('opening', {
    // Whoever is trusted may be who does the harm, so it counts as being seen; only the pause is spared.
    'safety.seen': choice('no', 'together', 'maybe', 'yes'),
    // Asked before it is known who writes, so it names everybody whom it may be about.
    'safety.danger': choice('no', 'yes', 'unsure'),
    'consent.start': required(choice('yes', 'human', 'no')),
    'role.who': required(choice('self', 'child', 'referrer', 'assisting', 'info')),
  }),
  short('referrer', {
    'role.referrer': when(isReferrer, required(unwritten(choice('privatePerson', 'ngo', 'parish', 'social', 'health', 'receptionCentre', 'lawyer', 'company', 'labourProtection', 'migration', 'police', 'border', 'otherAuthority', 'other')))),
    'referrer.consent': when(isReferrer, required(choice('yes', 'no', 'askWorker'))),
    'referrer.basis': when(consented, required(choice('inPerson', 'phone', 'interpreter', 'written'))),
    'referrer.name': when(consented, required(unwritten(text(120)))),
    'referrer.organisation': when((a) => consented(a) && !isPrivate(a), text(160)),
    'referrer.contact': when(isReferrer, unwritten(text(200))),
  }),
  short('eligibility', {
    'where.inFinland': about(choice('yes', 'no')),
    'identity.age': about(choice('adult', '15to17', 'under15', 'unknown')),
    'eligibility.class': leftToWorker(saidByRole, about(required(unwritten(many(['needsHelp', 'childOfVictim', 'assisting', 'childOfAssisting'], ['notSure']))))),
  }),
  short('situation', {
    'what.forms': when(
      (a) => !isAssisting(a),
      about(
        rarely(
          ['otherSexual', 'domestic', 'begging', 'identityMisuse', 'organs', 'childSoldier', 'illegalAdoption', 'other'],
          unwritten(many(['labour', 'sellingSex', 'forcedMarriage', 'forcedCrime', 'debt', 'otherSexual', 'domestic', 'begging', 'identityMisuse', 'organs', 'childSoldier', 'illegalAdoption', 'other'], ['notSure'])),
        ),
      ),
    ),
    'witness.help': when(isAssisting, unwritten(text(1000))),
    'where.places': about(unwritten(many(['finland', 'abroad', 'onTheWay'], ['unknown']))),
    'referral.observations': when(isReferrer, unwritten(text(4000))),
  }),
  short('help', {
    'needs.help': about(unwritten(many(['safety', 'housing', 'health', 'talking', 'legal', 'crime', 'supportPerson', 'money', 'work', 'interpreter', 'children', 'residence', 'return', 'traceParent', 'advice'], ['notSure']))),
  }),
  short('reach', {
    'contact.way': about(identifying(required(choice('phone', 'sms', 'email', 'app', 'viaReferrer', 'viaCentre', 'viaLawyer', 'codeOnly')))),
    'contact.value': when((a) => reachable(a) || through(a), about(identifying(required(text(200))))),
    'contact.rules': when(reachable, about(identifying(inSets({ hours: ['morning', 'afternoon', 'evening', 'late', 'weekend'], manner: ['neutralWords', 'noMessages', 'onlyToMe'] }, ['anytime'])))),
    'identity.name': about(identifying(text(120))),
  }),

  later('more.where', {
    'where.countries': about(unwritten(text(300))),
    'where.municipality': when((a) => has(a, 'where.places', 'finland'), about(identifying(text(160)))),
    'where.when': about(unwritten(choice('ongoing', 'lessThanMonth', 'lessThanYear', '1to5years', 'over5years', 'unknown'))),
    'where.underage': when((a) => !isUnder18(a), about(unwritten(choice('yes', 'no', 'unknown')))),
    'where.still': about(unwritten(choice('yes', 'partly', 'no', 'unknown'))),
    'where.lastContact': about(unwritten(choice('week', 'month', '3months', '6months', '12months', 'longer', 'unknown'))),
    'where.reception': when(atCentre, about(unwritten(choice('before', 'during', 'both', 'unknown')))),
  }),
  later('more.what', {
    'what.sector': when((a) => has(a, 'what.forms', 'labour', 'domestic'), about(unwritten(many(['restaurant', 'cleaning', 'construction', 'forestry', 'berries', 'greenhouse', 'carWash', 'beauty', 'homeWork', 'other'])))),
    'control.means': about(unwritten(many(['threatMe', 'threatFamily', 'violence', 'documents', 'debt', 'pay', 'movement', 'isolation', 'lies', 'deportation', 'shame', 'addiction', 'homelessness', 'dependence', 'spiritual', 'other'], ['notSure']))),
    'control.refusal': about(unwritten(choice('yes', 'no', 'unsure'))),
    'people.relations': about(unwritten(many(['employer', 'partner', 'family', 'recruiter', 'stranger', 'group'], ['ratherNot']))),
    'what.ownWords': about(unwritten(text(4000))),
  }),
  later('more.help', {
    'needs.overall': about(unwritten(text(1000))),
    'needs.urgent': about(unwritten(text(500))),
    'needs.threatTo': about(unwritten(many(['me', 'familyHere', 'familyAbroad', 'child'], ['nobody', 'unsure']))),
    'needs.addressKnown': about(unwritten(choice('yes', 'no', 'unsure'))),
    'needs.crime': about(unwritten(choice('reported', 'wantToReport', 'talkFirst', 'doNotWant', 'unsure'))),
    'needs.crimeReference': when((a) => has(a, 'needs.crime', 'reported'), identifying(text(80))),
    'needs.supportPerson': about(unwritten(choice('yes', 'no', 'unsure'))),
    'needs.tonight': about(unwritten(choice('yes', 'no', 'unsure'))),
    'needs.health': about(unwritten(many(['urgent', 'medicine', 'pregnancy', 'injury', 'mind'], ['none']))),
    'needs.lawyer': about(unwritten(choice('yes', 'no', 'unsure'))),
    'needs.interpreterLanguage': about(text(120)),
    'needs.interpreterWish': about(many(['woman', 'man', 'notMyCommunity', 'byPhone'], ['noMatter'])),
    'needs.childrenWhere': about(unwritten(many(['withMe', 'inFinland', 'abroad', 'inDanger'], ['noChildren']))),
    'needs.children': when((a) => has(a, 'needs.childrenWhere', 'withMe', 'inFinland', 'abroad', 'inDanger'), about(unwritten(text(300)))),
    'needs.ownView': about(unwritten(text(1000))),
  }),
  later(
    'more.person',
    {
      'identity.nameIs': when((a) => a['identity.name']?.status === 'answered', about(identifying(choice('real', 'other')))),
      'identity.birth': about(identifying(date())),
      'identity.gender': about(unwritten(text(60))),
      'identity.nationality': about(unwritten(text(120))),
      'identity.motherTongue': about(text(120)),
      'identity.otherLanguages': about(text(200)),
      'identity.status': about(unwritten(choice('finnishCitizen', 'euCitizen', 'permit', 'asylumApplicant', 'temporaryProtection', 'visa', 'noPermit', 'unknown'))),
      'identity.municipality': about(choice('yes', 'no', 'unknown')),
      'identity.customerNumber': when(foreign, about(identifying(text(40)))),
      'identity.counsel': about(identifying(text(200))),
      'identity.accessibility': about(text(300)),
      'identity.literacy': about(choice('text', 'audio', 'person')),
    },
    named,
  ),
  later(
    'more.contact',
    {
      'contact.whoMayAnswer': when(reachable, about(identifying(text(200)))),
      'contact.sayWeAre': when(reachable, about(identifying(text(120)))),
      'contact.codeWord': when(reachable, about(identifying(text(60)))),
      'contact.callLanguage': when(reachable, about(identifying(text(120)))),
      'contact.doNotIf': about(identifying(text(300))),
      'contact.decisionTo': about(identifying(choice('me', 'counsel', 'referrer', 'centre'))),
      'contact.decisionAddress': when((a) => has(a, 'contact.decisionTo', 'me'), about(identifying(text(300)))),
    },
    named,
  ),
  later(
    'more.consent',
    {
      'consent.askReferrer': leftToWorker(unaided, about(choice('yes', 'no', 'askWorker'))),
      'consent.centre': when(atCentre, about(choice('yes', 'no', 'askWorker'))),
      'consent.authorities': about(choice('yes', 'no', 'askWorker')),
      'consent.interpreter': about(choice('yes', 'no', 'askWorker')),
      'consent.machine': about(choice('yes', 'no', 'askWorker')),
    },
    named,
  ),
  later(
    'more.child',
    {
      'child.whose': when((a) => has(a, 'role.who', 'child'), choice('mine', 'other')),
      'child.guardianAgrees': choice('yes', 'no', 'noGuardian', 'notSafeToAsk'),
      'child.heard': when((a) => has(a, 'role.who', 'child', 'referrer'), choice('yes', 'no', 'tooYoung')),
    },
    aboutChild,
  ),
  later(
    'more.assisting',
    {
      'witness.known': choice('yes', 'no', 'unsure'),
      'witness.role': unwritten(choice('witness', 'injuredParty', 'helper', 'unsure')),
      'witness.authority': unwritten(text(200)),
      'witness.children': choice('yes', 'no'),
    },
    isAssisting,
  ),
  later(
    'more.centre',
    {
      'centre.place': when(
        own,
        leftToWorker((a) => has(a, 'contact.way', 'viaCentre'), unwritten(text(160))),
      ),
      'centre.worker': when(isReferrer, unwritten(text(200))),
      'centre.personKnows': when(isReferrer, choice('yes', 'no')),
      'centre.livesWith': about(unwritten(choice('yes', 'no', 'unknown'))),
      'centre.move': about(unwritten(choice('yes', 'no', 'unknown'))),
      'centre.actions': when(isReferrer, unwritten(many(['childWelfare', 'police', 'health', 'move'], ['none']))),
      'centre.services': when(isReferrer, unwritten(text(500))),
      'centre.vulnerability': when(isReferrer, unwritten(text(500))),
      'centre.meetingWish': about(unwritten(text(500))),
      'centre.meetingDates': about(unwritten(text(200))),
      'centre.meetingWithout': about(identifying(text(200))),
    },
    atCentre,
  ),
  later(
    'more.referrer',
    {
      'referral.known': unwritten(text(300)),
      'referral.lastMet': date(),
      'referral.interpreter': choice('yes', 'no'),
      'referral.urgent': choice('yes', 'no'),
      'referral.toldDecision': when(consented, choice('yes', 'no')),
    },
    isReferrer,
  ),
]

/** Every question by its key. */
export const questions: ReadonlyMap<string, Field> = new Map(form.flatMap((section) => Object.entries(section.questions)))

/** Where what she wrote unasked is kept. */
export const OWN_WORDS = 'what.ownWords'

/**
 * Where she tells how it is with her, at length, a word or two answer little and may be something else. Not where a few
 * words are what is asked for, nor where what happened is told, which is hers whatever it is.
 */
export const TELLING: ReadonlySet<string> = new Set(['needs.overall', 'needs.urgent', 'needs.ownView'])

export const sectionOf = (key: string): Section | undefined => form.find((section) => key in section.questions)

/** Of the short path. */
export const isEssential = (key: string): boolean => sectionOf(key)?.essential === true

/** Which questions there are, kept with what is sent and with a position among them. */
export const formVersion = fingerprint([...questions.keys()].join())
