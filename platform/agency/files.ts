import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { type Agency, agencyOf, noAgency } from '../../intake/agency/agency.ts'
import { type Cause, causes, type Wrong } from '../../intake/agency/causes.ts'
import { type Around, type FileName, type Files, shapes } from '../../intake/agency/shape.ts'
import { NotYaml, readYaml, type Yaml } from './yaml.ts'

const ENDING = '.yaml'
/** Far above what anybody writes by hand, in bytes. */
const LARGEST = 256 * 1024

/** Where something is wrong in an agency's files. `line` 0: the file or the folder itself. */
export interface Trouble {
  file: string
  line: number
  cause: Cause
  name: string
}
class Broken extends Error {
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(trouble.cause)
    this.trouble = trouble
  }
}

/** A file as it was read: when it was written, in ms since 1970, and a hash of what stood in it. */
export interface FileRead {
  name: FileName
  file: string
  written: number
  print: string
}
export interface Reading {
  agency: Agency
  files: readonly FileRead[]
}

const known = (cause: string): Cause => causes.find((one) => one === cause) ?? 'unusable'
const shapeOf: Record<string, Cause> = {
  array: 'notList',
  object: 'notBlock',
  record: 'notBlock',
  string: 'notText',
}

/** What zod found, in our terms. */
function wrongOf(issue: z.core.$ZodIssue): Wrong {
  const { path } = issue
  const name = String(path.findLast((part) => typeof part === 'string') ?? '')
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    return { cause: 'unknownName', path: [...path, key], name: key }
  }
  if (issue.code === 'invalid_key') return { cause: known(issue.issues[0]?.message ?? ''), path, name }
  if (issue.code !== 'invalid_type') return { cause: known(issue.message), path, name }
  return {
    cause: issue.input === undefined ? 'missing' : (shapeOf[issue.expected] ?? 'unusable'),
    path,
    name,
  }
}

type Found = FileRead & { yaml: Yaml }

/** @throws Broken */
function fileOf(folder: string, file: string, names: readonly string[]): Found {
  const at = (cause: Cause, line = 0, name = '') => new Broken({ file, line, cause, name })
  const name = names.find((one) => one + ENDING === file)
  if (!name) throw at('unknownFile', 0, names.map((one) => one + ENDING).join(', '))
  const path = join(folder, file)
  let bytes: Buffer
  let text: string
  let written: number
  try {
    written = Math.floor(statSync(path).mtimeMs)
    bytes = readFileSync(path)
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw at('unreadable')
  }
  if (bytes.length > LARGEST) throw at('tooLarge')
  try {
    const print = createHash('sha256').update(bytes).digest('base64url')
    return { name: name as FileName, file, written, print, yaml: readYaml(text) }
  } catch (error) {
    throw error instanceof NotYaml ? at(error.cause, error.line) : error
  }
}

/** What an editor keeps beside a file, and what explains the files, is not read. @throws Broken */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
      .sort()
  } catch {
    throw new Broken({ file: '', line: 0, cause: 'noFolder', name: '' })
  }
}

/** All files of the folder, or the first thing that is wrong in them: they are taken together or not at all. */
export function readFolder(folder: string, around: Around): Reading | { trouble: Trouble } {
  const shape = shapes(around)
  try {
    const found = filesIn(folder).map((file) => fileOf(folder, file, Object.keys(shape)))
    const files: Partial<Record<FileName, unknown>> = {}
    const broken = (file: Found, { cause, path, name }: Wrong) =>
      new Broken({ file: file.file, line: file.yaml.lineOf(path), cause, name })
    for (const one of found) {
      // A file of comments alone says nothing, and is right.
      if (one.yaml.data === null || one.yaml.data === '') continue
      const read = shape[one.name].safeParse(one.yaml.data, { reportInput: true })
      if (!read.success) throw broken(one, wrongOf(read.error.issues[0]!))
      files[one.name] = read.data
    }
    const made = agencyOf(files as Files)
    if ('wrong' in made) throw broken(found.find(({ name }) => name === made.wrong.file)!, made.wrong)
    return { agency: made.agency, files: found.map(({ yaml: _, ...one }) => one) }
  } catch (error) {
    if (error instanceof Broken) return { trouble: error.trouble }
    throw error
  }
}

export const nothingRead: Reading = { agency: noAgency, files: [] }
