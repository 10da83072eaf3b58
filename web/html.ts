import htm from 'htm'
import { h, type VNode } from 'preact'

export type Html = VNode | VNode[] | string | null | false
type Tag = (strings: TemplateStringsArray, ...values: unknown[]) => Html

/** Markup without a build step; every value is escaped. (htm's types describe its CommonJS file, Node loads the other.) */
export const html = (htm as unknown as { bind(of: typeof h): Tag }).bind(h)
