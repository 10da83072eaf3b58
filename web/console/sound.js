// The alarm as this page gives it: a sound of our own, and words for a screen reader.
/** @type {(id: string) => any} The page it is on says what it is. */
const byId = (id) => document.getElementById(id)
const WISH = 'silta-sound'

/** @type {any} An `AudioContext`, once somebody wished for sound. */
let audio = null

function tell() {
  const on = audio?.state === 'running'
  byId('sound').setAttribute('aria-pressed', String(on))
  for (const part of byId('sound-state').children) part.hidden = (part.dataset.sound === 'on') !== on
}

/** @param {boolean} on */
async function turn(on) {
  if (on) {
    audio ??= new AudioContext()
    // Before a press a browser leaves this waiting: the page then says that it is silent.
    await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 500))])
  } else await audio?.suspend()
  tell()
}

/**
 * Two notes, falling, as a doorbell does.
 * @param {number} at in seconds of the audio clock
 */
function bell(at) {
  for (const { note, from } of [
    { note: 880, from: 0 },
    { note: 660, from: 0.35 },
  ]) {
    const tone = new OscillatorNode(audio, { type: 'triangle', frequency: note })
    const loudness = new GainNode(audio, { gain: 0 })
    loudness.gain.setValueAtTime(0, at + from)
    loudness.gain.linearRampToValueAtTime(0.4, at + from + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.001, at + from + 0.6)
    tone.connect(loudness).connect(audio.destination)
    tone.start(at + from)
    tone.stop(at + from + 0.65)
  }
}

const TIMES = 3
const APART = 1.3

/** Rings on one page of this browser only, however many are open. */
export async function ring() {
  if (audio?.state !== 'running') return
  const sound = async (/** @type {unknown} */ free) => {
    if (!free) return
    for (let time = 0; time < TIMES; time += 1) bell(audio.currentTime + time * APART)
    await new Promise((done) => setTimeout(done, TIMES * APART * 1000))
  }
  if (navigator.locks) await navigator.locks.request('silta-ring', { ifAvailable: true }, sound)
  else await sound(true)
}

/** @returns {any[]} */
const raised = () => [...document.querySelectorAll('#alarms li')]
let known = new Set(raised().map((one) => one.dataset.alarm))

/** Says at once what was raised, or raised again, since the page was last looked at. */
export function announceAlarms() {
  const now = raised()
  const fresh = now.filter((one) => !known.has(one.dataset.alarm))
  known = new Set(now.map((one) => one.dataset.alarm))
  if (fresh.length > 0) byId('alarm-news').textContent = fresh.map((one) => one.textContent).join('. ')
}

if (byId('sound')) {
  byId('sounding').hidden = false
  byId('sound').addEventListener('click', async () => {
    await turn(audio?.state !== 'running')
    // For the pages opened after this one; a browser may still ask for a press there.
    sessionStorage.setItem(WISH, audio?.state === 'running' ? 'on' : 'off')
  })
  if (sessionStorage.getItem(WISH) === 'on') turn(true)
}
