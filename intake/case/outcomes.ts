/** How a case ends: what became of it here. Whether somebody is admitted is decided elsewhere, and is none of these. */
export const outcomes: readonly string[] = [
  'application',
  'answered',
  'referred',
  'withdrawn',
  'unreachable',
  'duplicate',
  'other',
]
