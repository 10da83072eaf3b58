import { isMap, isNode, isPair, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { Cause } from '../../intake/agency/causes.ts'

/** A file whose text cannot be read at all; lines count from 1. */
export class NotYaml extends Error {
  readonly cause: Cause
  readonly line: number
  constructor(cause: Cause, line: number) {
    super(`${cause}, line ${line}`)
    this.cause = cause
    this.line = line
  }
}

export interface Yaml {
  /** Lists, blocks and texts; nothing is read as a number, a date or a yes. `null` of a file with nothing in it. */
  data: unknown
  /** The line of what stands there, or of the nearest thing that holds it. */
  lineOf: (path: readonly PropertyKey[]) => number
}

/** YAML 1.2 with texts only (its failsafe schema), and with no references to elsewhere. @throws NotYaml */
export function readYaml(text: string): Yaml {
  const lines = new LineCounter()
  const doc = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    merge: false,
    logLevel: 'silent',
  })
  const lineAt = (offset = 0) => lines.linePos(offset).line || 1
  const [trouble] = [...doc.errors, ...doc.warnings]
  if (trouble)
    throw new NotYaml(trouble.code === 'DUPLICATE_KEY' ? 'twice' : 'notYaml', lineAt(trouble.pos[0]))
  // A text that stands elsewhere is found by nobody who looks here, and many of them are a bomb.
  visit(doc, {
    Alias: (_, { range }) => {
      throw new NotYaml('notYaml', lineAt(range?.[0]))
    },
  })
  const data: unknown = doc.toJS()

  /** Of a pair its key: that is the line that names it. */
  function lineOf(path: readonly PropertyKey[]): number {
    let at: unknown = doc.contents
    let line = isNode(at) ? lineAt((at as Node).range?.[0]) : 1
    for (const part of path) {
      const held = isMap(at) ? at.items.find(({ key }) => String(key) === String(part)) : childOf(at, part)
      if (held === undefined) break
      const shown = isPair(held) ? held.key : held
      if (isNode(shown)) line = lineAt(shown.range?.[0])
      at = isPair(held) ? held.value : held
    }
    return line
  }
  return { data, lineOf }
}

const childOf = (at: unknown, part: PropertyKey): unknown =>
  (at as { items?: unknown[] } | null)?.items?.[Number(part)]
