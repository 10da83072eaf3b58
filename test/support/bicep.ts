import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Language, type Node, Parser } from 'web-tree-sitter'

const at = createRequire(import.meta.url)
let parser: Parser | undefined

/**
 * A Bicep file as a syntax tree, by a published grammar of the language. It knows the form of every statement;
 * types and resource schemas only the real compiler knows, which no package registry carries.
 *
 * A parameter file is read with `var` for `param`, which the grammar takes values with.
 */
export async function bicep(file: string): Promise<Node> {
  const source = readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8')
  const parameters = file.endsWith('.bicepparam')
  return read(parameters ? source.replace(/^using .*$/m, '').replace(/^param (?=\w+ =)/gm, 'var ') : source)
}

export async function read(source: string): Promise<Node> {
  if (!parser) {
    await Parser.init()
    parser = new Parser()
    parser.setLanguage(await Language.load(at.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')))
  }
  return parser.parse(source)!.rootNode
}

/** Places the grammar could not read, as `line: text`. */
export const faults = (root: Node): string[] =>
  all(root)
    .filter(({ isError, isMissing }) => isError || isMissing)
    .map(({ startPosition, text }) => `${startPosition.row + 1}: ${text.slice(0, 60)}`)

const all = (node: Node): Node[] => [node, ...node.children.flatMap((one) => (one ? all(one) : []))]

/** The value declared as `name` by `var`, `param` or `resource`, or the property of that name below a node. */
export function valueNamed(node: Node, name: string): Node | undefined {
  const found = all(node).find(
    ({ type, namedChildren }) =>
      /^(object_property|variable_declaration|parameter_declaration|resource_declaration|module_declaration)$/.test(
        type,
      ) && namedChildren[0]?.text.replaceAll("'", '') === name,
  )
  return found?.namedChildren.findLast((child) => child && child !== found.namedChildren[0]) ?? undefined
}

const inner = (text: string) => text.replace(/^'|'$/g, '')

/** The properties of the object (or of the last object) a node holds, as source text without quotes. */
export function entries(node: Node): Record<string, string> {
  const object = all(node).find(({ type }) => type === 'object')
  return Object.fromEntries(
    (object?.namedChildren ?? []).flatMap((one) =>
      one?.type === 'object_property'
        ? [[inner(one.namedChildren[0]!.text), inner(one.namedChildren[1]!.text)]]
        : [],
    ),
  )
}

/** The strings of an array, in order. */
export const strings = (node: Node): string[] =>
  all(node)
    .filter(({ type }) => type === 'string')
    .map(({ text }) => inner(text))

/** Every declaration of one kind at the top of a file: its name, and whether something is assigned to it. */
export const declared = (root: Node, kind: 'parameter' | 'variable' | 'module') =>
  root.namedChildren.flatMap((one) =>
    one?.type === `${kind}_declaration`
      ? [{ name: one.namedChildren[0]!.text, given: / = /.test(one.text.split('\n')[0]!), node: one }]
      : [],
  )
