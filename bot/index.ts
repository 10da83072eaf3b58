import type { AddressInfo } from 'node:net'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { hasDoor } from '../desk/console.ts'
import { byAddress, printSignIn } from '../desk/sign-in/by-address.ts'
import { SECOND } from '../intake/hours/time.ts'
import { OtherKeys, requireKeys, WrongKey } from '../intake/store/key-check.ts'
import { deriveSecrets } from '../intake/store/secrets.ts'
import { OtherStore } from '../intake/store/shape-version.ts'
import { ConfigError, readConfig, webAddress } from '../platform/config.ts'
import { log, nameOf } from '../platform/errors.ts'
import { masterKey } from '../platform/master-key.ts'
import { usableStore } from '../platform/usable-store.ts'
import { httpServer } from './server.ts'
import { services } from './services.ts'
import { learnAhead } from './speech.ts'

/** Between the sign that nobody new is to come here and the first closed connection, in ms. */
const GRACE = 5 * SECOND
/** A platform that stops a program waits for half a minute, and ends it then. */
const LAST = 30 * SECOND

/** Starts everything; the lines it prints are what an engineer needs on a laptop. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const store = await usableStore(config)
  await requireKeys(store, deriveSecrets(masterKey(config)))
  const parts = services(config, store)
  const server = httpServer(parts)
  // The last guard: what nothing else caught is one request's trouble. Node would print it, with what was sent, and end.
  // Whoever read what is printed may be gone. To say so would fail likewise, and so on without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('uncaughtException', (error) => log('uncaught', nameOf(error)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.PORT, config.HOST, resolve)
  })
  const { port } = server.address() as AddressInfo
  const address = webAddress({ ...config, PORT: port })
  process.stdout.write(`Chat:    ${address}/\n`)
  if (byAddress(config)) printSignIn(parts, address)
  else if (hasDoor(config)) process.stdout.write(`Desk:    ${address}/console\n`)
  else
    process.stdout.write(
      'Desk:    none: nobody can sign in here, because OIDC_ISSUER is not set (see README)\n',
    )
  parts.archiveWordings().catch((error) => log('wordings.failed', nameOf(error)))
  learnAhead()
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
    parts.watch.stop()
    parts.receipts.stop()
    parts.sharedLimits.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // Answered in the meantime, a connection is kept for a next request that will not be heard here.
    setInterval(() => server.server.closeIdleConnections(), 50).unref()
    await Promise.allSettled([closed, parts.sweep.stop(), parts.alarm.stop()])
    await parts.outbox.idle()
    await store.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop(GRACE))
  process.once('SIGINT', () => void stop(0))
}

/** Why this address cannot be listened on. */
const unheard: Record<string, string> = {
  EADDRINUSE: 'this PORT is in use. Set PORT to another one.',
  EACCES: 'this PORT is kept for the system. Set PORT to one above 1023.',
  EADDRNOTAVAIL: 'HOST is no address of this machine.',
  ENOTFOUND: 'HOST is no address of this machine.',
}

main().catch((error) => {
  const { code = '', syscall = '' } = error as { code?: string; syscall?: string }
  const known = [ConfigError, OtherStore, WrongKey, OtherKeys].some((one) => error instanceof one)
  const why = known ? error.message : /listen|getaddrinfo/.test(syscall) ? unheard[code] : undefined
  if (why) process.stderr.write(`Silta cannot start:\n${why}\n`)
  else log('start.failed', nameOf(error))
  process.exit(1)
})
