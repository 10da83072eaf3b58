import { hasDoor } from '../desk/console.ts'
import { byAddress, printSignIn } from '../desk/sign-in/by-address.ts'
import { readConfig } from '../platform/config.ts'
import { unlocked } from '../platform/key-vault.ts'
import { orSayWhy, ownSecrets, ownStore, run } from './run.ts'
import { httpServer } from './server.ts'
import { services } from './services.ts'

/** Starts everything; the lines it prints are what an engineer needs on a laptop. */
async function main(): Promise<void> {
  const config = await unlocked(readConfig(process.env))
  const store = await ownStore(config)
  const parts = services(config, store, Date.now, await ownSecrets(config, store))
  const address = await run(httpServer(parts), parts)
  process.stdout.write(`Chat:    ${address}/\n`)
  if (byAddress(config)) printSignIn(parts, address)
  else if (hasDoor(config)) process.stdout.write(`Desk:    ${address}/console\n`)
  else
    process.stdout.write(
      'Desk:    none: nobody can sign in here, because OIDC_ISSUER is not set (see README)\n',
    )
}

main().catch(orSayWhy('Silta'))
