import { log, nameOf } from '../../platform/errors.ts'

/** One case that cannot be read or written must not keep the others waiting; `null` for it. */
export async function isolate<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    log('alarm.case.failed', nameOf(error))
    return null
  }
}
