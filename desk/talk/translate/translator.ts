import type { Translator } from '../../../intake/form/translator.ts'
import type { Config } from '../../../platform/config.ts'
import { outgoing, PATIENCE } from '../../../platform/outgoing.ts'
import { azureTranslator } from './azure.ts'

const SCOPE = 'https://cognitiveservices.azure.com/.default'

/** The translator that is configured; `null`: none, and no words leave for one. */
export function translatorOf(config: Config): Translator | null {
  const { TRANSLATOR_ENDPOINT: endpoint, TRANSLATOR_KEY: key, TRANSLATOR_REGION: region } = config
  return endpoint ? azureTranslator({ endpoint, region, ...(key ? { key } : { token: identity() }) }) : null
}

/** Tokens of the managed identity; the SDK keeps each until shortly before it expires. */
function identity(): () => Promise<string> {
  let credential: Promise<import('@azure/identity').DefaultAzureCredential> | undefined
  return async () => {
    credential ??= import('@azure/identity').then((sdk) => new sdk.DefaultAzureCredential())
    const known = await credential
    return (await outgoing(PATIENCE, (abortSignal) => known.getToken(SCOPE, { abortSignal }))).token
  }
}
