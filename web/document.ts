import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type Html, html } from './html.ts'

interface HeadProps {
  title: string
  styles: string[]
  script?: string
  /** What the script imports, beside what every page's does. */
  modules?: string[]
  /** A script inside the page, run before anything is shown; its policy must name it. */
  early?: string
  /** Names no page of ours to whatever a link leads to; the console needs it for its own forms. */
  secretive?: boolean
}

/** What each page tells a browser before anything is shown: no index, no guessed telephone numbers, both schemes. */
export const Head = ({ title, styles, script, modules = [], early, secretive }: HeadProps) => html`
  <head>
    <meta charset="utf-8" />
    ${early && html`<script dangerouslySetInnerHTML=${{ __html: early }}></script>`}
    <title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex, nofollow" />
    ${secretive && html`<meta name="referrer" content="no-referrer" />`}
    <meta name="color-scheme" content="light dark" />
    <meta name="format-detection" content="telephone=no" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    ${styles.map((href) => html`<link rel="stylesheet" href=${href} />`)}
    ${script && ['/send.js', ...modules].map((href) => html`<link rel="modulepreload" href=${href} />`)}
    ${script && html`<script type="module" src=${script}></script>`}
  </head>`

export const rendered = (markup: Html): string => renderToString(markup as VNode)

let finish = (page: string): string => page
/** Has every document there is say one more thing. Only the demo does (`bot/demo/`): that nobody in it is real. */
export const onEveryPage = (change: typeof finish): void => {
  finish = change
}

/** The whole document, from `<html>` on. */
export const documentOf = (markup: Html): string => finish(`<!doctype html>${rendered(markup)}`)
