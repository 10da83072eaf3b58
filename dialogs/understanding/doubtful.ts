import type { Ear } from './heard.ts'
import { read } from './message.ts'

const DOUBT = new Set(['{negations}', '{doubts}', '{asking}'])
const PLAIN = new Set(['{yes}', '{no}', '{unsure}'])

/** Is there a question mark in it, of any script? */
export const isAsking = (text: string, ear: Ear): boolean => read(text, ear.spelling).asking.size > 0

/**
 * A negation, a doubt or a question, or nothing but a yes or a no: "don't call me" is no number, and "not Russian" no
 * language to call in.
 */
export function isDoubtful(text: string, ear: Ear): boolean {
  const { tokens, asking } = read(text, ear.spelling)
  const spans = ear.lexicon.find(tokens).filter(({ slipped }) => !slipped)
  const whole = spans.some(({ name, from, to }) => PLAIN.has(name) && from === 0 && to === tokens.length)
  return asking.size > 0 || whole || spans.some(({ name }) => DOUBT.has(name))
}

/** Says something that no name, place or language does: that somebody is there, that help is needed. */
export function isRemark(text: string, ear: Ear): boolean {
  const { tokens } = read(text, ear.spelling)
  return ear.lexicon.find(tokens).some(({ name, slipped }) => !slipped && REMARKS.has(name))
}
const REMARKS = new Set(
  ['arrives', 'kill', 'hurt', 'threat', 'alarm', 'killsMe', 'hurtsMe', 'foundMe', 'trapped', 'injured'].map(
    (name) => `{${name}}`,
  ),
)
