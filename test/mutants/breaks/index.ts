import { cases } from './cases.ts'
import { channels } from './channels.ts'
import { conversation } from './conversation.ts'
import { desk } from './desk.ts'
import type { HandMade } from './hand-made.ts'
import { platform } from './platform.ts'
import { signIn } from './sign-in.ts'
import { store } from './store.ts'
import { turns } from './turns.ts'

export const handMade: readonly HandMade[] = [...turns, ...channels, ...conversation, ...store, ...cases, ...platform, ...signIn, ...desk]
