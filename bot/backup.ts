/**
 * `npm run backup -- FOLDER KEYS_FOLDER`: copies the embedded store while it is in use, the data keys to a folder of
 * their own. Copies of the keys older than `KEYS_KEPT` are removed there: a key that she had destroyed is gone from
 * every copy within that time, and with it all that it sealed. The master key is not copied.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { DAY, isoTime } from '../intake/hours/time.ts'
import { ConfigError, readConfig } from '../platform/config.ts'
import { whyOf } from '../platform/why.ts'

/** So long a destroyed key may be in a copy, in milliseconds: she is told so. */
export const KEYS_KEPT = 7 * DAY

const stampOf = (at: number): string => isoTime(at).replaceAll(':', '-')
/** When a copy of the keys was made, by its name, in milliseconds since 1970; NaN for any other file. */
export const madeAt = (name: string): number => {
  const [, day, hours, minutes, rest] =
    /(?:^|\/)keys-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.db$/.exec(name) ?? []
  return Date.parse(`${day}T${hours}:${minutes}:${rest}`)
}

/** @returns the two files it wrote, 0600. @throws ConfigError */
export async function backUp(dataDir: string, folder: string, keysFolder: string, now = Date.now()) {
  const places = [dataDir, folder, keysFolder].map((one) => resolve(one))
  if (new Set(places).size < 3)
    throw new ConfigError(
      'The copies of the store and of its keys go to two folders, neither of them DATA_DIR.',
    )
  if (!existsSync(join(dataDir, 'silta.db'))) throw new ConfigError('There is no embedded store in DATA_DIR.')
  const made: string[] = []
  // What is written meanwhile may have its key in the copy and nothing else; never the other way round.
  for (const [name, to] of [
    ['silta', folder],
    ['keys', keysFolder],
  ] as const) {
    mkdirSync(to, { recursive: true, mode: 0o700 })
    const file = join(to, `${name}-${stampOf(now)}.db`)
    const db = new DatabaseSync(join(dataDir, `${name}.db`), { readOnly: true })
    try {
      await backup(db, file)
    } finally {
      db.close()
    }
    chmodSync(file, 0o600)
    made.push(file)
  }
  for (const name of readdirSync(keysFolder))
    if (madeAt(name) < now - KEYS_KEPT) rmSync(join(keysFolder, name))
  return made
}

if (import.meta.main)
  try {
    const [folder, keysFolder] = process.argv.slice(2)
    if (!folder || !keysFolder) throw new ConfigError('Say where to: npm run backup -- FOLDER KEYS_FOLDER')
    const config = readConfig(process.env)
    if (config.COSMOS_ENDPOINT)
      throw new ConfigError('The store is Cosmos DB, which Azure backs up (deploy/).')
    for (const file of await backUp(config.DATA_DIR, folder, keysFolder)) process.stdout.write(`${file}\n`)
  } catch (error) {
    process.stderr.write(`Nothing can be relied on in these copies:\n${whyOf(error)}\n`)
    process.exitCode = 1
  }
