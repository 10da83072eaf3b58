import type { Settings } from './settings.ts'

type Name = keyof Settings

/** What is nothing without another: half a group would start as if it were whole, and take or send nothing. */
const needs: readonly [needed: Name, by: readonly Name[]][] = [
  ['COSMOS_ENDPOINT', ['COSMOS_KEY']],
  ['OIDC_ISSUER', ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_TENANT']],
  ['OIDC_CLIENT_ID', ['OIDC_ISSUER']],
  ['OIDC_CLIENT_SECRET', ['OIDC_ISSUER']],
  [
    'MicrosoftAppId',
    ['MicrosoftAppPassword', 'MicrosoftAppTenantId', 'CertificateThumbprint', 'CertificatePrivateKey'],
  ],
  ['TWILIO_ACCOUNT_SID', ['TWILIO_AUTH_TOKEN', 'TWILIO_FROM', 'TWILIO_API_URL']],
  ['TWILIO_AUTH_TOKEN', ['TWILIO_ACCOUNT_SID']],
  ['PUBLIC_URL', ['TWILIO_ACCOUNT_SID']],
  ['ACS_CONNECTION_STRING', ['ACS_FROM', 'ACS_EVENT_KEY', 'ACS_ENTRA_ISSUER', 'ACS_ENTRA_AUDIENCE']],
  ['ACS_ENTRA_ISSUER', ['ACS_ENTRA_AUDIENCE']],
  ['ACS_ENTRA_AUDIENCE', ['ACS_ENTRA_ISSUER']],
  ['TRANSLATOR_ENDPOINT', ['TRANSLATOR_KEY', 'TRANSLATOR_REGION']],
  ['HANDOFF_HUB', ['HANDOFF_KEY']],
  ['MASTER_KEY', ['MASTER_KEY_ALSO', 'KEY_VAULT_KEY']],
]

const isSet = (value: Settings[Name]): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value))

/** A sentence for each setting that others need and that is not there, naming the first of them. */
export const missingOf = (config: Settings): string[] =>
  needs.flatMap(([needed, by]) => {
    const given = config[needed] ? undefined : by.find((name) => isSet(config[name]))
    return given ? [`${needed} is missing: ${given} needs it.`] : []
  })
