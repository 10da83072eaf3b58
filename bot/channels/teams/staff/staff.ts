import { knownRoles, may } from '../../../../desk/sign-in/roles.ts'
import type { By } from '../../../../desk/worker.ts'
import type { WorkerDoc, Workers } from '../../../../intake/case/workers.ts'
import { traitsOf } from '../../../../intake/form/channels.ts'
import { DAY } from '../../../../intake/hours/time.ts'
import type { Clock } from '../../../../intake/store/ports.ts'
import type { Stores } from '../../../../intake/store/stores.ts'
import type { Config } from '../../../../platform/config.ts'
import type { Incoming } from '../../azure/incoming.ts'

export interface SeesParts {
  clock: Clock
  config: Config
  workers: Workers
}

export function tenantOf({ channelData, conversation }: Incoming): string {
  const id = (channelData as { tenant?: { id?: unknown } } | null)?.tenant?.id ?? conversation.tenantId
  return typeof id === 'string' ? id : ''
}

/** Signed in not long ago, by a directory that was not told otherwise since. */
export const isStaff = (
  { directory, entered }: Pick<WorkerDoc, 'directory' | 'entered'>,
  { clock, config }: Pick<SeesParts, 'clock' | 'config'>,
): boolean => directory !== '' && clock() - entered <= config.TEAMS_SIGN_IN_DAYS * DAY

/** May this worker still have cases in Teams? */
export async function seesCases(id: string, { workers, ...rest }: SeesParts): Promise<boolean> {
  const known = await workers.get(id)
  return known !== null && isStaff(known, rest) && may({ roles: knownRoles(known.roles) }, 'cases')
}

export interface StaffParts extends SeesParts {
  idFor: Stores['idFor']
}

/**
 * Who of the staff this is: by the directory's own id, which the bot service vouches for, in the organisation's
 * tenant, and only while it is not long ago that this person signed in to the console with a role that sees cases.
 * Being a member of a channel says nothing.
 */
export async function staffOf(
  activity: Incoming,
  { clock, config, idFor, workers }: StaffParts,
): Promise<By | null> {
  const object = activity.from?.aadObjectId
  if (!traitsOf(activity.channelId).staff || !object) return null
  // Without a provider, on a laptop, there is no tenant to come from.
  const tenant = config.OIDC_ISSUER ? config.OIDC_TENANT : ''
  if (config.OIDC_ISSUER && (!tenant || tenantOf(activity) !== tenant)) return null
  const known = await workers.ofDirectory(idFor('entra', JSON.stringify([tenant, object])))
  if (!known || !isStaff(known, { clock, config })) return null
  const by = { worker: { id: known.id, name: known.name }, roles: knownRoles(known.roles) }
  return may(by, 'cases') || may(by, 'administer') ? by : null
}
