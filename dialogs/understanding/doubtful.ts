import type { Ear } from './heard.ts'
import { read } from './message.ts'

const DOUBT = new Set(['{negations}', '{doubts}', '{asking}'])

/** A negation, a doubt or a question: "don't call me" is no number, and "not Russian" no language to call in. */
export function isDoubtful(text: string, ear: Ear): boolean {
  const { tokens, asking } = read(text, ear.prefixes)
  return asking.size > 0 || ear.lexicon.find(tokens).some(({ name, slipped }) => DOUBT.has(name) && !slipped)
}
