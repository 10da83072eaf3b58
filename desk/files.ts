import { join } from 'node:path'
import type { Server } from 'restify'
import { serveFiles } from '../platform/files.ts'

const files = [
  'console.css',
  'console.js',
  'correct.js',
  'drafts.js',
  'forms.js',
  'keys.js',
  'picker.js',
  'show.js',
  'submit.js',
  'sound.js',
  'seen.js',
  'tabs.js',
  'talking.js',
]

/** The console's own styles and scripts. */
export const consoleFiles = (server: Server): void =>
  serveFiles(server, join(import.meta.dirname, '../web/console'), files, '/console/')
