import { AssertionError } from 'node:assert'
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { decodeJwt } from 'jose'
import { type Config, ConfigError } from '../../../platform/config.ts'

/** Who signs messages to a bot, in the public cloud and in Azure Government. */
const issuers = {
  '': 'https://api.botframework.com',
  'https://botframework.azure.us': 'https://api.botframework.us',
}

/** Parts of a cloud: the SDK takes all of them from us, or knows them by itself. */
function cloudOf(config: Config): Record<string, string> {
  const { ChannelService, ToBotFromChannelOpenIdMetadataUrl, ToBotFromChannelTokenIssuer } = config
  const { ToChannelFromBotLoginUrl, ToChannelFromBotOAuthScope } = config
  if (!ToBotFromChannelOpenIdMetadataUrl) return { ChannelService }
  return {
    ToBotFromChannelOpenIdMetadataUrl,
    ToBotFromChannelTokenIssuer,
    ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope,
    // Of the user-token service and of the Emulator, neither of which is used here; the SDK wants to have them.
    OAuthUrl: ToChannelFromBotOAuthScope,
    ToBotFromEmulatorOpenIdMetadataUrl: ToBotFromChannelOpenIdMetadataUrl,
  }
}

/**
 * How this bot proves who it is (a secret, a certificate or a managed identity) and how a message proves that the
 * bot service sent it. Without an app id neither is asked for.
 * @throws ConfigError when the settings of the app do not fit together
 */
export function authentication(config: Config): ConfigurationBotFrameworkAuthentication {
  const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType } = config
  const { CertificateThumbprint, CertificatePrivateKey } = config
  if (!MicrosoftAppId) return new ConfigurationBotFrameworkAuthentication({})
  const certificate = CertificateThumbprint || CertificatePrivateKey
  try {
    return new ConfigurationBotFrameworkAuthentication({
      ...{ MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType },
      ...(certificate ? { CertificateThumbprint, CertificatePrivateKey } : {}),
      ...cloudOf(config),
    })
  } catch (error) {
    throw error instanceof AssertionError ? new ConfigError(error.message) : error
  }
}

/**
 * Only the bot service itself speaks to us. The SDK would also take what other bots and the Emulator sign, by rules
 * that ask less: whether a token is for this `serviceUrl` is not among them.
 */
export function isOfBotService(authorisation: string, config: Config): boolean {
  const [scheme, token = ''] = authorisation.split(' ')
  if (scheme !== 'Bearer') return false
  try {
    return decodeJwt(token).iss === (config.ToBotFromChannelTokenIssuer || issuers[config.ChannelService])
  } catch {
    return false
  }
}
