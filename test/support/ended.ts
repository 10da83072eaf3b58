import type { Services } from '../../bot/services.ts'

/** The minutes in which an ending can be undone are over. */
export async function minutesPass({ cases, desk }: Pick<Services, 'cases' | 'desk'>): Promise<void> {
  for (const { id } of await cases.list({ talk: 'ending' }, 100))
    await cases.update(id, (now) => {
      const { ending } = now.content ?? {}
      return ending ? { ...now, content: { ...now.content!, ending: { ...ending, at: 1 } } } : null
    })
  await desk.endDue(100)
}

/** Closed, and she has been told. */
export async function closes(
  services: Pick<Services, 'cases' | 'desk'>,
  id: string,
  worker: { id: string; name: string },
  outcome: string,
): Promise<void> {
  await services.desk.close(id, worker, { outcome })
  await minutesPass(services)
}
