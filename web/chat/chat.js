// The page works without this file. With it: the way out is instant, an answer needs no page load and adds
// nothing to the history, and new messages come by themselves. It keeps nothing: no cookie, no storage, no log.
;(() => {
  const root = document.documentElement
  const byId = (id) => document.getElementById(id)
  const exit = byId('leave').dataset.exit

  // --- The way out ---

  function blank() {
    root.hidden = true
    document.body.textContent = ''
  }

  function leave() {
    const form = byId('leave')
    const body = form && new URLSearchParams(new FormData(form))
    blank()
    try {
      if (body) navigator.sendBeacon('/exit', body)
    } finally {
      location.replace(exit)
    }
  }

  let shifts = []
  addEventListener(
    'keydown',
    (event) => {
      if (event.repeat) return
      const now = Date.now()
      shifts = event.key === 'Shift' ? [...shifts.filter((then) => now - then < 5000), now] : []
      if (shifts.length === 3) leave()
    },
    true,
  )

  // Whoever presses Back later must not find the page as it was.
  addEventListener('pagehide', (event) => {
    if (event.persisted) root.hidden = true
  })
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    blank()
    location.replace(exit)
  })

  // --- Live mode, where the browser can; elsewhere forms stay forms ---

  const able = window.fetch && window.SubmitEvent && 'submitter' in SubmitEvent.prototype
  const live = able && 'replaceChildren' in Element.prototype && 'AbortController' in window
  root.dataset.script = live ? 'live' : 'on'

  let busy = false
  /** An answer that may or may not have arrived: { form, button, base, id, words }. */
  let failed = null
  let changed = 0

  addEventListener('submit', (event) => {
    const form = event.target
    if (form.id === 'leave') {
      event.preventDefault()
      leave()
    } else if (live) {
      event.preventDefault()
      send(form, event.submitter)
    }
  })

  if (!live) return

  addEventListener('click', (event) => {
    if (event.target.id === 'retry' && failed) send(failed.form, failed.button)
    if (event.target.className === 'skip') {
      event.preventDefault()
      land(byId('latest') || byId('chat'))
    }
  })

  async function post(path, body, signal) {
    const headers = { Accept: 'text/html', 'X-Live': root.lang }
    const answer = await fetch(path, { method: 'POST', body, headers, signal, cache: 'no-store' })
    if (answer.status === 204 || answer.status === 429 || answer.status >= 500)
      return { status: answer.status }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return { status: answer.status, page: page.getElementById('talk') && page }
  }

  const answers = ['value', 'text', 'year', 'month', 'day', 'command']

  async function send(form, button) {
    if (busy) return
    const body = new URLSearchParams(new FormData(form))
    if (button?.name) body.append(button.name, button.value)
    if (!answers.some((name) => body.getAll(name).some((value) => value.trim()))) return tell('empty', form)

    // The same words go again under the same id, so they count once. Other words need another id, or
    // they would be taken for a repetition and lost.
    const base = body.get('message')
    body.delete('message')
    const words = String(body)
    const again = failed && failed.base === base
    const id = !again ? base : failed.words === words ? failed.id : `${base}.${++changed}`
    body.set('message', id)

    hush()
    busy = true
    byId('talk').setAttribute('aria-busy', 'true')
    const note = byId('sending')
    const slow = setTimeout(() => {
      note.textContent = note.dataset.words
    }, 600)
    const control = new AbortController()
    const late = setTimeout(() => control.abort(), 20000)
    quiet('empty', 'offline')
    let page
    try {
      page = (await post('/', body, control.signal)).page
    } catch {
      // No connection, or too slow: told below like any other failure.
    }
    clearTimeout(slow)
    clearTimeout(late)
    note.textContent = ''
    byId('talk').removeAttribute('aria-busy')
    busy = false
    if (page) {
      failed = null
      stopped = false
      show(page, form, body.has('command'))
    } else {
      failed = { form, button, base, id, words }
      tell('offline', form)
    }
    listen()
  }

  /** Says what went wrong where she is looking. */
  function tell(id, form) {
    form.append(byId(id))
    byId(id).hidden = false
    byId(id).scrollIntoView({ block: 'nearest' })
  }
  const quiet = (...ids) => {
    for (const id of ids) byId(id).hidden = true
  }

  // --- Showing what came ---

  const typed = (outside) =>
    [...byId('talk').querySelectorAll('input:not([type=hidden]), textarea')].filter(
      (one) => one.form !== outside,
    )

  /** Puts back what she typed or ticked elsewhere than in the form she sent: `all`, or only a text. */
  function restore(fields, all) {
    for (const old of fields) {
      const now = [...byId('talk').querySelectorAll('input, textarea')].find(
        (one) => one.name === old.name && (one.type !== 'checkbox' || one.value === old.value),
      )
      if (!now || !(all || old.name === 'text')) continue
      if (old.type === 'checkbox') now.checked = old.checked
      else if (old.value) now.value = old.value
    }
  }

  function land(target, block = 'start') {
    if (!target) return
    target.focus({ preventScroll: true })
    target.scrollIntoView({ block })
  }

  /** The frame changes only with the language; the token always follows the conversation. */
  function frame(page) {
    if (page.getElementById('leave')) {
      document.title = page.title
      root.lang = page.documentElement.lang
      root.dir = page.documentElement.dir
      document.body.replaceChildren(...page.body.children)
    } else byId('chat').replaceChildren(page.getElementById('talk'))
    keepToken()
  }

  function keepToken() {
    const fresh = document.querySelector('#talk [name=token]')
    if (fresh) byId('leave').elements.token.value = fresh.value
  }

  /** The answer to what she just sent. */
  function show(page, form, command) {
    const same = byId('talk').dataset.open === page.getElementById('talk').dataset.open
    const focus = form.elements.text ? 'text' : document.activeElement.id
    const fields = typed(form)
    frame(page)
    if (same || command) restore(fields, same)
    const stay = same && focus && byId(focus)
    land(stay || byId('latest'), stay ? 'nearest' : 'start')
  }

  /** What came by itself: added to the log without touching the rest, unless something else is asked now. */
  function add(page) {
    const old = byId('talk')
    const fresh = page.getElementById('talk')
    const log = byId('log')
    const news = fresh.querySelector('#log')
    if (!log || !news || page.getElementById('leave')) {
      const fields = typed()
      frame(page)
      restore(fields, false)
      return
    }
    const anchor = document.querySelector('.question, .composer')
    const before = anchor?.getBoundingClientRect().top
    patch(log.firstElementChild, news.firstElementChild)
    let after = anchor
    if (old.dataset.open !== fresh.dataset.open) {
      const fields = typed()
      const focus = old.contains(document.activeElement) && document.activeElement.id
      const rest = (from) => [...from.children].filter((one) => one.tagName !== 'H1' && one.id !== 'log')
      for (const one of rest(old)) one.remove()
      old.append(...rest(fresh))
      restore(fields, false)
      if (focus && byId(focus)) byId(focus).focus({ preventScroll: true })
      after = document.querySelector('.question, .composer')
      keepToken()
    }
    Object.assign(old.dataset, fresh.dataset)
    // The page must not move under her finger.
    if (after && before < innerHeight) scrollBy(0, after.getBoundingClientRect().top - before)
  }

  /** Keeps the lines that are the same, so that a screen reader reads only the new ones. */
  function patch(list, news) {
    const key = (line) => line.className + line.textContent
    let at = list.firstElementChild
    for (const line of [...news.children]) {
      if (line.id && byId(line.id)) line.removeAttribute('id')
      if (at && key(at) === key(line)) at = at.nextElementSibling
      else list.insertBefore(line, at)
    }
    while (at) {
      const next = at.nextElementSibling
      at.remove()
      at = next
    }
  }

  // --- Listening for more ---

  let listening = null
  let stopped = false
  let errors = 0

  function hush() {
    if (listening) listening.abort()
    listening = null
  }

  async function listen() {
    const { live, seq } = byId('talk').dataset
    if (listening || busy || stopped || document.hidden || live !== 'on') return
    const control = new AbortController()
    listening = control
    const late = setTimeout(() => control.abort(), 40000)
    let wait = 1000
    try {
      const token = byId('leave').elements.token.value
      const { status, page } = await post('/live', new URLSearchParams({ token, seq }), control.signal)
      if (listening !== control) return
      stopped = [401, 403, 404].includes(status)
      if (status !== 200 && status !== 204) throw status
      errors = 0
      if (page) add(page)
    } catch {
      wait = Math.min(30000, 1000 * 2 ** ++errors)
    } finally {
      clearTimeout(late)
    }
    if (listening !== control) return
    listening = null
    setTimeout(listen, wait)
  }

  addEventListener('visibilitychange', listen)
  addEventListener('online', listen)
  listen()
})()
