/**
 * What a caseworker may do, by role. Who administers or audits sees no case: what people said is for those who
 * help them. Several roles add up.
 */
export const roles = ['caseworker', 'supervisor', 'auditor', 'administrator'] as const
export type Role = (typeof roles)[number]
export const isRole = (name: string): name is Role => (roles as readonly string[]).includes(name)
/**
 * Reads `value=role,value=role`: which app role or group of the identity provider is which role here.
 * Empty: the provider uses the roles' own names. `null` when it cannot be read.
 */
export function readRoleMap(text: string): Map<string, Role> | null {
  if (!text.trim()) return new Map(roles.map((role) => [role, role]))
  const found = new Map<string, Role>()
  for (const pair of text.split(',')) {
    const at = pair.lastIndexOf('=')
    const value = pair.slice(0, at).trim()
    const role = pair.slice(at + 1).trim()
    if (at < 1 || !value || !isRole(role) || found.has(value)) return null
    found.set(value, role)
  }
  return found
}
