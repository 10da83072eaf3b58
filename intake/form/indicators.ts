import { type Answers, has } from './answers.ts'
import { questions } from './form.ts'
import { onRoute } from './route.ts'
import { showValue } from './rows.ts'
import type { Translate } from './words.ts'

/**
 * What in the answers a caseworker may want to look at again, for that worker only. The dimensions follow the
 * operational indicators of trafficking of the ILO and the European Commission (2009); recruitment and
 * destination are put together, because no question asks at which stage a pressure was used. Each stands
 * beside the question and answer it comes from. Nothing is counted, weighed or concluded.
 */
const table: Record<string, Record<string, readonly string[]>> = {
  deception: { 'control.means': ['lies'] },
  coercion: {
    'control.means': [
      ...['threatMe', 'threatFamily', 'violence', 'documents', 'debt', 'movement', 'isolation'],
      ...['deportation', 'shame', 'spiritual'],
    ],
    'control.refusal': ['yes'],
  },
  vulnerability: {
    'control.means': ['addiction', 'homelessness', 'dependence'],
    'identity.status': ['noPermit'],
  },
  exploitation: {
    'what.forms': [
      ...['labour', 'domestic', 'sellingSex', 'otherSexual', 'forcedMarriage', 'forcedCrime', 'begging'],
      ...['identityMisuse', 'organs', 'childSoldier', 'illegalAdoption', 'debt'],
    ],
    'control.means': ['pay'],
  },
  /** A child need not have been forced or deceived (Criminal Code 25:3(2)). */
  child: {
    'identity.age': ['under15', '15to17'],
    'where.underage': ['yes'],
    'needs.childrenWhere': ['inDanger'],
  },
  ongoing: {
    'safety.danger': ['yes'],
    'where.when': ['ongoing'],
    'where.still': ['yes', 'partly'],
    'needs.threatTo': ['me', 'familyHere', 'familyAbroad', 'child'],
    'needs.addressKnown': ['yes'],
    'needs.tonight': ['no'],
    'centre.livesWith': ['yes'],
  },
}

export const dimensions = Object.keys(table)
export const indicatorAnswers = Object.values(table).flatMap((one) => Object.entries(one))

export interface Indicator {
  dimension: string
  /** In the reader's language: the question's name, and the options of it that were chosen. */
  because: { key: string; question: string; answer: string }[]
}

/** Only from choices: what somebody wrote freely is read by a person and by nobody else. */
export function indicators(answers: Answers, t: Translate): Indicator[] {
  return Object.entries(table).flatMap(([dimension, asked]) => {
    const because = Object.entries(asked).flatMap(([key, options]) => {
      const chosen = options.filter((id) => has(answers, key, id))
      if (chosen.length === 0 || !questions.has(key) || !onRoute(key, answers)) return []
      return [{ key, question: t(`${key}.label`), answer: showValue(key, chosen, answers, t) }]
    })
    return because.length > 0 ? [{ dimension, because }] : []
  })
}
