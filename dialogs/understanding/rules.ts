import type { Command, Kind } from './kinds.ts'

/**
 * What must stand together to be heard in a longer message, the same in every language: the words for each
 * `{concept}` are a language's own (`concepts` in its `heard.json`). How a rule is read stands in `clauses.ts`.
 */

/** What goes on now, or is to come: the same words with a sign of the past are her story. */
const present = [
  '{killsMe}',
  '{kill} + {me}',
  '{kill} + {child}',
  '{someone} + {kill}',
  '{hurtsMe}',
  '{hurt} + {me}',
  '{hurt} + {child}',
  '{threat}',
  '{weapon} + {someone}',
  '{weapon} + {me}',
  '{foundMe}',
  '{trapped}',
  '{injured}',
  '{peril} + {me}',
  '{peril} + {child}',
  '{peril} + {someone}',
  '{takes} + {child}',
  '{takes} + {me}',
  '{hiding} + {someone}',
]

/** Danger to life, self-harm, somebody arriving, a child in danger. Errs towards offering. */
export const safety: readonly string[] = [
  '{alarm}',
  '{cry}',
  '{selfHarm} - {past}',
  '{help} + {urgent}',
  '{peril} + {urgent}',
  '{arrives} + {urgent}',
  '{someone} + {hurt} + {urgent}',
  '{cannot} + {writes} + {spies}',
  // Who always comes along, or comes next week, is not at the door.
  '{someone} + {arrives} - {past} - {another}',
  '{someone} + {arrives} + {urgent} - {jailed}',
  // "Now" that he sits in prison is no "now" of what he did.
  ...present.flatMap((rule) => [`${rule} - {past}`, `${rule} + {urgent} - {jailed}`]),
]

/** It is too much for her: a pause, no error. */
export const hard: readonly string[] = ['{tooHard}', '{cannot} + {tell} - {person}', '{crying}']

export const within: Partial<Record<Command, readonly string[]>> = {
  human: [
    '{callPerson}',
    '{wishes} + {talk} + {person}',
    '{asking} + {talk} + {person}',
    '{wishes} + {realPerson}',
    '{wishes} + {notMachine}',
  ],
  repeat: ['{notUnderstood}', '{asking} + {mean}'],
  language: ['{wishes} + {tongue}', '{asking} + {tongue}', '{speak} + {tongue}', '{notSpeak} + {tongue}'],
  delete: ['{wishes} + {delete}', '{delete} + {everything}', '{asking} + {delete}', '{delete} + {mine}'],
  stop: ['{wishes} + {stop}', '{noMore}'],
  exit: ['{close} + {page}', '{hide} + {page}'],
  back: ['{wrong} + {answered}', '{change} + {answered}'],
  skip: ['{notAnswer}', '{next} + {question}'],
  unknown: ['{notKnow}'],
  inPerson: ['{tell} + {person} - {asking}', '{tell} + {meeting}'],
  unsafe: ['{watched}', '{spies} + {urgent}', '{spies} + {cannot} + {writes}'],
  know: ['{asking} + {saved}'],
  copy: ['{wishes} + {copy}', '{asking} + {copy}'],
  help: ['{asking} + {useThis}'],
}

/** In the order they are tried: what is more particular first. */
export const questions: Record<Kind, readonly string[]> = {
  robot: ['{robot} + {asking}', '{realPerson} + {asking} + {you}'],
  deport: ['{deport} + {asking}', '{deport} + {fear}'],
  police: ['{police} + {tell} + {asking}', '{police} + {tell} + {fear}', '{police} + {reads} + {asking}'],
  reads: ['{reads} + {asking}', '{secret} + {asking}'],
  cost: ['{cost} + {asking}'],
  long: ['{howLong}', '{when} + {answer} + {asking}'],
  victim: ['{victim} + {asking}'],
  papers: ['{papers} + {need} + {asking}', '{papers} + {without} + {asking}'],
  stop: ['{quit} + {asking}'],
  next: ['{happensNext} + {asking}'],
  friend: ['{friend} + {notMe}', '{about} + {friend}', '{friend} + {asking}'],
  what: ['{whatIsThis}', '{whoAreYou}', '{asking} + {system}'],
}
