import { openStore } from '../intake/store/open.ts'
import type { Store } from '../intake/store/ports.ts'
import { OtherStore, requireShape } from '../intake/store/shape-version.ts'
import { requireWritable } from '../intake/store/writable.ts'
import { type Config, ConfigError } from './config.ts'
import { nameOf } from './errors.ts'

type Place = Pick<Config, 'COSMOS_ENDPOINT' | 'COSMOS_KEY' | 'COSMOS_DATABASE' | 'DATA_DIR'>

/** What the system says of a folder (`node:fs`) or the database in it (SQLite's result codes), in words. */
const folder: readonly [RegExp, string][] = [
  [/^(EACCES|EPERM|EROFS|3|8|14|23)$/, 'this program may not write there'],
  [/^(ENOTDIR|EEXIST)$/, 'it is not a folder'],
  [/^(ENOSPC|EDQUOT|13)$/, 'there is no room left'],
  [/^(11|26)$/, 'a database in it is damaged, or none of Silta'],
  [/^(5|6)$/, 'another program holds a database in it'],
]

/** The same of an account of Azure Cosmos DB: its status, or that of the way there. */
const account: readonly [RegExp, string][] = [
  [/^(401|403|Unauthorized|Forbidden)$/, 'the account does not let this program in'],
  [/^(404)$/, 'the database or a container of it is not there'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'there is no such host'],
  [
    /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|TimeoutError|ABORT_ERR)$/,
    'nothing answers there',
  ],
]

const marksOf = (error: unknown): string[] => {
  const { code, errcode, name, cause } = (error ?? {}) as Record<string, unknown>
  const own = [errcode === undefined ? undefined : Number(errcode) & 0xff, code, name]
  return [...own.filter((one) => one !== undefined).map(String), ...(cause ? marksOf(cause) : [])]
}

function troubleOf(error: unknown, place: Place): string {
  const marks = marksOf(error)
  const known = place.COSMOS_ENDPOINT ? account : folder
  const [, why] = known.find(([sign]) => marks.some((one) => sign.test(one))) ?? []
  const what = why ?? `it failed with ${Object.values(nameOf(error)).join(' ')}`
  if (!place.COSMOS_ENDPOINT) return `DATA_DIR is not usable: ${what}.`
  const refused = why === account[0]![1]
  if (refused && place.COSMOS_KEY) return `COSMOS_KEY is not usable: ${what}.`
  return `COSMOS_ENDPOINT is not usable: ${what}.`
}

/** The store that the settings name, with a write to it done; the demo's, or one that is not. @throws ConfigError, OtherStore */
export async function usableStore(place: Place, demo = false): Promise<Store> {
  let store: Store | undefined
  try {
    store = await openStore(place)
    await requireShape(store, demo)
    await requireWritable(store)
    return store
  } catch (error) {
    await store?.close().catch(() => {})
    throw error instanceof OtherStore ? error : new ConfigError(troubleOf(error, place))
  }
}
