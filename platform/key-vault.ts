import { type Config, ConfigError } from './config.ts'
import { nameOf } from './errors.ts'
import { isLoopback } from './loopback.ts'
import { outgoing, PATIENCE } from './outgoing.ts'

/**
 * Where a key vault holds the root key, what is configured are master keys wrapped by it: whoever reads the settings
 * has nothing, and what opens them never leaves the vault. It is asked once, before anything starts, and never again:
 * a vault that is away later changes nothing here.
 *
 * A wrapped key is written `<version>:<base64>`, as the vault's key has versions of its own.
 */
const ALGORITHM = 'RSA-OAEP-256'
const WRAPPED = /^([0-9a-zA-Z-]+):([\w+/]+={0,2})$/

export interface VaultOptions {
  credential?: import('@azure/identity').TokenCredential
  /** Of the client, in tests: a vault on this machine has a certificate and a name of its own. */
  client?: import('@azure/keyvault-keys').CryptographyClientOptions
}

async function clientFor(id: string, { credential, client = {} }: VaultOptions) {
  const { CryptographyClient } = await import('@azure/keyvault-keys')
  const { DefaultAzureCredential } = await import('@azure/identity')
  const disableChallengeResourceVerification = isLoopback(new URL(id).hostname)
  return new CryptographyClient(id, credential ?? new DefaultAzureCredential(), {
    retryOptions: { maxRetries: 2 },
    disableChallengeResourceVerification,
    ...client,
  })
}

async function unwrapped(
  root: string,
  name: string,
  wrapped: string,
  options: VaultOptions,
): Promise<string> {
  const [, version, text] = WRAPPED.exec(wrapped) ?? []
  if (!version || !text)
    throw new ConfigError(`${name} is not wrapped by KEY_VAULT_KEY: make one with npm run key:new.`)
  try {
    const client = await clientFor(`${root}/${version}`, options)
    const { result } = await outgoing(PATIENCE, (abortSignal) =>
      client.unwrapKey(ALGORITHM, Buffer.from(text, 'base64'), { abortSignal }),
    )
    return Buffer.from(result).toString('base64')
  } catch (error) {
    const why = Object.values(nameOf(error)).slice(0, 2).join(' ')
    throw new ConfigError(`KEY_VAULT_KEY does not open ${name}: the vault did not unwrap it (${why}).`)
  }
}

/** The settings with their master keys as they are used. @throws ConfigError */
export async function unlocked(config: Config, options: VaultOptions = {}): Promise<Config> {
  const { KEY_VAULT_KEY: root, MASTER_KEY, MASTER_KEY_ALSO } = config
  if (!root) return config
  const open = (name: string) => (wrapped: string) => unwrapped(root, name, wrapped, options)
  const all = {
    MASTER_KEY: await open('MASTER_KEY')(MASTER_KEY),
    MASTER_KEY_ALSO: await Promise.all(MASTER_KEY_ALSO.map(open('MASTER_KEY_ALSO'))),
  }
  const tooShort = [all.MASTER_KEY, ...all.MASTER_KEY_ALSO].some(
    (one) => Buffer.from(one, 'base64').length < 32,
  )
  if (tooShort) throw new ConfigError('What KEY_VAULT_KEY opens is too short: a master key has 32 bytes.')
  return { ...config, ...all }
}

/** A master key as it is to be set. */
export async function wrappedBy(root: string, key: Uint8Array, options: VaultOptions = {}): Promise<string> {
  const client = await clientFor(root, options)
  const { result, keyID = '' } = await outgoing(PATIENCE, (abortSignal) =>
    client.wrapKey(ALGORITHM, key, { abortSignal }),
  )
  return `${keyID.split('/').at(-1)}:${Buffer.from(result).toString('base64')}`
}
