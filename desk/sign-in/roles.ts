import { type Role, roles } from '../../intake/case/roles.ts'

/**
 * `cases`: see them and act on one's own. `others`: take a case back from a colleague. `audit`: read who did
 * what. `administer`: end a colleague's sign-ins.
 */
export type Right = 'cases' | 'others' | 'audit' | 'administer'

const rights: Record<Role, readonly Right[]> = {
  caseworker: ['cases'],
  supervisor: ['cases', 'others'],
  auditor: ['audit'],
  administrator: ['administer'],
}

/** Names that are no role are passed over: a cookie of an older program may hold one. */
export const knownRoles = (names: unknown): Role[] =>
  roles.filter((role) => Array.isArray(names) && names.includes(role))

export const may = ({ roles: held }: { roles: readonly Role[] }, right: Right): boolean =>
  held.some((role) => rights[role].includes(right))

/** The page a worker begins at. */
export const homeOf = (holder: { roles: readonly Role[] }): string =>
  may(holder, 'cases') ? '/console' : may(holder, 'administer') ? '/console/workers' : '/console/me'
