// How every page's script posts to the server, and how it reads the page that answers.

/**
 * @typedef {object} Answer
 * @property {number} status 0 when nothing came, or not all of it
 * @property {boolean} ok
 * @property {Headers} headers
 * @property {string} text
 */

/** @param {string} text */
export const parse = (text) => new DOMParser().parseFromString(text, 'text/html')

/**
 * What a form holds, as the browser itself would send it.
 * @param {HTMLFormElement} form
 * @param {{ name: string, value: string } | null} [button] the one that was pressed
 */
export function bodyOf(form, button) {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)])
  if (button?.name) fields.push([button.name, button.value])
  return new URLSearchParams(fields)
}

/**
 * A form's fields are sent as a form, anything else as JSON. It never throws.
 * @param {string} path
 * @param {URLSearchParams | object} body
 * @param {{ headers?: Record<string, string>, signal?: AbortSignal }} [options]
 * @returns {Promise<Answer>}
 */
export async function post(path, body, { headers = {}, signal } = {}) {
  const form = body instanceof URLSearchParams
  const request = {
    method: 'POST',
    body: form ? body : JSON.stringify(body),
    headers: form ? headers : { 'content-type': 'application/json', ...headers },
    signal,
  }
  try {
    const answer = await fetch(path, { ...request, cache: 'no-store' })
    return { status: answer.status, ok: answer.ok, headers: answer.headers, text: await answer.text() }
  } catch {
    return { status: 0, ok: false, headers: new Headers(), text: '' }
  }
}

/**
 * The JSON that came back; nothing when it was refused or is something else.
 * @param {Answer} answer
 */
export function jsonOf({ ok, text }) {
  try {
    return ok ? JSON.parse(text) : null
  } catch {
    return null
  }
}
