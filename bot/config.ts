import { z } from 'zod'
import { readDates, readWeek } from '../intake/hours.ts'
import { readRoleMap } from './desk/roles.ts'

/**
 * Every setting, with its default and what it is for. `.env.example` lists the same, held equal by a test.
 * In production (`NODE_ENV=production`) there is no default for what keeps people safe: keys,
 * the address, and who may sign in.
 */
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const hosts = z.string().transform((value) =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
)

const minutes = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback)
const addresses = hosts.refine((all) => all.every((one) => z.email().safeParse(one).success))

export const settings = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe(
      'production refuses to start without MASTER_KEY and PUBLIC_URL, and has no console without OIDC_ISSUER',
    ),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3978)
    .describe('port to listen on; 0 takes a free one'),
  HOST: z.string().default('').describe('address to listen on; loopback only unless in production'),
  PUBLIC_URL: z
    .string()
    .default('')
    .describe('address people reach this server at, such as https://silta.example'),
  DATA_DIR: z
    .string()
    .default('./data')
    .describe('folder of the embedded store and of the key made on the first start'),
  COSMOS_ENDPOINT: z
    .string()
    .default('')
    .describe('Azure Cosmos DB for NoSQL account; empty uses the embedded store'),
  COSMOS_KEY: z.string().default('').describe('key of that account; empty uses the managed identity'),
  COSMOS_DATABASE: z.string().default('silta').describe('name of the database in that account'),
  MASTER_KEY: z
    .string()
    .default('')
    .describe('32 random bytes in base64 (openssl rand -base64 32): all other keys derive from it'),
  DRAFT_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(72)
    .describe('hours an unfinished conversation is kept'),
  CASE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('days a sent case is kept after it was last sent'),
  LINK_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(90)
    .default(14)
    .describe('days a link opens that asks a referrer for more information'),
  EXPORT_KEY: z
    .string()
    .default('')
    .describe('bearer key of the case-management system; empty, and there is no export to it'),
  EXPORTED_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3650)
    .default(30)
    .describe('days a case is kept after the case-management system acknowledged it'),
  EXIT_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://www.ilmatieteenlaitos.fi/')
    .describe('neutral page that quick exit goes to'),
  DIRECT_LINE_ORIGINS: hosts
    .default([])
    .describe('web origins, separated by commas, whose pages may use Direct Line'),
  TRUST_PROXY: flag.default(false).describe('true behind a reverse proxy that sets X-Forwarded-For'),
  MicrosoftAppId: z
    .string()
    .default('')
    .describe('app id of the Azure bot; /api/messages needs it in production'),
  MicrosoftAppPassword: z.string().default('').describe('secret of that app; empty with a managed identity'),
  MicrosoftAppTenantId: z.string().default('').describe('tenant of that app'),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant'])
    .default('SingleTenant')
    .describe('kind of that app'),
  CertificateThumbprint: z
    .string()
    .default('')
    .describe('thumbprint of the certificate of that app, instead of a secret'),
  CertificatePrivateKey: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .default('')
    .describe('private key of that certificate in PEM, line breaks as \\n'),
  ChannelService: z
    .enum(['', 'https://botframework.azure.us'])
    .default('')
    .describe('https://botframework.azure.us in Azure Government; empty in the public cloud'),
  ToBotFromChannelOpenIdMetadataUrl: z
    .string()
    .default('')
    .describe(
      'OpenID metadata that vouches for messages to this bot, in other clouds; empty is the usual one',
    ),
  ToBotFromChannelTokenIssuer: z
    .string()
    .default('')
    .describe('who issues the tokens of messages to this bot, in other clouds; empty is the usual one'),
  ToChannelFromBotLoginUrl: z
    .string()
    .default('')
    .describe('where this bot signs in to answer, in other clouds; empty is the usual one'),
  ToChannelFromBotOAuthScope: z
    .string()
    .default('')
    .describe('what this bot signs in for, in other clouds; empty is the usual one'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .default('')
    .describe('Twilio account that carries text messages; empty, and none are accepted from it'),
  TWILIO_AUTH_TOKEN: z
    .string()
    .default('')
    .describe('auth token of that account: it signs what Twilio sends here'),
  TWILIO_FROM: z
    .string()
    .default('')
    .describe('number or messaging service (MG…) that answers; empty answers from the number she wrote to'),
  TWILIO_API_URL: z
    .string()
    .default('')
    .describe(
      "address of Twilio's API in a region, such as https://api.dublin.ie1.twilio.com; empty is the usual one",
    ),
  ACS_CONNECTION_STRING: z
    .string()
    .default('')
    .describe('connection string of the Azure Communication Services resource that carries text messages'),
  ACS_FROM: z
    .string()
    .default('')
    .describe('number of that resource that answers; empty answers from the number she wrote to'),
  ACS_EVENT_KEY: z
    .string()
    .default('')
    .describe('secret at the end of the address of the Event Grid subscription (?key=…); empty accepts none'),
  ACS_ENTRA_ISSUER: z
    .string()
    .default('')
    .describe(
      'issuer of the tokens that Event Grid delivers with, such as https://sts.windows.net/<tenant id>/; empty accepts none',
    ),
  ACS_ENTRA_AUDIENCE: z.string().default('').describe('application id that those tokens are made for'),
  OIDC_ISSUER: z
    .string()
    .default('')
    .describe(
      'identity provider caseworkers sign in with, such as https://login.microsoftonline.com/<tenant id>/v2.0; empty prints a one-time address instead',
    ),
  OIDC_CLIENT_ID: z.string().default('').describe('id of this application at the identity provider'),
  OIDC_CLIENT_SECRET: z.string().default('').describe('secret of this application there'),
  OIDC_TENANT: z
    .string()
    .default('')
    .describe('tenant id (tid claim) a caseworker must come from; needed with Microsoft Entra ID'),
  OIDC_ROLES_CLAIM: z
    .string()
    .default('roles')
    .describe('claim of the id token that names app roles or groups: roles or groups in Microsoft Entra ID'),
  OIDC_ROLES: z
    .string()
    .default('')
    .refine((text) => readRoleMap(text) !== null)
    .describe(
      'what in that claim is which role, as value=role,value=role; roles are caseworker, supervisor, auditor, administrator; empty takes those names themselves',
    ),
  TRANSLATOR_ENDPOINT: z
    .string()
    .default('')
    .describe(
      'Azure AI Translator, such as https://api-eur.cognitive.microsofttranslator.com, which stays within Europe; empty, and nothing is ever translated by a machine',
    ),
  TRANSLATOR_KEY: z
    .string()
    .default('')
    .describe(
      "key of that resource; empty uses the managed identity, which only the resource's own address takes",
    ),
  TRANSLATOR_REGION: z.string().default('').describe('region of that resource, such as northeurope'),
  SESSION_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(5)
    .max(720)
    .default(60)
    .describe('minutes without doing anything after which a caseworker is signed out'),
  SESSION_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(24)
    .default(12)
    .describe('hours after which a caseworker is signed out whatever is done'),
  LEAVER_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(10)
    .describe(
      'minutes without a sign of life of a caseworker after which a person who talks with them goes back to the queue',
    ),
  SLEEPER_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1440)
    .default(15)
    .describe('minutes a message of a person stays unanswered before they go back to the queue'),
  LEAVER_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(24)
    .describe('hours a caseworker is away before their cases in which nobody talks are free for others'),
  OFFER_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(5)
    .describe('minutes a colleague has to accept a case that is handed over'),
  HANDOFF_HUB: z
    .string()
    .default('')
    .describe(
      "address of an agency's own agent hub that takes handoff.initiate events; empty, and there is none",
    ),
  HANDOFF_KEY: z
    .string()
    .default('')
    .describe('bearer key sent to that hub, and which it sends back with handoff.status to /api/handoff'),
  OFFICE_HOURS: z
    .string()
    .default('')
    .refine((text) => readWeek(text) !== null)
    .describe(
      'when the desk is open, in Finnish time, such as mon-fri 08:00-16:15, sat 10:00-12:00; empty tells nobody any hours',
    ),
  HOLIDAYS: z
    .string()
    .default('')
    .refine((text) => readDates(text) !== null)
    .describe(
      'days it is closed beside Finnish public holidays, as ISO dates separated by commas, such as 2026-12-31',
    ),
  ALARM_REPEAT_MINUTES: minutes(2, 60).describe(
    'minutes after which the alarm over somebody who waits is repeated',
  ),
  ALARM_ESCALATE_MINUTES: minutes(5, 240).describe(
    'minutes after which it goes on: to everybody on duty, to supervisors, to telling the person',
  ),
  ALARM_CALM_MINUTES: minutes(240, 2880).describe(
    'minutes for both, within office hours, over something sent that nobody has and that is not urgent',
  ),
  ALARM_LANGUAGE: z
    .enum(['fi', 'sv', 'en'])
    .default('fi')
    .describe('language of alarms that leave this server'),
  ALARM_WEBHOOK: z
    .string()
    .default('')
    .describe('https address that alarms are posted to as JSON, such as that of a workflow in Teams'),
  ALARM_WEBHOOK_KIND: z
    .enum(['teams', 'json'])
    .default('teams')
    .describe('what it understands: teams takes an Adaptive Card, json plain fields'),
  ALARM_EMAIL: addresses
    .default([])
    .describe(
      'addresses, separated by commas, that alarms are mailed to; they need SMTP_URL and ALARM_EMAIL_FROM',
    ),
  ALARM_EMAIL_SUPERVISORS: addresses
    .default([])
    .describe('addresses of supervisors, mailed when an alarm comes to them, on duty or not'),
  ALARM_EMAIL_FROM: z.string().default('').describe('address that alarms are mailed from'),
  SMTP_URL: z
    .string()
    .default('')
    .describe('mail server, such as smtps://user:password@mail.example; holds a secret'),
  TEAMS_SIGN_IN_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe('days after signing in to the console for which a caseworker may act in Teams'),
} satisfies Record<string, z.ZodType>

const schema = z.object(settings)
export type Config = z.output<typeof schema> & { production: boolean; loopback: boolean }

/** What is wrong with the configuration, in sentences an engineer can act on. Names settings, never their values. */
export class ConfigError extends Error {}

/** @throws ConfigError */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(settings).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      (issue) =>
        `${issue.path.join('.')} is not usable (${settings[issue.path[0] as keyof typeof settings]?.description}).`,
    )
    throw new ConfigError(wrong.join('\n'))
  }
  const config = parsed.data
  const production = config.NODE_ENV === 'production'
  const missing = [
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
    ...signInTroubles(config, production),
    ...cloudTroubles(config, production),
    ...textTroubles(config, production),
    production &&
      config.PUBLIC_URL &&
      !URL.canParse(config.PUBLIC_URL) &&
      'PUBLIC_URL is not an address: it is such as https://silta.example.',
    config.ACS_EVENT_KEY &&
      config.ACS_EVENT_KEY.length < 32 &&
      'ACS_EVENT_KEY is too short: it must have at least 32 characters.',
    ...alarmTroubles(config, production),
    ...translatorTroubles(config, production),
    config.EXPORT_KEY &&
      config.EXPORT_KEY.length < 32 &&
      'EXPORT_KEY is too short: it must have at least 32 characters.',
    ...hubTroubles(config, production),
  ].filter((one) => typeof one === 'string' && one !== '')
  if (missing.length > 0) throw new ConfigError(missing.join('\n'))
  const HOST = config.HOST || (production ? '0.0.0.0' : '127.0.0.1')
  return {
    ...config,
    HOST,
    production,
    loopback: isLoopback(HOST),
  }
}

/** Encrypted, unless it is tried on this machine itself, and with a key. */
function hubTroubles(
  { HANDOFF_HUB, HANDOFF_KEY }: z.output<typeof schema>,
  production: boolean,
): (string | false)[] {
  if (!HANDOFF_HUB) return []
  const { protocol, hostname } = URL.canParse(HANDOFF_HUB) ? new URL(HANDOFF_HUB) : none
  const tried = !production && protocol === 'http:' && isLoopback(hostname)
  return [
    protocol !== 'https:' &&
      !tried &&
      'HANDOFF_HUB must begin with https:// (http:// only on this machine itself, and never in production).',
    HANDOFF_KEY.length < 32 && 'HANDOFF_KEY is too short: HANDOFF_HUB needs one of at least 32 characters.',
  ]
}

/** What the identity provider still needs, once there is one. */
function signInTroubles(config: z.output<typeof schema>, production: boolean): (string | false)[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_TENANT } = config
  if (!OIDC_ISSUER) return []
  const { protocol, hostname } = URL.canParse(OIDC_ISSUER) ? new URL(OIDC_ISSUER) : none
  const tried = !production && protocol === 'http:' && isLoopback(hostname)
  return [
    protocol !== 'https:' &&
      !tried &&
      'OIDC_ISSUER must begin with https:// (http:// only on this machine itself, and never in production).',
    !OIDC_CLIENT_ID && 'OIDC_CLIENT_ID is missing: OIDC_ISSUER needs it.',
    !OIDC_CLIENT_SECRET && 'OIDC_CLIENT_SECRET is missing: OIDC_ISSUER needs it.',
    /microsoftonline\.(com|us|cn)$/.test(hostname) &&
      !OIDC_TENANT &&
      'OIDC_TENANT is missing: with Microsoft Entra ID it keeps people of other organisations out.',
  ]
}

const clouds = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
] as const

/** Another cloud is named whole. Whoever answers at its addresses vouches for every message: nobody on the way may. */
function cloudTroubles(config: z.output<typeof schema>, production: boolean): (string | false)[] {
  if (clouds.every((name) => !config[name])) return []
  const [metadata, , login] = clouds
  return [
    ...clouds.map(
      (name) => !config[name] && `${name} is missing: of ${clouds.join(', ')} all are set or none.`,
    ),
    ...[metadata, login].map(
      (name) =>
        config[name] !== '' &&
        !isTrusted(config[name], production) &&
        `${name} must begin with https:// (http:// only on this machine itself, and never in production).`,
    ),
  ]
}

/** Our token and what people write go to the one; whoever answers at the other vouches for every event. */
const textTroubles = (config: z.output<typeof schema>, production: boolean): (string | false)[] =>
  (['TWILIO_API_URL', 'ACS_ENTRA_ISSUER'] as const).map(
    (name) =>
      config[name] !== '' &&
      !isTrusted(config[name], production) &&
      `${name} must begin with https:// (http:// only on this machine itself, and never in production).`,
  )

function isTrusted(address: string, production: boolean): boolean {
  const { protocol, hostname } = URL.canParse(address) ? new URL(address) : none
  return protocol === 'https:' || (!production && protocol === 'http:' && isLoopback(hostname))
}

/** What people wrote leaves this machine by this address only. */
function translatorTroubles(config: z.output<typeof schema>, production: boolean): (string | false)[] {
  const { TRANSLATOR_ENDPOINT, TRANSLATOR_KEY } = config
  if (!TRANSLATOR_ENDPOINT) return []
  const { protocol, hostname } = URL.canParse(TRANSLATOR_ENDPOINT) ? new URL(TRANSLATOR_ENDPOINT) : none
  const tried = !production && protocol === 'http:' && isLoopback(hostname)
  return [
    protocol !== 'https:' &&
      !tried &&
      'TRANSLATOR_ENDPOINT must begin with https:// (http:// only on this machine itself, and never in production).',
    !TRANSLATOR_KEY &&
      hostname.endsWith('.microsofttranslator.com') &&
      "TRANSLATOR_KEY is missing: without it only a resource's own address (https://<name>.cognitiveservices.azure.com) can be used.",
  ]
}
const none = { protocol: '', hostname: '' }
const partsOf = (address: string) => (URL.canParse(address) ? new URL(address) : none)

/** What the ways an alarm goes out by still need. */
function alarmTroubles(config: z.output<typeof schema>, production: boolean): (string | false)[] {
  const { ALARM_WEBHOOK, ALARM_EMAIL, ALARM_EMAIL_SUPERVISORS, ALARM_EMAIL_FROM, SMTP_URL } = config
  const hook = partsOf(ALARM_WEBHOOK)
  const tried = !production && hook.protocol === 'http:' && isLoopback(hook.hostname)
  const mails = ALARM_EMAIL.length + ALARM_EMAIL_SUPERVISORS.length > 0
  return [
    ALARM_WEBHOOK !== '' &&
      hook.protocol !== 'https:' &&
      !tried &&
      'ALARM_WEBHOOK must begin with https:// (http:// only to this machine itself, and never in production).',
    mails &&
      !/^smtps?:$/.test(partsOf(SMTP_URL).protocol) &&
      'SMTP_URL must begin with smtps:// or smtp://: ALARM_EMAIL and ALARM_EMAIL_SUPERVISORS need it.',
    mails &&
      !z.email().safeParse(ALARM_EMAIL_FROM).success &&
      'ALARM_EMAIL_FROM is missing: ALARM_EMAIL and ALARM_EMAIL_SUPERVISORS need an address to come from.',
  ]
}

/** The address people reach this server at; on a laptop, where it listens. */
export const webAddress = ({ PUBLIC_URL, HOST, PORT }: Config): string =>
  (PUBLIC_URL || `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`).replace(/\/+$/, '')

export const isLoopback = (hostname: string): boolean =>
  ['127.0.0.1', '::1', '[::1]', 'localhost'].includes(hostname)
