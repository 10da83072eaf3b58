import { join } from 'node:path'
import type { Server } from 'restify'
import { serveFiles } from '../platform/files.ts'

/** What her pages and the console's have in common: how they look, and how a script posts. */
export const sharedFiles = (server: Server): void =>
  serveFiles(server, join(import.meta.dirname, '../web'), ['tokens.css', 'send.js'])
