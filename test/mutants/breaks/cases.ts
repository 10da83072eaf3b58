import type { HandMade } from './hand-made.ts'

export const cases: readonly HandMade[] = [
  {
    file: 'intake/case/cases.ts',
    tests: ['test/intake/erased.test.ts', 'test/promises/whoever-writes-the-store.test.ts', 'test/intake/queue.test.ts', 'test/bot/turns/races.test.ts', 'test/promises/deleted-stays-deleted.test.ts', 'test/bot/sweep.test.ts', 'test/desk/live.test.ts'],
    breaks: [
      ['who has it can be written anew', 'version: JSON.stringify([2, assignee, offered])', 'version: JSON.stringify([2, offered])'],
      ['whom it is offered to can be written anew', 'version: JSON.stringify([2, assignee, offered])', 'version: JSON.stringify([2, assignee])'],
      ['erasing leaves the data key', 'if (gone) await vault.destroy(gone.key)', ''],
      ['erasing leaves what lies beside', 'for (const part of parts) await part.erase(id)', ''],
      ['what cannot be opened cannot be erased', "if (error instanceof SealError) return opened({ ...doc, sealed: '' })", ''],
      ['a key made for an erased case stays', 'if (begun && doc && !doc.sealed) await vault.destroy(doc.key)', ''],
      ['this process does not hear of its own change', 'changed(kept.id, kept.etag)', ''],
    ],
  },
  {
    file: 'intake/case/entries.ts',
    tests: ['test/intake/erased.test.ts', 'test/intake/annotations.test.ts', 'test/promises/whoever-writes-the-store.test.ts'],
    breaks: [
      ['a note added while it is erased stays', 'if (await vault.has(key)) return', 'return'],
      ['a note can be moved to another place', '({ doc: id, field: kind, version: 1 })', "({ doc: '', field: '', version: 1 })"],
    ],
  },
  {
    file: 'intake/case/duplicates.ts',
    tests: ['test/intake/duplicates.test.ts', 'test/promises/master-keys-follow.test.ts'],
    breaks: [
      ['a helper’s number is hers', "const own = has(answers, 'contact.way', 'phone', 'sms', 'email', 'app')", 'const own = true'],
      ['a hint that no longer holds stays', 'if (why && !found.has(id)) await unrelate(caseId, other, why)', ''],
      ['hints of a key before are not met', '[...now, ...older.flatMap(by)]', 'now'],
      ['erasing leaves hints at others', 'await removeAll(entries, { other: caseId })', ''],
      ['an erased case is hinted at', 'if (!(await tokens.read(theirs.id, theirs.part))) await unrelate(caseId, theirs.part, rule)', ''],
    ],
  },
  {
    file: 'intake/case/requests.ts',
    tests: ['test/intake/requests.test.ts', 'test/promises/absence-is-no-consent.test.ts'],
    breaks: [
      ['an authority is asked without consent', "return isAllowed({ to, authority, basis }, answers) ? null : 'noConsent'", 'return null'],
      ['how she is reached is asked of others', 'if (hersAlone(key)) return false', ''],
      ['who she is is asked of whoever does not say it', "if (to !== 'referrer' && isAnonymous(answers)) return 'noPerson'", ''],
      ['the beginning is asked again', 'if (opening.has(key)) return false', ''],
    ],
  },
  {
    file: 'intake/audit/chain.ts',
    tests: ['test/intake/audit.test.ts', 'test/desk/oversight/audit-verify.test.ts'],
    breaks: [
      ['lines follow from nothing', 'const line = { id, part, changed: clock(), order: order + 1, ...entry, previous }', "const line = { id, part, changed: clock(), order: order + 1, ...entry, previous: '' }"],
      ['a write that failed is gone on from', 'at = null\n    const id', 'const id'],
      ['who did it can be changed', 'order, changed, who, what, about, named, previous])', 'order, changed, what, about, named, previous])'],
      ['what was written otherwise is taken for ours', "if (kept?.hash !== hash) throw new Error('a line of the audit could not be written')", ''],
    ],
  },
  {
    file: 'intake/audit/verify.ts',
    tests: ['test/intake/audit.test.ts', 'test/desk/oversight/audit-verify.test.ts'],
    breaks: [
      ['a changed line passes', "if (!line.intact) return { order: line.order, why: 'changed' }", ''],
      ['a missing line passes', "if (line.order !== order) return { order, why: 'missing' }", ''],
      ['a line moved passes', "if (line.previous !== previous) return { order, why: 'unlinked' }", ''],
      ['a chain cut off whole passes', 'for (const [part] of named) of(part)', ''],
    ],
  },
]
