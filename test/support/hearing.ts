import { type Ear, earOf } from '../../dialogs/understanding/heard.ts'
import type { Command, Open, Understood } from '../../dialogs/understanding/kinds.ts'
import { understand } from '../../dialogs/understanding/understand.ts'
import { examples, vocabulary } from '../../locales/index.ts'

const ears = new Map<string, Ear>()

/** A language's vocabulary, made once for all tests. */
export function earIn(language: string): Ear {
  const ear = ears.get(language) ?? earOf(vocabulary(language), examples(language))
  ears.set(language, ear)
  return ear
}

/** The command that a message is, where nothing is asked. */
export function commandIn(text: string, language: string): Command | null {
  const heard = understand(text, null, earIn(language))
  return heard.danger ? 'danger' : heard.is === 'command' ? heard.command : null
}

/** What a message means to a question that offers these titles. */
export const meantBy = (text: string, ear: Ear, kind: Open['kind'], options: Open['options']): Understood =>
  understand(text, { key: 'test', kind, options }, ear)
