/** What is broken, operator by operator, and the tests nearest to it that have to notice. */
export interface Subject {
  file: string
  tests: string[]
}

const subject = (file: string, ...tests: string[]): Subject => ({ file, tests })

/** Where one wrong operator calls a number that was not to be called, opens what was closed, or loses an answer. */
export const subjects: readonly Subject[] = [
  subject('intake/case/contact-rules.ts', 'test/intake/contact-rules.test.ts'),
  subject('intake/case/routing.ts', 'test/intake/routing.test.ts'),
  subject('intake/case/transitions.ts', 'test/intake/transitions.test.ts'),
  subject('intake/case/alarm.ts', 'test/intake/alarm.test.ts'),
  subject('intake/conversation/codes.ts', 'test/intake/codes.test.ts'),
  subject('intake/conversation/check-word.ts', 'test/intake/check-word.test.ts'),
  subject('intake/store/seal.ts', 'test/intake/seal.test.ts'),
]
