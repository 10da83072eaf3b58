import type { Role } from '../../intake/case/roles.ts'
import type { Skills } from '../../intake/case/workers.ts'
import type { Services } from '../services.ts'

interface Colleague {
  name: string
  roles: Role[]
  skills: Skills
}

/** Who works at the desk of the demo, by a short name. "Esimerkki", "Exempel" and "Malli" all say: an example. */
export const colleagues: Readonly<Record<string, Colleague>> = {
  aino: {
    name: 'Aino Esimerkki',
    roles: ['caseworker'],
    skills: { languages: ['fi', 'en', 'ar'], children: true, gender: 'woman' },
  },
  mikael: {
    name: 'Mikael Exempel',
    roles: ['caseworker'],
    skills: { languages: ['sv', 'fi', 'ru'], children: false, gender: 'man' },
  },
  leena: {
    name: 'Leena Malli',
    roles: ['caseworker', 'supervisor', 'auditor'],
    skills: { languages: ['fi', 'sv', 'en'], children: true, gender: 'woman' },
  },
}

/** Who does something at the desk, by the short name. */
export function byOf({ idFor }: Pick<Services, 'idFor'>, who: string) {
  const { name, roles } = colleagues[who]!
  return { worker: { id: idFor('demo', who), name }, roles }
}

/** Takes a place at the desk, as a sign-in does. */
export async function signsIn(parts: Pick<Services, 'idFor' | 'workers'>, who: string) {
  const { worker, roles } = byOf(parts, who)
  const { generation } = await parts.workers.signedIn(worker.id, { name: worker.name, roles, directory: '' })
  return { worker, roles, generation }
}
