/** What can truly be said to a person of who is here. */

export interface Presence {
  /** Is anybody on duty? */
  somebody: boolean
  /** Is the desk open by its hours? A page left open overnight must not pass for a worker. */
  open: boolean
  /** While it is closed, when it opens next, as `from/before` in milliseconds since 1970; empty when not told. */
  opens: string
}
export const isHere = ({ somebody, open }: Presence): boolean => somebody && open
