// For whoever reads little: every message can be listened to, and the text can be larger. Loaded after the rest; it
// keeps nothing and sends nothing. A voice that is not on the device would send her words away: it is never used.
const root = document.documentElement
const speech = window.speechSynthesis
const icon = '<svg class="pictogram" aria-hidden="true"><use href="/pictograms.svg#listen" /></svg>'

/** What is read aloud, a button each. */
const parts = '#log .bot p, #log .worker p, #question, #question ~ p, .rows dd:not(.edit)'

/**
 * The best voice of this device for a language, or none.
 * @param {string} language BCP 47
 */
function voiceFor(language) {
  const wished = language.toLowerCase()
  const own = speech.getVoices().filter(({ localService }) => localService)
  const tag = (/** @type {SpeechSynthesisVoice} */ { lang }) => lang.toLowerCase().replaceAll('_', '-')
  return (
    own.find((voice) => tag(voice) === wished) ??
    own.find((voice) => tag(voice).split('-')[0] === wished.split('-')[0])
  )
}

/** @param {Element} part */
const languageOf = (part) => part.closest('[lang]')?.getAttribute('lang') ?? root.lang

/** @type {Element | null} What is being read. */
let reading = null
/** @type {WeakMap<Element, Element>} What a button reads. */
const readBy = new WeakMap()

/** @param {Element | null} part */
function say(part) {
  speech.cancel()
  const before = reading
  reading = part === before ? null : part
  mark()
  const voice = reading && voiceFor(languageOf(reading))
  if (!reading || !voice) return
  const words = new SpeechSynthesisUtterance((reading.textContent ?? '').replaceAll('\u00AD', ''))
  words.voice = voice
  words.lang = voice.lang
  words.rate = 0.9
  const mine = reading
  words.onend = words.onerror = () => {
    if (reading !== mine) return
    reading = null
    mark()
  }
  speech.speak(words)
}

function mark() {
  for (const button of document.querySelectorAll('button.listen'))
    button.setAttribute('aria-pressed', String(readBy.get(button) === reading))
}

/** A button after each part that a voice of this device can read. */
function offer() {
  const words = document.getElementById('talk')?.dataset.listen
  for (const part of words ? document.querySelectorAll(parts) : []) {
    // A button in a legend would become a part of the question's name.
    const place = part.closest('legend') ?? part
    if (place.nextElementSibling?.matches('button.listen') || !voiceFor(languageOf(part))) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'listen'
    button.setAttribute('aria-label', words ?? '')
    button.innerHTML = icon
    readBy.set(button, part)
    place.after(button)
  }
}

const SIZES = [1, 1.25, 1.5, 2]
let size = 0
/** As the page is without help, in pixels. */
const plain = Number.parseFloat(getComputedStyle(root).fontSize)

// One screen of a long list further; without a script it leads to its end.
addEventListener('click', (event) => {
  if (!(/** @type {Element} */ (event.target).closest?.('.list > a'))) return
  event.preventDefault()
  document.getElementById('page')?.scrollBy({ top: innerHeight * 0.6 })
})

addEventListener('click', (event) => {
  const button = /** @type {Element} */ (event.target).closest?.('button.listen, button[data-size]')
  if (!button) return
  if (button.matches('.listen')) return say(readBy.get(button) ?? null)
  size = Math.min(SIZES.length - 1, Math.max(0, size + Number(button.getAttribute('data-size'))))
  root.style.fontSize = size === 0 ? '' : `${plain * SIZES[size]}px`
})

root.dataset.reading = 'on'
if (speech) {
  offer()
  speech.addEventListener?.('voiceschanged', offer)
  new MutationObserver(offer).observe(document.body, { childList: true, subtree: true })
  const hush = () => say(null)
  addEventListener('pagehide', hush)
  addEventListener('submit', hush, true)
  document.addEventListener('visibilitychange', hush)
}
