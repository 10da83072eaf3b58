/** A map that holds so many at most: what was set longest ago is forgotten first. What it holds must be made anew at no harm. */
export class Bounded<Key, Value> extends Map<Key, Value> {
  readonly most: number

  constructor(most: number) {
    super()
    this.most = most
  }

  override set(key: Key, value: Value): this {
    this.delete(key)
    super.set(key, value)
    if (this.size > this.most) this.delete(this.keys().next().value!)
    return this
  }
}
