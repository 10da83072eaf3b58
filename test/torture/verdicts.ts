export const verdicts = ['ok', 'lost', 'doubled', 'stuck', 'ugly'] as const
export type Verdict = (typeof verdicts)[number]

/** What came of one try. `ugly`: nothing is lost, but somebody saw an error that says nothing, or a log has one. */
export interface Finding {
  verdict: Exclude<Verdict, 'ok'>
  what: string
}

/** Every table that was begun. */
export const tables: Table[] = []

/** One row a name, counted by what came of its tries. */
export class Table {
  readonly title: string
  readonly rows = new Map<string, Record<Verdict, number>>()
  /** Of what was not ok, the first of each kind in words. */
  readonly said = new Map<string, string>()

  constructor(title: string) {
    this.title = title
    tables.push(this)
  }

  count(row: string, findings: readonly Finding[]): void {
    const counts = this.rows.get(row) ?? { ok: 0, lost: 0, doubled: 0, stuck: 0, ugly: 0 }
    this.rows.set(row, counts)
    if (findings.length === 0) counts.ok += 1
    for (const verdict of new Set(findings.map((one) => one.verdict))) counts[verdict] += 1
    for (const { verdict, what } of findings) {
      const key = `${row}: ${verdict}`
      if (!this.said.has(key)) this.said.set(key, what)
    }
  }

  print(): void {
    console.log(`\n${this.title}`)
    console.table(Object.fromEntries(this.rows))
    for (const [key, what] of this.said) console.log(`${key}: ${what}`)
  }

  /** Something was lost, doubled or stuck. */
  get failed(): boolean {
    return [...this.rows.values()].some(({ lost, doubled, stuck }) => lost + doubled + stuck > 0)
  }
}

/** What `now` has too little or too much of, beside what is expected; each is named by what it says. */
export function differences(expected: readonly string[], now: readonly string[]): Finding[] {
  const count = (all: readonly string[], one: string) => all.filter((each) => each === one).length
  return [...new Set([...expected, ...now])].flatMap((one): Finding[] => {
    const [should, is] = [count(expected, one), count(now, one)]
    if (is === should) return []
    if (is < should) return [{ verdict: 'lost', what: one }]
    return [{ verdict: should === 0 ? 'ugly' : 'doubled', what: one }]
  })
}
