import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { strToU8, zipSync } from 'fflate'
import { languages } from '../../locales/index.ts'
import about from '../../package.json' with { type: 'json' }
import { readConfig } from '../../platform/config.ts'
import { colourIcon, outlineIcon } from './icons.ts'
import { fileOf, type Installation, manifest, wordsOf } from './manifest.ts'

/** The app package, to be uploaded in the Teams admin centre: manifest, two icons, one file a language. */
export function teamsPackage(installation: Installation): Uint8Array {
  const made = manifest(installation)
  const json = (value: unknown) => strToU8(`${JSON.stringify(value, null, 2)}\n`)
  const named = new Set(made.localizationInfo.additionalLanguages.map(({ file }) => file))
  return zipSync(
    {
      'manifest.json': json(made),
      'color.png': colourIcon(),
      'outline.png': outlineIcon(),
      ...Object.fromEntries(
        languages
          .filter((language) => named.has(fileOf(language)))
          .map((language) => [fileOf(language), json(wordsOf(language))]),
      ),
    },
    // The same package of the same words is the same file.
    { mtime: '2000-01-01' },
  )
}

/** @throws Error saying what is missing */
export function installationIn(args: string[], env: Record<string, string | undefined>): Installation {
  const { MicrosoftAppId: appId, PUBLIC_URL: address } = readConfig(env)
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(appId))
    throw new Error('MicrosoftAppId is missing: the id of the Azure bot.')
  if (!address.startsWith('https://')) throw new Error('PUBLIC_URL is missing: the https address of Silta.')
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: { publisher: text, privacy: text, terms: text, version: text },
  })
  const { publisher = 'Silta', privacy = address, terms = address, version = about.version } = values
  return { appId, address, publisher, privacy, terms, version }
}

if (import.meta.main)
  try {
    const file = join(import.meta.dirname, 'silta.zip')
    writeFileSync(file, teamsPackage(installationIn(process.argv.slice(2), process.env)))
    process.stdout.write(`${file}\n`)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
