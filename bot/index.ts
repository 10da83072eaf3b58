import { hasDoor } from '../desk/console.ts'
import { byAddress, printSignIn } from '../desk/sign-in/by-address.ts'
import { readConfig } from '../platform/config.ts'
import { orSayWhy, ownStore, run } from './run.ts'
import { httpServer } from './server.ts'
import { services } from './services.ts'

/** Starts everything; the lines it prints are what an engineer needs on a laptop. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const parts = services(config, await ownStore(config))
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
