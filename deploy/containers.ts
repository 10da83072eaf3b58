import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { containers } from '../intake/store/containers.ts'

/** Writes `containers.json`, which `modules/store.bicep` loads; a test holds it equal to the stores' own shapes. */
const json = `${JSON.stringify(containers, null, 2)}\n`
writeFileSync(join(import.meta.dirname, 'containers.json'), json)
