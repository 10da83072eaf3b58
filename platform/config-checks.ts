import { z } from 'zod'
import { missingOf } from './config-needs.ts'
import { isLoopback } from './loopback.ts'
import type { Settings } from './settings.ts'

/** What is wrong between settings that are each usable, a sentence each; none of them says a value. */
export const troublesOf = (config: Settings, production: boolean): string[] =>
  [
    production &&
      !config.MASTER_KEY &&
      'MASTER_KEY is missing: in production Silta does not make its own key. Make one with: openssl rand -base64 32',
    production &&
      !config.PUBLIC_URL &&
      'PUBLIC_URL is missing: in production Silta must know the https address people reach it at.',
    production &&
      config.PUBLIC_URL &&
      !config.PUBLIC_URL.startsWith('https://') &&
      'PUBLIC_URL must begin with https:// in production.',
    config.MASTER_KEY &&
      Buffer.from(config.MASTER_KEY, 'base64').length < 32 &&
      'MASTER_KEY is too short: it must hold at least 32 bytes in base64.',
    config.MASTER_KEY_ALSO.some((one) => Buffer.from(one, 'base64').length < 32) &&
      'MASTER_KEY_ALSO holds a key that is too short: each has at least 32 bytes in base64.',
    config.MASTER_KEY_ALSO.includes(config.MASTER_KEY) &&
      'MASTER_KEY_ALSO names MASTER_KEY itself: it is for the others.',
    config.PUBLIC_URL &&
      !isOrigin(config.PUBLIC_URL) &&
      'PUBLIC_URL must be an address without a path, such as https://silta.example.',
    !config.DIRECT_LINE_ORIGINS.every(isOrigin) &&
      'DIRECT_LINE_ORIGINS must name origins as browsers do, such as https://site.example: without a path and without a slash at the end.',
    config.COSMOS_KEY !== '' &&
      !/^[\w+/]{8,}={0,2}$/.test(config.COSMOS_KEY) &&
      'COSMOS_KEY is not a key: it is one of the two that the portal shows, in base64.',
    ...(['ACS_EVENT_KEY', 'EXPORT_KEY'] as const).map(
      (name) =>
        config[name] !== '' &&
        config[name].length < 32 &&
        `${name} is too short: it must have at least 32 characters.`,
    ),
    ...addressTroubles(config, production),
    ...signInTroubles(config),
    ...textTroubles(config),
    ...cloudTroubles(config),
    ...mailTroubles(config),
    ...translatorTroubles(config),
    ...hubTroubles(config),
    ...missingOf(config),
  ].filter((one): one is string => typeof one === 'string' && one !== '')

/** What the agency's own hub still needs, once there is one. */
const hubTroubles = ({ HANDOFF_HUB, HANDOFF_KEY }: Settings): (string | false)[] => [
  HANDOFF_HUB !== '' &&
    HANDOFF_KEY.length < 32 &&
    'HANDOFF_KEY is too short: HANDOFF_HUB needs one of at least 32 characters.',
]

const signInTroubles = ({ OIDC_ISSUER, OIDC_TENANT }: Settings): (string | false)[] => [
  /microsoftonline\.(com|us|cn)$/.test(partsOf(OIDC_ISSUER).hostname) &&
    !OIDC_TENANT &&
    'OIDC_TENANT is missing: with Microsoft Entra ID it keeps people of other organisations out.',
]

/** Who may deliver what was texted must be provable in one of two ways. */
const textTroubles = (config: Settings): (string | false)[] => [
  config.ACS_CONNECTION_STRING !== '' &&
    !/^endpoint=https?:\/\/[^;]+;accesskey=.+/i.test(config.ACS_CONNECTION_STRING) &&
    'ACS_CONNECTION_STRING is not one: it is such as endpoint=https://<name>.communication.azure.com/;accesskey=<key>.',
  config.ACS_CONNECTION_STRING !== '' &&
    !config.ACS_EVENT_KEY &&
    !config.ACS_ENTRA_ISSUER &&
    'ACS_EVENT_KEY is missing: without it or ACS_ENTRA_ISSUER no text message is taken from ACS_CONNECTION_STRING.',
]

const clouds = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
] as const

/** Another cloud is named whole. */
const cloudTroubles = (config: Settings): (string | false)[] =>
  clouds.every((name) => !config[name])
    ? []
    : clouds.map(
        (name) => !config[name] && `${name} is missing: of ${clouds.join(', ')} all are set or none.`,
      )

/** Where words, keys and tokens leave for, and who vouches for people and messages: nobody on the way may. */
const outward = [
  'COSMOS_ENDPOINT',
  'OIDC_ISSUER',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
  'TWILIO_API_URL',
  'ACS_ENTRA_ISSUER',
  'ALARM_WEBHOOK',
  'AUDIT_ANCHOR_WEBHOOK',
  'TRANSLATOR_ENDPOINT',
  'HANDOFF_HUB',
  'KEY_VAULT_KEY',
] as const

const addressTroubles = (config: Settings, production: boolean): (string | false)[] =>
  outward.map((name) => {
    const { protocol, hostname } = partsOf(config[name])
    const tried = !production && protocol === 'http:' && isLoopback(hostname)
    return (
      config[name] !== '' &&
      protocol !== 'https:' &&
      !tried &&
      `${name} must begin with https:// (http:// only on this machine itself, and never in production).`
    )
  })

/** What the translator still needs, once there is one. */
const translatorTroubles = ({ TRANSLATOR_ENDPOINT, TRANSLATOR_KEY }: Settings): (string | false)[] => [
  !TRANSLATOR_KEY &&
    partsOf(TRANSLATOR_ENDPOINT).hostname.endsWith('.microsofttranslator.com') &&
    "TRANSLATOR_KEY is missing: without it only a resource's own address (https://<name>.cognitiveservices.azure.com) can be used.",
]

/** As a browser names where a page comes from. */
const isOrigin = (address: string): boolean => URL.parse(address)?.origin === address

const none = { protocol: '', hostname: '' }
const partsOf = (address: string) => URL.parse(address) ?? none

/** What mail still needs, once an alarm is to go out by it. */
function mailTroubles(config: Settings): (string | false)[] {
  const { ALARM_EMAIL, ALARM_EMAIL_SUPERVISORS, ALARM_EMAIL_FROM, SMTP_URL } = config
  if (ALARM_EMAIL.length + ALARM_EMAIL_SUPERVISORS.length === 0)
    return [
      (SMTP_URL || ALARM_EMAIL_FROM) !== '' &&
        'ALARM_EMAIL is missing: SMTP_URL and ALARM_EMAIL_FROM have nobody to mail to.',
    ]
  return [
    !/^smtps?:$/.test(partsOf(SMTP_URL).protocol) &&
      'SMTP_URL must begin with smtps:// or smtp://: ALARM_EMAIL and ALARM_EMAIL_SUPERVISORS need it.',
    !z.email().safeParse(ALARM_EMAIL_FROM).success &&
      'ALARM_EMAIL_FROM is missing: ALARM_EMAIL and ALARM_EMAIL_SUPERVISORS need an address to come from.',
  ]
}
