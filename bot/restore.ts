/**
 * `npm run restore -- SILTA_FILE [KEYS_FILE]`: puts copies that `npm run backup` made into DATA_DIR. What was deleted
 * since stays deleted: the data keys that are in DATA_DIR are used where there are any, and else those of the copy
 * without the ones that `DESTROYED_KEYS_FILE` names. What has come to its date meanwhile is erased before it ends.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { requireKeys } from '../intake/store/key-check.ts'
import { keyRing } from '../intake/store/key-ring.ts'
import { openStore } from '../intake/store/open.ts'
import { type Config, ConfigError, readConfig } from '../platform/config.ts'
import { readDestroyed } from '../platform/destroyed-keys.ts'
import { unlocked } from '../platform/key-vault.ts'
import { masterKeys, secretsOf } from '../platform/master-key.ts'
import { whyOf } from '../platform/why.ts'
import { KEYS_KEPT, madeAt } from './backup.ts'
import { services } from './services.ts'

/** Which keys of a copy were destroyed since it was made. @throws ConfigError */
function destroyedSince(config: Config, keysFile: string | undefined, now: number) {
  if (!keysFile) throw new ConfigError('There are no data keys in DATA_DIR: name a copy of them too.')
  const made = madeAt(keysFile)
  if (!(made > now - KEYS_KEPT))
    throw new ConfigError(
      'This copy of the keys is no copy of ours, or older than 7 days: it may not be used.',
    )
  const destroyed = readDestroyed(config)
  if (!destroyed || !(destroyed.since <= made))
    throw new ConfigError(
      'DESTROYED_KEYS_FILE is not set, or was begun after this copy was made: what people deleted since would be back.',
    )
  return destroyed
}

function placed(from: string, config: Config, name: string): string {
  const to = join(config.DATA_DIR, name)
  copyFileSync(from, to)
  chmodSync(to, 0o600)
  return to
}

/** @returns how many keys of the copy were left out. @throws ConfigError, WrongKey, OtherKeys */
export async function restore(config: Config, file: string, keysFile?: string, now = Date.now()) {
  const here = (name: string) => existsSync(join(config.DATA_DIR, name))
  if (config.COSMOS_ENDPOINT) throw new ConfigError('The store is Cosmos DB, which Azure restores (deploy/).')
  if (here('silta.db')) throw new ConfigError('There is a store in DATA_DIR. Move its silta.db away first.')
  if (here('keys.db') && keysFile)
    throw new ConfigError('The data keys in DATA_DIR are newer than any copy: name the store alone.')
  const destroyed = here('keys.db') ? null : destroyedSince(config, keysFile, now)
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 })
  let left = 0
  if (destroyed) {
    const db = new DatabaseSync(placed(keysFile!, config, 'keys.db'))
    db.exec('PRAGMA secure_delete=ON')
    for (const { id } of db.prepare('SELECT id FROM keys').all())
      if (destroyed.has(String(id)))
        left += Number(db.prepare('DELETE FROM keys WHERE id = ?').run(String(id)).changes)
    db.close()
  }
  // What an earlier store left of its log does not belong to this one.
  for (const rest of ['silta.db-wal', 'silta.db-shm']) rmSync(join(config.DATA_DIR, rest), { force: true })
  placed(file, config, 'silta.db')
  const store = await openStore(config)
  try {
    await requireKeys(store, secretsOf(config))
    const secrets = await keyRing(store, masterKeys(config))
    // The copy is from before: that its clock seems to have jumped is no reason to wait with erasing.
    await store.collection('leases').remove('sweep')
    const { sweep } = services(config, store, () => now, secrets)
    await sweep.once()
    await sweep.stop()
  } finally {
    await store.close()
  }
  return left
}

if (import.meta.main)
  try {
    const [file, keysFile] = process.argv.slice(2)
    if (!file) throw new ConfigError('Say from where: npm run restore -- SILTA_FILE [KEYS_FILE]')
    const left = await restore(await unlocked(readConfig(process.env)), file, keysFile)
    process.stdout.write(`Restored. ${left} keys that were destroyed since stay destroyed.\n`)
  } catch (error) {
    process.stderr.write(`Not restored:\n${whyOf(error)}\n`)
    process.exitCode = 1
  }
