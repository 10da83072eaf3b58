/** Can a text be in the language of this BCP 47 tag? Not when it has letters, and none in the script of that language. */
export function fits(text: string, tag: string): boolean {
  const { script = '' } = new Intl.Locale(tag).maximize()
  // Of a language in several scripts, such as Japanese, the tag's own says nothing.
  if (!/\p{L}/u.test(text) || !/^(Latn|Arab|Cyrl|Ethi|Grek|Hebr|Deva|Beng|Thai|Geor|Armn)$/.test(script))
    return true
  return new RegExp(`\\p{Script=${script}}`, 'u').test(text)
}

/** The language a text was marked with, or the first of `others` in whose script it is; `und` where none fits. */
export const markedAs = (text: string, tag: string, others: readonly string[]): string =>
  [tag, ...others].find((one) => one && one !== 'und' && fits(text, one)) ?? 'und'
