// Loaded before the server in a child process: at SIGUSR2 something fails where nobody catches it, twice over.
process.on('SIGUSR2', () => {
  Promise.reject(new TypeError('kanarialintu was promised'))
  throw new TypeError('kanarialintu was thrown')
})

// Trouble that makes trouble goes round for ever: so often is more than anything else does.
let times = 0
process.on('uncaughtExceptionMonitor', () => {
  times += 1
  if (times > 20) process.exit(20)
})
