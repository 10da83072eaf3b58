import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Agency, noAgency } from '../../intake/agency/agency.ts'
import type { Around } from '../../intake/agency/shape.ts'
import { spokenBy } from '../../intake/agency/spoken.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import type { Hours } from '../../intake/hours/hours.ts'
import { isoDay, MINUTE } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { type Config, ConfigError } from '../config.ts'
import { log } from '../errors.ts'
import { every } from '../lease.ts'
import { type FileRead, nothingRead, type Reading, readFolder, type Trouble } from './files.ts'

/** Every process looks again so often: none is told that a file was changed. */
const AGAIN = MINUTE
/** What stops a start is said as everything else that does. */
const ENGINEERS = 'en'

/** What is in force, from which files; times in ms since 1970. `since`: from then on in this process. */
export interface InForce {
  folder: string
  files: readonly (FileRead & { since: number })[]
  agency: Agency
  /** Why what is in the files now is not what is in force. */
  trouble: Trouble | null
  /** When it was last looked. */
  looked: number
}

/** What is wrong, in one sentence of this language. */
export function troubleIn({ file, line, cause, name }: Trouble, t: Translate): string {
  const why = t(`desk.agency.why.${cause}`, { name })
  if (!file) return why
  return line > 0 ? t('desk.agency.at', { file, line, why }) : t('desk.agency.atFile', { file, why })
}

type Place = Pick<Config, 'AGENCY_DIR' | 'DATA_DIR'>

/**
 * An agency's own files, read at start and again while running. What is broken at start does not start; what is
 * broken later changes nothing: everything stays in force as it was last read whole.
 * @param usual hours by the settings, where no file has any
 * @throws ConfigError that names file, line and cause
 */
export function ownAgency(place: Place, plain: Speech, usual: Hours, clock: Clock) {
  const { AGENCY_DIR, DATA_DIR } = place
  const folder = AGENCY_DIR || join(DATA_DIR, 'agency')
  const around = (): Around => ({
    languages: plain.languages,
    desk: plain.languages.filter((tag) => plain.t(tag).has('desk.title')),
    today: isoDay(clock()),
  })
  let inForce: InForce = { folder, files: [], agency: noAgency, trouble: null, looked: clock() }
  const spoken = new Map<string, Translate>()

  /** A folder that no setting names need not be there; one that was there and is gone is no change anybody made. */
  const read = () =>
    !AGENCY_DIR && !existsSync(folder) && inForce.files.length === 0
      ? nothingRead
      : readFolder(folder, around())

  function take({ agency, files }: Reading): void {
    const now = clock()
    const before = new Map(inForce.files.map(({ print, since }) => [print, since]))
    const timed = files.map((one) => ({ ...one, since: before.get(one.print) ?? now }))
    inForce = { folder, agency, files: timed, trouble: null, looked: now }
    spoken.clear()
  }

  const first = read()
  if ('trouble' in first) {
    const said = troubleIn(first.trouble, plain.t(ENGINEERS))
    throw new ConfigError(first.trouble.file ? join(folder, said) : `AGENCY_DIR is not usable: ${said}`)
  }
  take(first)

  const printed = (files: readonly FileRead[]) => files.map(({ file, print }) => `${file} ${print}`).join()

  /** Looks at the files again, and takes them as they are now where they are right. */
  function reread(): InForce {
    const now = read()
    const looked = clock()
    if ('trouble' in now) {
      const { name: _, ...where } = now.trouble
      if (JSON.stringify(now.trouble) !== JSON.stringify(inForce.trouble)) log('agency.refused', where)
      inForce = { ...inForce, trouble: now.trouble, looked }
    } else if (printed(now.files) !== printed(inForce.files)) {
      take(now)
      log('agency.changed', { files: now.files.map(({ file }) => file).join() })
    } else inForce = { ...inForce, trouble: null, looked }
    return inForce
  }
  const rounds = every(AGAIN, 'agency.failed', async () => void reread())

  const hours = (): Hours => inForce.agency.hours ?? usual
  return {
    /** What is in force now. */
    now: (): Agency => inForce.agency,
    reread,
    start: rounds.start,
    stop: rounds.stop,
    /** Read anew each time: hours change while the desk is open. */
    hours: {
      get week() {
        return hours().week
      },
      get closed() {
        return hours().closed
      },
    } as Hours,
    /** Every language as this agency speaks it. */
    speech: <One extends Speech>(one: One): One => ({
      ...one,
      t: (language: string) => {
        const t = spoken.get(language) ?? spokenBy(inForce.agency, one.t(language))
        spoken.set(language, t)
        return t
      },
    }),
  }
}

export type OwnAgency = ReturnType<typeof ownAgency>
