/**
 * The embedded engine: Node's own `node:sqlite`, one table per shape, a document as JSON text and its
 * queryable fields as virtual columns read out of it. Any number of processes may share the files.
 *
 * Two files, because their backups live differently long: `keys.db` (wrapped data keys, kept shortly) and
 * `silta.db` (the rest).
 *
 * `synchronous=FULL`: WAL with NORMAL may lose the last commits in a power cut, and "sent" was already said
 * and a removed key would be back. The price is one fsync a write, about a millisecond on an SSD.
 *
 * What was removed or replaced leaves no remains in the files: `secure_delete` zeroes freed bytes of the
 * database, and truncating the write-ahead log drops the pages of before. What the file system or the disk
 * keeps of a truncated file is out of reach here, which is why content is sealed before it comes.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { type Collection, type CollectionName, type Doc, type Shape, type Store, shapes } from './ports.ts'
import { checkId, clauses } from './sql.ts'
import { BUSY, sweeper } from './sweep.ts'

/** Milliseconds to wait for another process's write, and between two tries. */
const PATIENCE = 5000
const PAUSE = 20
/** https://www.sqlite.org/rescode.html: SQLITE_BUSY, and its kinds above the lowest byte. */
const isBusy = (error: unknown) => (((error as { errcode?: number }).errcode ?? 0) & 0xff) === 5

/** Tries again while another process writes, and lets others go on between. */
async function patiently<T>(work: () => T): Promise<T> {
  for (const end = performance.now() + PATIENCE; ; ) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
    }
    await setTimeout(PAUSE)
  }
}

/**
 * Of processes that start at once on a new folder only one may change its log, and the engine refuses the others
 * without the wait it was given: https://www.sqlite.org/c3ref/busy_handler.html, the paragraph on deadlock. The
 * thread rests between two tries, as nothing is served before the store is open.
 */
function opening(work: () => void) {
  for (const end = performance.now() + PATIENCE; ; ) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
  }
}

/**
 * Opens, and creates where missing, the database in `dir` (0700, files 0600), or a private one in memory.
 * @throws the error of `node:fs` or `node:sqlite` when the folder or a file cannot be used
 */
export function sqliteStore(dir: string | ':memory:'): Store {
  if (dir !== ':memory:') mkdirSync(dir, { recursive: true, mode: 0o700 })
  const { keys, ...rest } = shapes
  const files = [openFile(dir, 'silta.db', Object.values(rest)), openFile(dir, 'keys.db', [keys])] as const

  return {
    collection: <T extends Doc>(name: CollectionName) =>
      collection<T>(files[name === 'keys' ? 1 : 0], shapes[name]),
    async ping() {
      for (const { db } of files) db.prepare('SELECT 1').get()
    },
    async close() {
      for (const file of files) file.close()
    },
  }
}

type File = ReturnType<typeof openFile>

function openFile(dir: string, name: string, kept: Shape[]) {
  const path = dir === ':memory:' ? dir : join(dir, name)
  if (path !== ':memory:') {
    // SQLite gives the log and its index the permissions of the database file.
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
  }
  const db = new DatabaseSync(path, { timeout: PATIENCE })
  opening(() => db.exec('PRAGMA journal_mode=WAL'))
  db.exec('PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY')
  db.exec('BEGIN IMMEDIATE')
  for (const shape of kept) createTable(db, shape)
  db.exec('COMMIT')
  // Nothing else of this process goes on while the engine waits: from here on it is asked again instead.
  db.exec(`PRAGMA busy_timeout=${BUSY}`)
  return { db, ...sweeper(db) }
}

/** Also brings an older file up to date: a field new in the shape becomes a column of every document. */
function createTable(db: DatabaseSync, { name, fields, pairs = [] }: Shape) {
  db.exec(`CREATE TABLE IF NOT EXISTS "${name}"
    (id TEXT NOT NULL, part TEXT NOT NULL, etag TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (part, id))`)
  const there = db
    .prepare('SELECT name FROM pragma_table_xinfo(?)')
    .all(name)
    .map((row) => row.name)
  for (const field of fields.filter((field) => !there.includes(field)))
    db.exec(`ALTER TABLE "${name}" ADD COLUMN "${field}" AS (json_extract(doc, '$."${field}"')) VIRTUAL`)
  for (const columns of [...fields.map((field) => [field]), ...pairs])
    db.exec(`CREATE INDEX IF NOT EXISTS "${name}_${columns.join('_')}"
      ON "${name}" (${columns.map((column) => `"${column}"`).join(', ')})`)
}

function collection<T extends Doc>({ db, later, now }: File, shape: Shape): Collection<T> {
  const table = `"${shape.name}"`
  const statements = new Map<string, StatementSync>()
  const sql = (text: string) => {
    const known = statements.get(text) ?? db.prepare(text)
    statements.set(text, known)
    return known
  }
  const versioned = (row: Record<string, unknown>) => ({
    ...(JSON.parse(String(row.doc)) as T),
    etag: String(row.etag),
  })
  /** `changed` is 0 where the document was there already, or was no longer the one asked for. */
  const write = (text: string, doc: T, ...given: string[]) => {
    const { etag: _, ...plain } = doc as T & { etag?: string }
    const row = { doc: JSON.stringify(plain), etag: randomBytes(12).toString('base64url') }
    const { changes } = sql(text).run(row.doc, row.etag, doc.part, doc.id, ...given)
    return changes ? versioned(row) : null
  }

  return {
    async create(doc) {
      checkId(doc.id)
      return patiently(() =>
        write(`INSERT INTO ${table} (doc, etag, part, id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, doc),
      )
    },
    async read(id, part = id) {
      const row = await patiently(() =>
        sql(`SELECT doc, etag FROM ${table} WHERE part = ? AND id = ?`).get(part, id),
      )
      return row ? versioned(row) : null
    },
    async replace(doc, etag) {
      const next = await patiently(() =>
        write(`UPDATE ${table} SET doc = ?, etag = ? WHERE part = ? AND id = ? AND etag = ?`, doc, etag),
      )
      if (next) later()
      return next
    },
    async remove(id, part = id) {
      const { changes } = await patiently(() =>
        sql(`DELETE FROM ${table} WHERE part = ? AND id = ?`).run(part, id),
      )
      if (changes) await now()
    },
    async find(query) {
      const { where, order, values } = clauses(
        shape,
        query,
        (field) => `"${field}"`,
        (column) => `${column} IS NOT NULL`,
        // Or a bound looks narrower than an index over more fields, and a longer list is walked.
        (test) => `likely(${test})`,
      )
      const parameters = Object.fromEntries(
        values.map((value, i) => [`p${i}`, typeof value === 'boolean' ? +value : value]),
      )
      const rows = await patiently(() =>
        sql(`SELECT doc, etag FROM ${table} ${where} ${order} LIMIT ${query.limit}`).all(parameters),
      )
      return rows.map(versioned)
    },
  }
}
