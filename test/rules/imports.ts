import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Every module that a source names, whether for its values or only for its types. */
export const namedIn = (source: string): string[] =>
  [...source.matchAll(/(?:^(?:import|export)\b[^'"`]*?\bfrom\s+|^import\s+|\bimport\()'([^'\n]+)'/gm)].map(
    ([, name]) => name!,
  )

/** Files of these folders that end so, each with what it imports: our own by the path from the root. */
export function importsOf(folders: readonly string[], ends: RegExp): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => ends.test(name))
      .map((name) => join(folder, name)),
  )
  return new Map(
    files.map((file) => [
      file,
      namedIn(readFileSync(join(root, file), 'utf8')).map((name) =>
        name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name,
      ),
    ]),
  )
}

/** Files that lead back to themselves, each knot by the names in it: Tarjan's strongly connected components. */
export function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const circles: string[][] = []

  function visit(file: string): void {
    order.set(file, order.size)
    lowest.set(file, order.get(file)!)
    path.push(file)
    for (const next of imports.get(file) ?? []) {
      if (!imports.has(next)) continue
      if (!order.has(next)) visit(next)
      if (path.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!))
    }
    if (lowest.get(file) !== order.get(file)) return
    const knot = path.splice(path.indexOf(file))
    if (knot.length > 1 || imports.get(file)!.includes(file)) circles.push(knot.sort())
  }

  for (const file of imports.keys()) if (!order.has(file)) visit(file)
  return circles
}
