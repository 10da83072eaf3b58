import type { Role } from '../intake/case/roles.ts'

export interface Worker {
  id: string
  name: string
}

/** Who does something, wherever: at the console or in Teams. */
export interface By {
  worker: Worker
  roles: readonly Role[]
}
