import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages } from '../../locales/index.ts'
import { accent } from './icons.ts'

/**
 * The app as Teams is told of it. Nothing in what a neighbour may glance at (the name, the chat list, a
 * notification) says what Silta is for; the full description, on the app's own page, does, so that a referrer
 * who searches or asks an administrator knows that this is the right one.
 */
export const VERSION = '1.30'

export interface Installation {
  /** Id of the bot's app registration or managed identity, a GUID. It names the Teams app too. */
  appId: string
  /** Where people reach Silta, https. */
  address: string
  /** Who is responsible, up to 32 characters, and its pages on privacy and terms. */
  publisher: string
  privacy: string
  terms: string
  /** Version of the package: Teams takes an update only when it is higher. */
  version: string
}

type Words = Record<string, string>

/** What Teams shows in one language, in Teams' own form of it. */
export const wordsOf = (language: string): Words =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'words', `${language}.json`), 'utf8'))

/** Shown to people whose language is none of ours. */
const fallback = 'en'
export const fileOf = (language: string) => `${language}.json`

/** Words that steer the conversation, offered above the writing field. */
const COMMANDS = 5

export function manifest({ appId, address, publisher, privacy, terms, version }: Installation) {
  const words = wordsOf(fallback)
  const command = (i: number, part: string) => words[`bots[0].commandLists[0].commands[${i}].${part}`]!
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version,
    id: appId,
    developer: { name: publisher, websiteUrl: address, privacyUrl: privacy, termsOfUseUrl: terms },
    name: { short: words['name.short'], full: words['name.full'] },
    description: { short: words['description.short'], full: words['description.full'] },
    localizationInfo: {
      defaultLanguageTag: fallback,
      additionalLanguages: languages
        .filter((language) => language !== fallback)
        .map((language) => ({ languageTag: language, file: fileOf(language) })),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: `#${accent.map((part) => part.toString(16).padStart(2, '0')).join('')}`,
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot' },
    bots: [
      {
        botId: appId,
        // No group chats: others read along there, and no team that could take a case.
        scopes: ['personal', 'team'],
        supportsFiles: false,
        supportsCalling: false,
        supportsVideo: false,
        isNotificationOnly: false,
        commandLists: [
          {
            scopes: ['personal'],
            commands: Array.from({ length: COMMANDS }, (_, i) => ({
              title: command(i, 'title'),
              description: command(i, 'description'),
            })),
          },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(address).host],
  }
}
