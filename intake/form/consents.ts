/** Questions whose "yes" lets somebody else do something, in the order of the form. `hasConsent` reads each. */
export const consents = [
  'referrer.consent',
  'consent.askReferrer',
  'consent.centre',
  'consent.authorities',
  'consent.interpreter',
  'consent.machine',
  'referral.toldDecision',
] as const

export const isConsent = (key: string): boolean => consents.some((one) => one === key)
