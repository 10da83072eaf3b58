// Back is the question before. Each new question is an entry of the browser's history with this page's one title and
// address: what it holds is its number, and for the one in sight what a reload needs to bring the conversation back.

/** The entry whose question is in sight; the browser may be ahead of it for as long as an answer is on its way. */
let at = history.state?.n ?? 0

const here = () => history.state?.n ?? 0

/** What the browser holds to bring back a conversation with; none on a page that was only opened. */
export const kept = () => history.state?.token

/** @param {string} [token] */
export const keep = (token) => history.replaceState({ n: here(), ...(token ? { token } : {}) }, '')

/** The question in sight is the one of this entry, however the browser came to it. */
export const settle = () => {
  at = here()
}

/** A new question; only its own entry holds the way back to the conversation. @param {string} token */
export function advance(token) {
  keep()
  at = here() + 1
  history.pushState({ n: at, token }, '')
}

/** Is there a question before this one in the browser's history? */
export const hasBefore = () => here() > 0

/**
 * One step towards where the browser is.
 * @returns {'back' | 'forward' | null}
 */
export function step() {
  if (here() === at) return null
  const back = here() < at
  at += back ? -1 : 1
  return back ? 'back' : 'forward'
}
