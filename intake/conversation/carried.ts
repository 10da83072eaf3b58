/**
 * Why nothing more goes to a phone: she told the carrier to stop, or us, in words of her own, until she writes again;
 * or there is no such phone.
 */
export type Closing = 'stopped' | 'asked' | 'unreachable'

/** What became of what workers wrote to a phone, for whoever has the case: to be taken is not to be sent. */
export interface Carried {
  /** `seq` of lines that did not get there, and of those of which the carrier says that they did. */
  unsent: number[]
  reached: number[]
  /** When the number closed, and opened again; `at` in milliseconds since 1970. */
  doors: Door[]
}
export interface Door {
  at: number
  to: Closing | 'open'
}

/** How one line stands: on its way, with the carrier, in her phone, or nowhere. */
export type Fate = 'waits' | 'sent' | 'reached' | 'unsent'
