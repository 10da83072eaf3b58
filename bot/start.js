// What `npm start` runs: in plain JavaScript, so that an older Node can read it and say what it lacks.
const NEEDED = 24

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `Silta cannot start:\nit needs Node ${NEEDED} or newer, and this is ${process.versions.node}. "npm ci && npm start" brings its own.\n`,
  )
  process.exit(1)
}
try {
  // What is set already stays: a file beside the program only fills in.
  process.loadEnvFile()
} catch (error) {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') {
    process.stderr.write('Silta cannot start:\nthe file .env is there and cannot be read.\n')
    process.exit(1)
  }
}
await import('./index.ts')
