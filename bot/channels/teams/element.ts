/**
 * A question as an Adaptive Card: what it asks, the rows it shows, its options, the ways of not answering. Every
 * button and form carries the question, so that an old card never answers a new one.
 * https://adaptivecards.io/explorer; Teams shows version 1.5 everywhere.
 */
export interface Element {
  type: string
  [property: string]: unknown
}
