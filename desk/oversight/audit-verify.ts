/**
 * `npm run audit:verify [file]`: reads the whole audit from the configured store and prints for each chain its
 * id, number of lines, and hash of the last one; what is broken, by line and reason; exit code 1 then.
 *
 * What it printed, or the anchors that were kept outside the store (AUDIT_ANCHOR_FILE is read by itself), is the
 * `file` of a later run: it finds what was cut off since then even from every chain at once, which nothing inside the
 * store could show. An empty audit is a broken one.
 */
import { readFileSync } from 'node:fs'
import type { AuditDoc, Heads } from '../../intake/audit/chain.ts'
import { readAnchors } from '../../intake/audit/outside.ts'
import { verify } from '../../intake/audit/verify.ts'
import { requireKeys } from '../../intake/store/key-check.ts'
import { keyRing } from '../../intake/store/key-ring.ts'
import { openStore } from '../../intake/store/open.ts'
import { keysOf } from '../../intake/store/secrets.ts'
import { readConfig } from '../../platform/config.ts'
import { unlocked } from '../../platform/key-vault.ts'
import { masterKeys, secretsOf } from '../../platform/master-key.ts'
import { whyOf } from '../../platform/why.ts'

/** Chains of lines such as `chain 0b1c… 12 lines, head Zx4…`. */
const readHeads = (printed: string): Heads =>
  Object.fromEntries(
    [...printed.matchAll(/^chain (\S+) (\d+) lines, head (\S+)/gm)].map(([, chain, lines, head]) => [
      chain!,
      [Number(lines), head!] as const,
    ]),
  )

async function main(file: string | undefined): Promise<number> {
  const config = await unlocked(readConfig(process.env))
  const store = await openStore(config)
  try {
    await requireKeys(store, secretsOf(config))
    const keys = keysOf(await keyRing(store, masterKeys(config)), 'audit')
    const kept = [file, config.AUDIT_ANCHOR_FILE]
      .filter((one) => one)
      .map((one) => readFileSync(one!, 'utf8'))
    const outside = kept.map((text) => readAnchors(text, keys))
    const earlier = [...kept.map(readHeads), ...outside.flatMap(({ anchors }) => anchors)]
    const reports = await verify(store.collection<AuditDoc>('audit'), keys, ...earlier)
    for (const { chain, lines, head, broken } of reports) {
      const wrong = broken ? `, BROKEN at ${broken.order}: ${broken.why}` : ''
      process.stdout.write(`chain ${chain} ${lines} lines, head ${head || '-'}${wrong}\n`)
    }
    const broken = reports.filter((one) => one.broken).length
    process.stdout.write(
      broken ? `${broken} of ${reports.length} chains broken\n` : `${reports.length} chains whole\n`,
    )
    const forged = outside.reduce((sum, one) => sum + one.forged, 0)
    if (forged > 0) process.stdout.write(`${forged} anchors are not ours, or were changed\n`)
    // Signing in is a line: a desk that was ever used has one.
    if (reports.length === 0) process.stdout.write('the audit is EMPTY\n')
    return broken || forged || reports.length === 0 ? 1 : 0
  } finally {
    await store.close()
  }
}

if (import.meta.main)
  process.exitCode = await main(process.argv[2]).catch((error) => {
    process.stderr.write(`The audit could not be read:\n${whyOf(error)}\n`)
    return 1
  })
