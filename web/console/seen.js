import { post } from '../send.js'

// What is new has been seen once its part was in view. Without this file a button says so.

/** @param {any} form */
function see(form) {
  watching.unobserve(form)
  const { csrf: _, ...times } = Object.fromEntries(new FormData(form))
  // The marks stay while this page is open; the next one is without them.
  post(form.action.replace('/console/', '/console/api/'), times)
}

const watching = new IntersectionObserver((entries) => {
  if (document.hidden) return
  for (const { isIntersecting, target } of entries) if (isIntersecting) see(target)
})

/** Forms that came, or that are in view again. */
export function watchSeen() {
  watching.disconnect()
  for (const form of document.querySelectorAll('form.seen')) watching.observe(form)
}

addEventListener('visibilitychange', watchSeen)
watchSeen()
