import { casesOf, emptyState, type Loaded, type State } from '../../intake/conversation/conversation.ts'

/**
 * What stays of a conversation that she has left for good: a new one that holds the goodbye and nothing else, and
 * erases the old one's key and case as an effect. Leaving with a code, or after sending, only closes the view: `null`.
 */
export function leave(state: State, before: Loaded | null): State | null {
  const { gone, code, decoy, passphrase, verifiedAt } = state
  state.view += 1
  if (gone === 'left' && (code || state.case?.revision || state.past)) {
    state.hiddenUpTo = state.seq
    delete state.issued
    delete state.gone
    return null
  }
  const last = state.log.filter(({ seq, from }) => seq > (before?.state.seq ?? 0) && from === 'bot')
  return {
    ...emptyState(state.channel),
    ...(state.language ? { language: state.language } : {}),
    version: state.version,
    gone,
    // The way out of an empty conversation is not for whoever was led into it to take away.
    ...(decoy && passphrase ? { decoy, passphrase, ...(verifiedAt ? { verifiedAt } : {}) } : {}),
    ...(state.push ? { push: { to: state.push.to, due: last.map(({ seq }) => seq) } } : {}),
    seq: state.seq,
    view: state.view,
    log: last,
    effects: [
      {
        kind: 'erase',
        keys: before ? [before.key] : [],
        cases: casesOf(state),
        ...(code ? { code } : {}),
        ...(passphrase?.other && !decoy ? { decoy: passphrase.other.to } : {}),
      },
    ],
  }
}
