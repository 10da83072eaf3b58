// The parts of a case, one at a time. Without this file an address with a part's name shows that part (console.css).
/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)
const wide = matchMedia('(min-width: 60rem)')

/** Beside each other, the talk is no tab. */
const panels = () => [
  .../** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(wide.matches ? '.beside > .panel' : '.beside > .panel, #talk')
  ),
]

let chosen = ''

/** Shows the part that the address names, or the one that was shown, or the first; live mode asks for it again. */
export function tab() {
  const all = panels()
  const target = byId(decodeURIComponent(location.hash.slice(1)))
  const named = all.find((panel) => panel.contains(target))
  const now = named ?? all.find(({ id }) => id === chosen) ?? all[0]
  const moved = named?.hidden
  for (const panel of all) panel.hidden = panel !== now
  if (wide.matches && byId('talk')) byId('talk').hidden = false
  if (!now) return
  chosen = now.id
  for (const link of document.querySelectorAll('#parts a'))
    if (link.getAttribute('href') === `#${now.id}`) current(link)
    else link.removeAttribute('aria-current')
  // It was out of sight when the browser looked for it. On a phone much stands between a part and the way to it.
  if (moved && (target !== named || !wide.matches)) target.scrollIntoView()
}

/** @param {Element} link */
function current(link) {
  if (link.getAttribute('aria-current')) return
  link.setAttribute('aria-current', 'true')
  // On a phone they stand in one row that is moved sideways.
  link.scrollIntoView({ block: 'nearest', inline: 'center' })
}

addEventListener('hashchange', tab)
wide.addEventListener('change', tab)
// A link to the part that is named already changes no address.
addEventListener('click', (/** @type {any} */ { target }) => {
  if (target.closest?.('a[href^="#"]')?.hash === location.hash) tab()
})
tab()
