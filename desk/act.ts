/** Fields of a form, or the body of a program's request: read strictly, refused rather than mended. */

import type { Desk } from './desk.ts'
import type { Session } from './sign-in/session.ts'

export type Given = Record<string, unknown>
/** Who does it, wherever: at the console or in Teams. */
export type By = Pick<Session, 'worker' | 'roles'>
/** `spoken`: BCP 47 tag of the language the worker uses. */
export type Act = (desk: Desk, id: string, given: Given, by: By, spoken: string) => Promise<unknown>
