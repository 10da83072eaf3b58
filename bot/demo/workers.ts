import type { Role } from '../../intake/case/roles.ts'
import type { Skills } from '../../intake/case/workers.ts'
import type { Services } from '../services.ts'

interface Colleague {
  name: string
  roles: Role[]
  skills: Skills
}

const colleague = (name: string, languages: string[], roles: Role[], children = false): Colleague => ({
  name,
  roles,
  skills: { languages, children, gender: '' },
})

/** Who works at the desk of the demo, by a short name. "Esimerkki", "Exempel" and "Malli" all say: an example. */
export const colleagues: Readonly<Record<string, Colleague>> = {
  aino: colleague('Aino Esimerkki', ['fi', 'en', 'ar'], ['caseworker'], true),
  mikael: colleague('Mikael Exempel', ['sv', 'fi', 'ru'], ['caseworker']),
  leena: colleague('Leena Malli', ['fi', 'sv', 'en'], ['caseworker', 'supervisor', 'auditor'], true),
}

/** Who does something at the desk. */
export function byOf({ idFor }: Pick<Services, 'idFor'>, who: string) {
  const { name, roles } = colleagues[who]!
  return { worker: { id: idFor('demo', who), name }, roles }
}
