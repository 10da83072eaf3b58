/** A change that no test can notice, and why. `line` is the source's own, without the space around it. */
export interface Explained {
  file: string
  line: string
  becomes: string
  why: string
}

const rules = 'intake/case/contact-rules.ts'
const seal = 'intake/store/seal.ts'
const neutral = "const neutral: Contact = { way: chosen ?? '', at, words: 'neutral', language }"

export const explained: readonly Explained[] = [
  {
    file: rules,
    line: 'for (let next = start + HOUR; next < at + WEEK; next += HOUR)',
    becomes: 'next <= at + WEEK',
    why: 'her hours repeat by the week: what has not changed by then is as it is now',
  },
  {
    file: rules,
    line: "const chosen = typeof way === 'string' && way !== 'codeOnly' ? way : undefined",
    becomes: 'true',
    why: 'a way is one option: its value is a string or missing',
  },
  { file: rules, line: neutral, becomes: '"Stryker was here!"', why: 'without a way the first rule refuses' },
  {
    file: rules,
    line: neutral,
    becomes: '""',
    why: 'every word but open is neutral, and the type has no other',
  },
  {
    file: rules,
    line: '.match(/[\\p{L}\\p{M}]+/gu) ?? []',
    becomes: '["Stryker was here"]',
    why: 'what has no letters names no language, and neither does this',
  },
  {
    file: 'intake/case/transitions.ts',
    line: "const moved = cause === 'reminder' && remindAtOf(before) !== remindAtOf(next)",
    becomes: 'true',
    why: 'a reminder is set and done by whoever has the case, and who has it gives it no other cause',
  },
  {
    file: 'intake/case/transitions.ts',
    line: 'if (next.alarm !== undefined && before.alarm !== undefined && goesOn) return {}',
    becomes: 'true',
    why: 'no step begins an alarm by itself: where one stands after it, one stood before',
  },
  {
    file: 'intake/case/transitions.ts',
    line: 'if (act !== undefined && act <= (now.content?.acts ?? 0)) return null',
    becomes: 'true',
    why: 'nothing is no number, and comes before none',
  },
  {
    file: 'intake/case/routing.ts',
    line: "const base = (tag: string) => tag.split('-')[0]!.toLowerCase()",
    becomes: "tag.split('-')[0]!.toUpperCase()",
    why: 'both sides are written in the same case, whichever it is',
  },
  {
    file: 'intake/case/alarm.ts',
    line: "export const PERSON = 'person'",
    becomes: '""',
    why: 'a name that is only compared with itself',
  },
  {
    file: seal,
    line: 'for (const kek of keks.slice(0, -1))',
    becomes: 'keks',
    why: 'the last is tried twice, and fails alike',
  },
  {
    file: seal,
    line: "if (bytes.length < 29 || bytes[0] !== FORMAT) throw new SealError('TAMPERED')",
    becomes: 'bytes.length <= 29',
    why: 'what has no ciphertext authenticates nothing, and is refused a line later',
  },
  {
    file: seal,
    line: "const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), { authTagLength: 16 })",
    becomes: '{}',
    why: 'the tag it is given is always cut to 16 bytes',
  },
  {
    file: seal,
    line: 'entry.key.catch(() => recent.get(keyId) === entry && recent.delete(keyId))',
    becomes: 'true',
    why: 'forgets a key asked for since, which is then asked for once more',
  },
]
