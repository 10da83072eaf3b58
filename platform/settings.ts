import { z } from 'zod'
import { readRoleMap, roles } from '../intake/case/roles.ts'
import { readDates, readWeek } from '../intake/hours/hours.ts'

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

/** A whole number; where nothing else is said, 1 is the least. */
const count = (fallback: number, most: number, least = 1) =>
  z.coerce.number().int().min(least).max(most).default(fallback)
/** Empty is not set. */
const text = z.string().default('')
const addresses = hosts.refine((all) => all.every((one) => z.email().safeParse(one).success))

export const settings = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe(
      'production refuses to start without MASTER_KEY and PUBLIC_URL, and has no console without OIDC_ISSUER',
    ),
  PORT: count(3978, 65535, 0).describe('port to listen on; 0 takes a free one'),
  HOST: text.describe('address to listen on; loopback only unless in production'),
  PUBLIC_URL: text.describe('address people reach this server at, such as https://silta.example'),
  DATA_DIR: z
    .string()
    .default('./data')
    .describe('folder of the embedded store and of the key made on the first start'),
  AGENCY_DIR: text.describe(
    "folder of an agency's own names, sentences, numbers, hours, reasons and sets of questions, as in docs/agency; empty is agency in DATA_DIR, where there is one",
  ),
  COSMOS_ENDPOINT: text.describe('Azure Cosmos DB for NoSQL account; empty uses the embedded store'),
  COSMOS_KEY: text.describe('key of that account; empty uses the managed identity'),
  COSMOS_DATABASE: z.string().default('silta').describe('name of the database in that account'),
  MASTER_KEY: text.describe(
    '32 random bytes in base64 (openssl rand -base64 32): all other keys derive from it',
  ),
  MASTER_KEY_ALSO: hosts
    .default([])
    .describe(
      'master keys, separated by commas, that open and do not seal: the next one before it is used, and those before until the log says keys.retired',
    ),
  KEY_VAULT_KEY: text.describe(
    'key of an Azure Key Vault that MASTER_KEY and MASTER_KEY_ALSO are wrapped by, such as https://<vault>.vault.azure.net/keys/<name>; empty, and they are plain',
  ),
  AUDIT_ANCHOR_FILE: text.describe(
    'file outside the store, on a disk of its own, to which it is added how far the audit has come; empty, and none is',
  ),
  AUDIT_ANCHOR_WEBHOOK: text.describe(
    'https address that the same is posted to as JSON, such as one that keeps it in an immutable blob',
  ),
  DESTROYED_KEYS_FILE: text.describe(
    'file on a disk of its own to which a hash of each destroyed key is added: a restore leaves those destroyed; empty, and none is',
  ),
  DRAFT_HOURS: count(72, 720).describe('hours an unfinished conversation is kept'),
  CASE_DAYS: count(90, 3650).describe('days a sent case is kept after it was last sent'),
  LINK_DAYS: count(14, 90).describe('days a link opens that asks a referrer for more information'),
  EXPORT_KEY: text.describe('bearer key of the case-management system; empty, and there is no export to it'),
  EXPORTED_DAYS: count(30, 3650, 0).describe(
    'days a case is kept after the case-management system acknowledged it',
  ),
  EXIT_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://www.ilmatieteenlaitos.fi/')
    .describe('neutral page that quick exit goes to'),
  DIRECT_LINE_ORIGINS: hosts
    .default([])
    .describe('web origins, separated by commas, whose pages may use Direct Line'),
  HSTS_SUBDOMAINS: flag
    .default(false)
    .describe('true has browsers take every host below that of PUBLIC_URL by https only, for a year'),
  SECURITY_CONTACT: text
    .refine((address) => address === '' || /^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(address))
    .describe(
      'whom to tell of a weakness, as mailto:… or https://…: it stands in /.well-known/security.txt; empty, and there is none',
    ),
  TRUST_PROXY: z
    .stringFormat('proxies', /^(true|false|[0-5])$/)
    .default('0')
    .transform((value) => (value === 'true' ? 1 : Number(value.replace('false', '0'))))
    .describe('how many reverse proxies that set X-Forwarded-For stand before this server; true is one'),
  MicrosoftAppId: text.describe('app id of the Azure bot; /api/messages needs it in production'),
  MicrosoftAppPassword: text.describe('secret of that app; empty with a managed identity'),
  MicrosoftAppTenantId: text.describe('tenant of that app'),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant'])
    .default('SingleTenant')
    .describe('kind of that app'),
  CertificateThumbprint: text.describe('thumbprint of the certificate of that app, instead of a secret'),
  CertificatePrivateKey: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .default('')
    .describe('private key of that certificate in PEM, line breaks as \\n'),
  ChannelService: z
    .enum(['', 'https://botframework.azure.us'])
    .default('')
    .describe('https://botframework.azure.us in Azure Government; empty in the public cloud'),
  ToBotFromChannelOpenIdMetadataUrl: text.describe(
    'OpenID metadata that vouches for messages to this bot, in other clouds; empty is the usual one',
  ),
  ToBotFromChannelTokenIssuer: text.describe(
    'who issues the tokens of messages to this bot, in other clouds; empty is the usual one',
  ),
  ToChannelFromBotLoginUrl: text.describe(
    'where this bot signs in to answer, in other clouds; empty is the usual one',
  ),
  ToChannelFromBotOAuthScope: text.describe(
    'what this bot signs in for, in other clouds; empty is the usual one',
  ),
  TWILIO_ACCOUNT_SID: text.describe(
    'Twilio account that carries text messages; empty, and none are accepted from it',
  ),
  TWILIO_AUTH_TOKEN: text.describe('auth token of that account: it signs what Twilio sends here'),
  TWILIO_FROM: text.describe(
    'number or messaging service (MG…) that answers; empty answers from the number she wrote to',
  ),
  TWILIO_API_URL: text.describe(
    "address of Twilio's API in a region, such as https://api.dublin.ie1.twilio.com; empty is the usual one",
  ),
  ACS_CONNECTION_STRING: text.describe(
    'connection string of the Azure Communication Services resource that carries text messages',
  ),
  ACS_FROM: text.describe('number of that resource that answers; empty answers from the number she wrote to'),
  ACS_EVENT_KEY: text.describe(
    'secret at the end of the address of the Event Grid subscription (?key=…); empty accepts none',
  ),
  ACS_ENTRA_ISSUER: text.describe(
    'issuer of the tokens that Event Grid delivers with, such as https://sts.windows.net/<tenant id>/; empty accepts none',
  ),
  ACS_ENTRA_AUDIENCE: text.describe('application id that those tokens are made for'),
  OIDC_ISSUER: text.describe(
    'identity provider caseworkers sign in with, such as https://login.microsoftonline.com/<tenant id>/v2.0; empty prints a one-time address instead',
  ),
  OIDC_CLIENT_ID: text.describe('id of this application at the identity provider'),
  OIDC_CLIENT_SECRET: text.describe('secret of this application there'),
  OIDC_TENANT: text.describe(
    'tenant id (tid claim) a caseworker must come from; needed with Microsoft Entra ID',
  ),
  OIDC_ROLES_CLAIM: z
    .string()
    .default('roles')
    .describe('claim of the id token that names app roles or groups: roles or groups in Microsoft Entra ID'),
  OIDC_ROLES: text
    .refine((map) => readRoleMap(map) !== null)
    .describe(
      `what in that claim is which role, as value=role,value=role; roles are ${roles.join(', ')}; empty takes those names themselves`,
    ),
  TRANSLATOR_ENDPOINT: text.describe(
    'Azure AI Translator, such as https://api-eur.cognitive.microsofttranslator.com, which stays within Europe; empty, and nothing is ever translated by a machine',
  ),
  TRANSLATOR_KEY: text.describe(
    "key of that resource; empty uses the managed identity, which only the resource's own address takes",
  ),
  TRANSLATOR_REGION: text.describe('region of that resource, such as northeurope'),
  SESSION_IDLE_MINUTES: count(60, 720, 5).describe(
    'minutes without doing anything after which a caseworker is signed out',
  ),
  SESSION_HOURS: count(12, 24).describe('hours after which a caseworker is signed out whatever is done'),
  LEAVER_MINUTES: count(10, 720).describe(
    'minutes without a sign of life of a caseworker after which a person who talks with them goes back to the queue',
  ),
  SLEEPER_MINUTES: count(15, 1440).describe(
    'minutes a message of a person stays unanswered before they go back to the queue',
  ),
  LEAVER_HOURS: count(24, 720).describe(
    'hours a caseworker is away before their cases in which nobody talks are free for others',
  ),
  OFFER_MINUTES: count(5, 720).describe('minutes a colleague has to accept a case that is handed over'),
  HANDOFF_HUB: text.describe(
    "address of an agency's own agent hub that takes handoff.initiate events; empty, and there is none",
  ),
  HANDOFF_KEY: text.describe(
    'bearer key sent to that hub, and which it sends back with handoff.status to /api/handoff',
  ),
  OFFICE_HOURS: text
    .refine((week) => readWeek(week) !== null)
    .describe(
      'when the desk is open, in Finnish time, such as mon-fri 08:00-16:15, sat 10:00-12:00; empty tells nobody any hours',
    ),
  HOLIDAYS: text
    .refine((days) => readDates(days) !== null)
    .describe(
      'days it is closed beside Finnish public holidays, as ISO dates separated by commas, such as 2026-12-31',
    ),
  ALARM_REPEAT_MINUTES: count(2, 60).describe(
    'minutes after which the alarm over somebody who waits is repeated',
  ),
  ALARM_ESCALATE_MINUTES: count(5, 240).describe(
    'minutes after which it goes on: to everybody on duty, to supervisors, to telling the person',
  ),
  ALARM_CALM_MINUTES: count(240, 2880).describe(
    'minutes for both, within office hours, over something sent that nobody has and that is not urgent',
  ),
  ALARM_LANGUAGE: z
    .enum(['fi', 'sv', 'en'])
    .default('fi')
    .describe('language of alarms that leave this server'),
  ALARM_WEBHOOK: text.describe(
    'https address that alarms are posted to as JSON, such as that of a workflow in Teams',
  ),
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
  ALARM_EMAIL_FROM: text.describe('address that alarms are mailed from'),
  SMTP_URL: text.describe('mail server, such as smtps://user:password@mail.example; holds a secret'),
  TEAMS_SIGN_IN_DAYS: count(7, 90).describe(
    'days after signing in to the console for which a caseworker may act in Teams',
  ),
} satisfies Record<string, z.ZodType>

export const schema = z.object(settings)
export type Settings = z.output<typeof schema>
