// Loaded before the server in a child process: at SIGUSR2 something fails where nobody catches it, twice over.
process.on('SIGUSR2', () => {
  Promise.reject(new TypeError('kanarialintu was promised'))
  throw new TypeError('kanarialintu was thrown')
})
