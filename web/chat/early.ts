/**
 * Runs before anything is shown: a page that comes back from the browser's history, or is loaded again, shows nothing
 * until `chat.js` knows what may be seen. It stands inside the page, as a file of its own would come too late; the
 * page's policy names it by its hash, and allows no other.
 */
export const early = 'history.state&&(document.documentElement.hidden=true)'
