// What only serves reading and later screens comes after the first answer, so that it is not what she waits for.
import './reading.js'

for (const href of ['/later.css', '/further.css'])
  if (!document.querySelector(`[href="${href}"]`))
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }))
