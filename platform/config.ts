import { troublesOf } from './config-checks.ts'
import { isLoopback } from './loopback.ts'
import { type Settings, schema, settings } from './settings.ts'

export type Config = Settings & { production: boolean; loopback: boolean }

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
  const config = { ...parsed.data, PUBLIC_URL: parsed.data.PUBLIC_URL.replace(/\/+$/, '') }
  const production = config.NODE_ENV === 'production'
  const missing = troublesOf(config, production)
  if (missing.length > 0) throw new ConfigError(missing.join('\n'))
  const HOST = config.HOST || (production ? '0.0.0.0' : '127.0.0.1')
  return {
    ...config,
    HOST,
    production,
    loopback: isLoopback(HOST),
  }
}

/** The address people reach this server at; on a laptop, where it listens. */
export const webAddress = ({
  PUBLIC_URL,
  HOST,
  PORT,
}: Pick<Config, 'PUBLIC_URL' | 'HOST' | 'PORT'>): string =>
  PUBLIC_URL || `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
