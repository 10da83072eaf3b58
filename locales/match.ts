import { lookup } from 'bcp-47-match'
import Negotiator from 'negotiator'

/**
 * One way from what a client says it speaks to a language that is here: the tag itself, then RFC 4647 lookup in
 * the same script. Never a language that was not asked for: best-fit matching answers Kazakh and Armenian in
 * Russian.
 */

/**
 * Tags that clients send for a language we name otherwise, before and after `Intl` has made them canonical: CLDR
 * turns `kmr` into `ku` and `prs` into `fa-AF`, and people mean the one they wrote. Several: to be asked.
 */
const aliases: readonly [range: RegExp, tags: readonly string[]][] = [
  [/^prs\b|^fa-(.*-)?af\b/, ['prs', 'fa']],
  [/^kmr\b/, ['kmr']],
  [/^ckb\b/, ['ckb']],
  [/^ku\b/, ['kmr', 'ckb']],
  [/^(tl|fil)\b/, ['fil']],
  [/^(zh|cmn)(-hans|-cn|-sg|-my)?$|^(zh|cmn)-hans\b/, ['zh-Hans']],
]

/** Of these only the first that is here counts: the second is near enough to be read. */
const oneOf = new Set(['prs'])

const aliased = (tag: string): readonly string[] | undefined =>
  aliases.find(([range]) => range.test(tag.toLowerCase()))?.[1]

function canonical(tag: string): string | undefined {
  try {
    return tag.length <= 35 ? Intl.getCanonicalLocales(tag)[0] : undefined
  } catch {
    return undefined
  }
}

const scriptOf = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script

/**
 * The languages of `offered` that `wanted` (a BCP 47 tag) may mean: none, one, or several to ask between.
 * A tag that is none means nothing.
 */
export function candidates(wanted: string, offered: readonly string[]): string[] {
  const tag = canonical(wanted.replaceAll('_', '-'))
  if (!tag) return []
  const same = offered.find((one) => one.toLowerCase() === wanted.toLowerCase())
  if (same) return [same]
  const named = aliased(wanted) ?? aliased(tag)
  if (named) {
    const here = named.filter((one) => offered.includes(one))
    return oneOf.has(named[0]!) ? here.slice(0, 1) : here
  }
  const found = lookup([...offered], tag)
  return found && scriptOf(found) === scriptOf(tag) ? [found] : []
}

/** The first of `wanted` that is here and means one language only. */
export function matchLanguage(
  wanted: readonly (string | null | undefined)[],
  offered: readonly string[],
): string | undefined {
  for (const tag of wanted) {
    const found = tag ? candidates(tag, offered) : []
    if (found.length === 1) return found[0]
  }
  return undefined
}

/** Languages of an `Accept-Language` header, the most wished for first, those of weight 0 left out. */
export const wishedIn = (header: string | undefined): string[] =>
  new Negotiator({ headers: { 'accept-language': header ?? '' } }).languages().filter((tag) => tag !== '*')
