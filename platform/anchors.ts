import { appendFile } from 'node:fs/promises'
import type { Anchor } from '../intake/audit/outside.ts'
import type { Config } from './config.ts'
import { isTaken, postJson } from './post.ts'

const PATIENCE = 10_000

/** Keeps an anchor of the audit outside the store, by every way that is set. Rejects unless all have taken it. */
export function keepAnchor({
  AUDIT_ANCHOR_FILE: file,
  AUDIT_ANCHOR_WEBHOOK: address,
}: Pick<Config, 'AUDIT_ANCHOR_FILE' | 'AUDIT_ANCHOR_WEBHOOK'>) {
  return async (anchor: Anchor): Promise<void> => {
    if (file) await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600, flush: true })
    if (address && !isTaken(await postJson(address, anchor, { patience: PATIENCE })))
      throw new Error('the anchor was not taken')
  }
}
