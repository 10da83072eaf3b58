/** How a case ends: what became of it here. Whether somebody is admitted is decided elsewhere, and is none of these. */
export const outcomes: readonly string[] = [
  'application',
  'answered',
  'referred',
  'withdrawn',
  'unreachable',
  'duplicate',
  'alike',
  'other',
]

/** One of an agency's own files, by its id there. */
export const ownOutcome = /^agency\.[a-z][A-Za-z0-9]*$/
