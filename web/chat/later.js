// What only serves reading and later screens comes after the first answer, so that it is not what she waits for.
import './reading.js'

const styles = '/later.css'
if (!document.querySelector(`[href="${styles}"]`)) {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: styles })
  document.head.append(link)
}
