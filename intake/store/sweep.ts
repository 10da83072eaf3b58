/** What of the engine's own database this needs. */
interface Database {
  readonly isOpen: boolean
  exec(sql: string): void
  prepare(sql: string): { get(): Record<string, unknown> | undefined }
  close(): void
}

/**
 * Milliseconds that the engine itself waits for another process's write: nothing else of this process goes on
 * meanwhile, so whoever writes asks again instead.
 */
export const BUSY = 20
/** Milliseconds a replaced document may linger in the log, and the pause before a busy log is tried again. */
const LINGER = 1000

/**
 * Truncates the write-ahead log: after a removal before the call returns, after a replacement within
 * `LINGER`, once for all that came together. While another process reads, the log stays and is tried again
 * later; so does a log left by a crash when the file is next opened.
 */
export function sweeper(db: Database) {
  let timer: NodeJS.Timeout | undefined
  let soon: Promise<void> | undefined

  function sweep() {
    clearTimeout(timer)
    timer = undefined
    if (!db.isOpen) return
    if (db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy) later()
  }
  function later() {
    timer ??= setTimeout(attempt, LINGER).unref()
  }
  /** Nobody waits for this one: what is wrong with the disk, the next call will say. */
  function attempt() {
    try {
      sweep()
    } catch {
      later()
    }
  }
  function now() {
    soon ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        soon = undefined
        try {
          resolve(sweep())
        } catch (error) {
          later()
          reject(error)
        }
      })
    })
    return soon
  }
  function close() {
    if (!db.isOpen) return
    attempt()
    clearTimeout(timer)
    db.close()
  }
  attempt()
  return { later, now, close }
}
