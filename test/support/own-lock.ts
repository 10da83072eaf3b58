import { spawnSync } from 'node:child_process'

/**
 * Brings what a folder's own lock names, once: what is more to install than Silta, or asked for by few.
 * @param folder absolute path, with a package.json and a package-lock.json of its own
 * @throws Error when npm cannot
 */
export function installIn(folder: string): void {
  // On Windows npm is a script, which takes a shell.
  const run = (command: string) =>
    spawnSync(command, { cwd: folder, shell: true, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  if (!run('npm ls --silent') && !run('npm ci --loglevel=error'))
    throw new Error(`npm ci in ${folder} did not succeed`)
}
