import { parse, post } from '../send.js'

/**
 * Sends a form without leaving the page.
 * @param {HTMLFormElement} form
 * @param {string} action
 * @param {URLSearchParams} body
 * @returns the page that answers and what was refused; `null` while the form is still being sent
 */
export async function submit(form, action, body) {
  if (form.getAttribute('aria-busy')) return null
  form.setAttribute('aria-busy', 'true')
  const { ok, text } = await post(action, body)
  form.removeAttribute('aria-busy')
  const page = parse(text)
  // Where a sign-in has ended, a notice answers instead of the case.
  const said = page.getElementById('trouble') ?? page.getElementById('notice')
  return { ok, page, trouble: said?.textContent }
}
