import { type Config, ConfigError, readConfig } from '../../platform/config.ts'
import { isLoopback } from '../../platform/loopback.ts'
import { type Settings, settings } from '../../platform/settings.ts'

/** The demo's own folder, where DATA_DIR names no other. */
const FOLDER = './data/demo'

/**
 * All that the demo heeds: where it listens and keeps things, and how a desk goes about its day. Whatever else there
 * is, or comes to be, reaches out or lets somebody in, and is refused without standing in any list.
 */
const heeded: ReadonlySet<string> = new Set<keyof Settings>([
  ...(['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'EXIT_URL'] as const),
  ...(['OFFICE_HOURS', 'HOLIDAYS', 'DRAFT_HOURS', 'CASE_DAYS', 'LINK_DAYS'] as const),
  ...(['SESSION_IDLE_MINUTES', 'SESSION_HOURS'] as const),
  ...(['LEAVER_MINUTES', 'SLEEPER_MINUTES', 'LEAVER_HOURS', 'OFFER_MINUTES'] as const),
  ...(['ALARM_REPEAT_MINUTES', 'ALARM_ESCALATE_MINUTES', 'ALARM_CALM_MINUTES', 'ALARM_LANGUAGE'] as const),
])

type Env = Record<string, string | undefined>

/** Set to something else than what holds without it: a copy of `.env.example` sets nothing. */
const isSet = (env: Env, name: keyof Settings): boolean => {
  const read = (given: string | undefined) => settings[name].safeParse(given || undefined).data
  return Boolean(env[name]) && JSON.stringify(read(env[name])) !== JSON.stringify(read(undefined))
}

/** The settings of a demo. @throws ConfigError for whatever could make it more than one */
export function demoConfig(env: Env): Config {
  if (env.NODE_ENV === 'production')
    throw new ConfigError(
      'NODE_ENV is production: the demo is only for trying Silta on a machine of your own.',
    )
  const others = (Object.keys(settings) as (keyof Settings)[]).filter(
    (name) => !heeded.has(name) && isSet(env, name),
  )
  if (others.length > 0)
    throw new ConfigError(`${others.join(', ')}: not for a demo, which reaches nobody. Start it without.`)
  const config = readConfig({ ...env, ...(isSet(env, 'DATA_DIR') ? {} : { DATA_DIR: FOLDER }) })
  if (!isLoopback(config.HOST))
    throw new ConfigError('HOST is open to other machines: the demo listens on this one alone.')
  return config
}
