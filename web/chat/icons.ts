import { html } from '../html.ts'

/** One stroke, one size: drawn here, so that nothing is fetched for them. The words beside them say what they mean. */
const icon = (path: string) => html`
  <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`

export const Exit = icon('M5 5l14 14M19 5L5 19')
export const Back = icon('M15 5l-7 7 7 7')
export const World = icon('M12 3a9 9 0 100 18 9 9 0 100-18M3 12h18M12 3c-5 5-5 13 0 18 5-5 5-13 0-18')
export const Person = icon('M8 7a3 3 0 100 6 3 3 0 100-6M2 21c0-8 12-8 12 0M14 4h8v6h-4l-2 2v-2h-2z')
export const Danger = icon('M12 3L2 21h20zM12 10v5M12 18v0')
export const Key = icon('M7 8a4 4 0 100 8 4 4 0 100-8M11 12h11v4M18 12v3')
export const Phone = icon('M5 4h4l2 5-3 2c1 2 3 4 5 5l2-3 5 2v4c-8 3-18-7-15-15')
