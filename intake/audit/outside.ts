import { createHmac } from 'node:crypto'
import { isoTime } from '../hours/time.ts'
import { sameSecret } from '../store/secrets.ts'
import type { Heads } from './chain.ts'

/**
 * How far the chains had come at a moment, kept where whoever writes the store does not reach: a chain cannot tell
 * of its own missing tail, and nothing in an empty store can tell that it was full.
 */
export interface Anchor {
  at: string
  heads: Heads
  /** Keyed as the lines are, so that nobody makes one who does not hold the master key. */
  mac: string
}

const macOf = (key: Uint8Array, at: string, heads: Heads): string => {
  const named = Object.entries(heads).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha256', key)
    .update(JSON.stringify(['anchor', at, named]))
    .digest('base64url')
}

export function anchorOf(key: Uint8Array, now: number, heads: Heads): Anchor {
  const at = isoTime(now)
  return { at, heads, mac: macOf(key, at, heads) }
}

/** Of what was kept, a line each: the anchors, and how many lines are none of ours. */
export function readAnchors(kept: string, keys: readonly Uint8Array[]): { anchors: Heads[]; forged: number } {
  const lines = kept.split('\n').filter((line) => line.startsWith('{'))
  const anchors = lines.flatMap((line): Heads[] => {
    try {
      const { at, heads, mac } = JSON.parse(line) as Anchor
      return keys.some((key) => sameSecret(mac, macOf(key, at, heads))) ? [heads] : []
    } catch {
      return []
    }
  })
  return { anchors, forged: lines.length - anchors.length }
}
