import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Server } from 'restify'
import { packForGood, sendPacked } from './compress.ts'
import { guarded } from './http.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
}

/** Comments are for who reads the source: types, and lines of their own. They are a third of what goes over the wire. */
export const uncommented = (script: string): string =>
  script.replace(/\/\*\*[\s\S]*?\*\/ ?/g, '').replace(/^\s*(\/\/.*)?\n/gm, '')

/** The same of a style sheet, without the space that only a reader needs: a descendant's, before a colon, stays. */
export const unspaced = (styles: string): string =>
  styles
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/:\s+/g, ':')
    .replaceAll(';}', '}')
    .trim()

const short: Record<string, (source: string) => string> = { '.js': uncommented, '.css': unspaced }

/** What only a document heeds: on each style sheet and script they are bytes that she waits for. */
const ofDocuments = ['Cross-Origin-Opener-Policy', 'Permissions-Policy', 'X-Frame-Options', 'Referrer-Policy']

/** Serves files of a folder as they are at start, under `at`, which ends in a slash; several as one, named by the last. */
export function serveFiles(
  server: Server,
  folder: string,
  files: readonly (string | readonly string[])[],
  at = '/',
): void {
  for (const parts of files.map((file) => [file].flat())) {
    const name = basename(parts.at(-1)!)
    const kind = extname(name)
    const source = parts.map((part) => readFileSync(join(folder, part), 'utf8')).join('')
    const file = packForGood(Buffer.from(short[kind]?.(source) ?? source))
    server.get(
      `${at}${name}`,
      guarded(async (_req, res) => {
        if (kind !== '.svg') for (const header of ofDocuments) res.removeHeader(header)
        sendPacked(res, 200, types[kind]!, file)
      }),
    )
  }
}
