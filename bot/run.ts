import type { AddressInfo } from 'node:net'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import type { Server } from 'restify'
import { SECOND } from '../intake/hours/time.ts'
import { OtherKeys, requireKeys, WrongKey } from '../intake/store/key-check.ts'
import { KeyStillNeeded, keyRing } from '../intake/store/key-ring.ts'
import type { Store } from '../intake/store/ports.ts'
import type { Secrets } from '../intake/store/secrets.ts'
import { OtherStore } from '../intake/store/shape-version.ts'
import { type Config, ConfigError, webAddress } from '../platform/config.ts'
import { log, nameOf } from '../platform/errors.ts'
import { masterKeys, secretsOf } from '../platform/master-key.ts'
import { usableStore } from '../platform/usable-store.ts'
import type { Services } from './services.ts'
import { learnAhead } from './speech.ts'

/** Between the sign that nobody new is to come here and the first closed connection, in ms. */
const GRACE = 5 * SECOND
/** A platform that stops a program waits for half a minute, and ends it then. */
const LAST = 30 * SECOND

/** The store that the settings name, under their key. @throws ConfigError, OtherStore, WrongKey, OtherKeys */
export async function ownStore(config: Config, demo = false): Promise<Store> {
  const store = await usableStore(config, demo)
  await requireKeys(store, secretsOf(config))
  return store
}

/** What it is sealed, signed and named by. @throws KeyStillNeeded */
export const ownSecrets = (config: Config, store: Store): Promise<Secrets> =>
  keyRing(store, masterKeys(config))

/** Listens, and does what is done beside requests, until the process is asked to stop. @returns its address */
export async function run(server: Server, parts: Services): Promise<string> {
  const { config } = parts
  // The last guard: what nothing else caught is one request's trouble. Node would print it, with what was sent, and end.
  // Whoever read what is printed may be gone. To say so would fail likewise, and so on without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('uncaughtException', (error) => log('uncaught', nameOf(error)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.PORT, config.HOST, resolve)
  })
  const { port } = server.address() as AddressInfo
  parts.archiveWordings().catch((error) => log('wordings.failed', nameOf(error)))
  learnAhead()
  parts.agency.start()
  parts.sweep.start()
  parts.alarm.start()
  parts.sharedLimits.start()

  let stopping = false
  /** `grace`: so long whoever shares people out has to hear that none are to come here. */
  const stop = async (grace: number) => {
    if (stopping) return
    stopping = true
    // Whoever does not let go of a connection by then is let go.
    setTimeout(() => {
      log('stop.forced')
      process.exit(0)
    }, LAST).unref()
    parts.leaving.abort()
    await setTimeoutPromise(grace)
    parts.drain.abort()
    parts.agency.stop()
    parts.watch.stop()
    parts.receipts.stop()
    parts.sharedLimits.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // Answered in the meantime, a connection is kept for a next request that will not be heard here.
    setInterval(() => server.server.closeIdleConnections(), 50).unref()
    await Promise.allSettled([closed, parts.sweep.stop(), parts.alarm.stop()])
    await parts.outbox.idle()
    await parts.store.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop(GRACE))
  process.once('SIGINT', () => void stop(0))
  return webAddress({ ...config, PORT: port })
}

/** Why this address cannot be listened on. */
const unheard: Record<string, string> = {
  EADDRINUSE: 'this PORT is in use. Set PORT to another one.',
  EACCES: 'this PORT is kept for the system. Set PORT to one above 1023.',
  EADDRNOTAVAIL: 'HOST is no address of this machine.',
  ENOTFOUND: 'HOST is no address of this machine.',
}

/** Why nothing starts, in a sentence where it is known, and the end. */
export const orSayWhy =
  (what: string) =>
  (error: Error): never => {
    const { code = '', syscall = '' } = error as { code?: string; syscall?: string }
    const known = [ConfigError, OtherStore, WrongKey, OtherKeys, KeyStillNeeded].some(
      (one) => error instanceof one,
    )
    const why = known ? error.message : /listen|getaddrinfo/.test(syscall) ? unheard[code] : undefined
    if (why) process.stderr.write(`${what} cannot start:\n${why}\n`)
    else log('start.failed', nameOf(error))
    process.exit(1)
  }
