import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { contacts } from '../../../intake/form/contacts.ts'
import { words } from '../../../locales/index.ts'
import { early } from '../../../web/chat/early.ts'
import { chatAnswer, chatBody, chatPage } from '../../../web/chat/page.ts'
import { type ChatView, menu } from '../../../web/chat/view.ts'
import { ask, asks, bubble, t, view, views } from './views.ts'

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!)
/** The one script that stands inside. */
const inside = `<script>${early}</script>`
const forms = (page: string) => all(page, /(<form[\s\S]*?<\/form>)/g)

describe('web/chat: every look of the page', () => {
  for (const [name, one] of Object.entries(views)) {
    const page = chatPage(one)

    it(`${name}: ids are unique, and every reference finds one`, () => {
      const ids = all(page, / id="([^"]*)"/g)
      assert.deepEqual(ids, [...new Set(ids)])
      const uses = all(page, / (?:for|aria-labelledby|aria-describedby)="([^"]*)"/g).flatMap((use) =>
        use.split(' '),
      )
      for (const use of uses) assert.ok(ids.includes(use), use)
    })

    it(`${name}: every form carries token, message and question`, () => {
      const [leave, ...rest] = forms(page)
      assert.match(leave!, /action="\/exit"/)
      assert.match(leave!, /name="token" value="token-1"/)
      for (const form of rest) {
        assert.match(form, /method="post" action="\/#latest"/)
        assert.match(form, /name="token" value="token-1"/)
        assert.match(form, /name="message" value="message-1"/)
        const own = form.includes('class="aside"') ? 'control.paused' : one.ask?.key
        const beside = form.includes('machine-')
          ? 'consent.machine'
          : form.includes('class="tongues"') && 'control.language'
        const asked = beside || own
        assert.ok(form.includes(`name="question" value${asked ? `="${asked}"` : ''}`))
      }
    })

    it(`${name}: no style or handler inside, one script, and no address but the exit`, () => {
      assert.equal(page.split(inside).length, 2)
      assert.doesNotMatch(
        page.replace(inside, ''),
        /<style| style="| on\w+="|javascript:|<script(?! type="module" src="\/chat\.js"><\/script>)/,
      )
      assert.deepEqual(all(page, /((?:https?:)?\/\/[^"\s<]+)/g), ['https://weather.example/'])
    })

    it(`${name}: a box and a button of an answer never share a form`, () => {
      for (const form of forms(page))
        if (/ name="text"/.test(form)) assert.doesNotMatch(form, /<button[^>]* name=/)
    })

    it(`${name}: one loud button at most in sight, and nothing can be pressed for twice`, () => {
      const body = chatBody(one).replace(/<noscript>[\s\S]*?<\/noscript>/g, '')
      const inSight = body.replace(/<details(?: class="[^"]*")?>[\s\S]*?<\/details>/g, '')
      assert.ok(all(inSight, /<button class="(main)"/g).length <= 1)
      const acts = all(body, /<button[^>]* (name="(?:value|command)" value="[^"]*")/g)
      assert.deepEqual(acts, [...new Set(acts)])
    })

    it(`${name}: the way out and the numbers come before anything else`, () => {
      const controls = all(page, /<(?:a|button|textarea|input type="text") ?([^>]*)>/g)
      assert.deepEqual(controls.slice(0, 5), [
        'class="skip" form="leave"',
        'class="skip" href="#chat"',
        'class="leave" aria-describedby="leave-about"',
        'href="tel:112"',
        'href="tel:+358295463177"',
      ])
    })
  }
})

describe('web/chat: how the page speaks', () => {
  it('has a neutral title in English', () => {
    const page = chatPage(view())
    assert.match(page, /<title>Chat<\/title>/)
    assert.match(page, /<meta name="robots" content="noindex, nofollow"\s*\/>/)
    assert.match(page, /<meta name="referrer" content="no-referrer"\s*\/>/)
  })

  it('shows what anybody wrote as text, never as markup', () => {
    const evil = `"><img src=x onerror=alert(1)></textarea></p><script>alert(1)</script>&'`
    const rows = [
      {
        key: evil,
        group: evil,
        label: evil,
        status: 'answered' as const,
        text: evil,
        language: evil,
        verbatim: true,
      },
    ]
    const hostile = [
      view({
        bubbles: [
          bubble('person', evil, evil),
          { ...bubble('worker', evil), machine: { text: evil, language: evil } },
          bubble('bot', evil),
        ],
        token: evil,
        message: evil,
      }),
      view({
        ask: ask({
          key: 'control.review',
          text: evil,
          why: evil,
          rows,
          options: [{ id: evil, title: evil }],
        }),
      }),
      view({ ask: ask({ kind: 'text', max: 100 }), unsent: evil }),
      view({ state: 'down', unsent: evil, exitUrl: evil, emergency: evil, helpline: evil }),
    ]
    for (const page of hostile.map((one) => chatPage(one).replace(inside, ''))) {
      assert.doesNotMatch(page, /<img|<script>|<\/textarea><\/p>/)
      assert.equal(all(page, /(<script)/g).length, 1)
    }
  })

  it('marks language and direction of each bubble and each answer', () => {
    const bubbles = [bubble('bot', 'Hello'), bubble('person', 'سلام', 'fa'), bubble('worker', 'Hei', 'fi')]
    const page = chatPage(view({ bubbles, ask: asks.review }))
    assert.match(page, /<p lang="en" dir="ltr">Hello/)
    assert.match(page, /<p lang="fa" dir="auto" translate="no">سلام/)
    assert.match(page, /<p lang="fi" dir="auto">Hei/)
    assert.match(page, /<dd lang="ar" dir="auto" translate="no">سارة/)
    assert.match(chatPage(views['right to left']!), /<html lang="ar" dir="rtl">/)
  })

  it('writes each language’s name in that language', () => {
    assert.match(chatPage(views.start!), /<button name="value" value="ar" lang="ar" dir="auto">/)
  })

  it('makes known numbers callable in what the bot says, and nothing else', () => {
    const code = '\u2066123 456 789 012 345\u2069'
    const bubbles = [
      bubble('bot', `Call ${contacts.helpline}. Code: ${code}`),
      bubble('worker', `Call ${contacts.violenceLine}`),
    ]
    const body = chatBody(view({ bubbles }))
    assert.deepEqual(all(body, /href="(tel:[^"]*)"/g), ['tel:+358295463177'])
  })

  it('marks the digits of a case that are said on the phone, and of a return code none', () => {
    const marked = (number: string) =>
      all(chatBody(view({ bubbles: [bubble('bot', number)] })), /<b>(.*?)<\/b>/g)
    assert.deepEqual(marked('\u206612345 67890 12345 67891\u2069'), ['67891'])
    assert.deepEqual(marked('\u206612345 67890 12345\u2069'), [])
  })

  it('lands on the first thing said after her words, or on the question', () => {
    const before = [bubble('bot', 'Old'), bubble('person', 'Hi')]
    const after = chatBody(
      view({ bubbles: [...before, bubble('bot', 'First'), bubble('bot', 'Second')], ask: asks.choice }),
    )
    assert.match(after, /<li class="bot" id="latest" tabindex="-1"[^>]*>[\s\S]*?First/)
    assert.match(chatBody(view({ bubbles: before, ask: asks.choice })), /<section id="latest"/)
    assert.match(chatBody(view({ bubbles: before })), /<li class="person" id="latest"/)
  })

  it('does not say an open question twice', () => {
    const body = chatBody(
      view({ bubbles: [bubble('person', 'Hi'), bubble('bot', 'Where?')], ask: asks.choice }),
    )
    assert.equal(all(body, /(Where\?)/g).length, 1)
  })
})

describe('web/chat: answering', () => {
  const page = (name: string) => chatPage(views[name]!)

  it('choice: a button an option, a legend, the passes, and a box for anything else', () => {
    assert.match(page('choice'), /<legend><h2 id="question">Where\?<\/h2><\/legend>/)
    assert.deepEqual(all(page('choice'), /<button[^>]* name="value" value="([^"]*)"/g), [
      'finland',
      'abroad',
      'unknown',
      'skipped',
      'unsafe',
      'inPerson',
    ])
    assert.match(page('choice'), /<details class="write"><summary id="write">Write instead<\/summary>/)
  })

  it('many: boxes to tick, and an option that stands alone in a form of its own', () => {
    const ticks = forms(page('many')).find((form) => form.includes('checkbox'))!
    assert.deepEqual(all(ticks, /type="checkbox" name="value" value="([^"]*)"/g), ['finland', 'abroad'])
    assert.doesNotMatch(ticks, /value="unknown"/)
    assert.ok(forms(page('many')).some((form) => /class="alone"[\s\S]*value="unknown"/.test(form)))
  })

  it('text: one box, as long as the answer may be, that no helper of the browser reads', () => {
    const box = all(page('text'), /(<textarea[^>]*>)/g)
    assert.equal(box.length, 1)
    for (const part of [
      'dir="auto"',
      'autocomplete="off"',
      'spellcheck="false"',
      'writingsuggestions="false"',
    ])
      assert.ok(box[0]!.includes(part), part)
    assert.match(page('name'), /<input type="text"[^>]*autocapitalize="off"/)
    // What is pasted is never cut: it is counted, kept and said.
    for (const name of ['text', 'name', 'date', 'together']) assert.doesNotMatch(page(name), /maxlength/)
  })

  it('an answer leads on, also while she waits; only a message to a worker is sent', () => {
    const button = (one: ChatView) => chatBody(one).match(/<button class="main">([^<]*)</)?.[1]
    for (const state of ['start', 'bot', 'quiet', 'waiting', 'claimed', 'down'] as const)
      for (const name of ['name', 'text', 'together', 'date', 'many'])
        assert.equal(
          button(view({ state, ask: asks[name] ?? views[name]!.ask })),
          t('web.continue'),
          `${name}, ${state}`,
        )
    for (const name of ['waiting', 'claimed']) assert.equal(button(views[name]!), t('web.send'))
  })

  it('says under each kind of question what makes it easier to answer, once', () => {
    for (const kind of ['choice', 'many', 'text', 'date'] as const) {
      const shown = chatPage(view({ ask: ask({ kind, max: 100, hint: 'A guess is fine.' }) }))
      assert.equal(shown.split('A guess is fine.').length, 2, kind)
      assert.match(shown, /aria-describedby="[^"]*\bhint\b/, kind)
    }
  })

  it('tells how many short questions are left, and of the last one nothing', () => {
    assert.match(page('choice'), /Short questions left: about 10/)
    assert.doesNotMatch(chatPage(view({ ask: ask({}), left: 1 })), /questions left/)
  })

  it('date: three parts in digits', () => {
    assert.deepEqual(all(page('date'), /<input name="(\w+)" inputmode="numeric"/g), ['day', 'month', 'year'])
  })

  it('the language of a call: hers stands in the box, unless she answered, or writes for somebody else', () => {
    const call = ask({ key: 'contact.callLanguage', kind: 'text', options: [], max: 120 })
    const page = (more: Partial<ChatView> = {}) => chatPage(view({ ask: call, ...more }))
    const given = { status: 'answered', value: 'Dari' } as const
    assert.match(page(), /<input type="text" value="English"/)
    assert.doesNotMatch(page({ helper: true }), /value="English"/)
    assert.match(page({ ask: { ...call, given } }), /<input type="text" value="Dari"/)
  })

  it('review: every answer can be changed and deleted on the spot', () => {
    assert.deepEqual(all(page('review'), /value="((?:change|remove):[^"]*)"/g), [
      'change:where.places',
      'remove:where.places',
      'change:identity.name',
      'remove:identity.name',
    ])
    assert.doesNotMatch(chatPage(view({ ask: { ...asks.review!, key: 'control.change' } })), /"change:/)
  })

  it('review of somebody else: a group is one line that opens, and stands open where there is no answer', () => {
    const { rows, ...review } = asks.review!
    const [first, ...rest] = rows
    const given = chatPage(view({ ask: asks.review!, helper: true }))
    const groups = (page: string) => all(page, /(<details[^>]*>\s*<summary>\s*<h3>)/g)
    assert.equal(groups(given).length, new Set(rows.map(({ group }) => group)).size)
    assert.ok(groups(given).every((one) => !one.includes('open')))
    assert.match(given, /<summary>\s*<h3>[^<]+<\/h3>\s*<span class="hint">\s*<bdi/)
    const skipped = { ...review, rows: [{ ...first!, status: 'skipped' as const }, ...rest] }
    assert.match(groups(chatPage(view({ ask: skipped, helper: true })))[0]!, /<details open>/)
    assert.equal(groups(chatPage(view({ ask: asks.review! }))).length, 0, 'hers are all in sight')
    const own = new Set(rows.filter(({ verbatim }) => verbatim).map(({ group }) => group))
    const unnamed = groups(chatPage(view({ ask: asks.review!, helper: true, unnamed: true })))
    assert.ok(own.size > 0 && own.size < unnamed.length)
    const open = unnamed.map((one) => one.includes('open'))
    assert.deepEqual(open, [...open].sort().reverse(), 'what goes along as it is, first')
    assert.equal(open.filter(Boolean).length, own.size)
  })

  it('has every command of the menu once', () => {
    const commands = (more: Partial<ChatView>) =>
      all(
        chatPage(view({ ask: asks.choice!, ...more })).split('<main id="neutral"')[0]!,
        /name="command" value="(\w+)"/g,
      )
    assert.deepEqual(commands({ watched: true }).sort(), [...menu, 'refresh'].sort())
    assert.ok(!commands({}).includes('alone'), 'only where others may see')
  })

  it('claimed and waiting: a box for the worker and a button for new messages', () => {
    for (const name of ['claimed', 'waiting']) {
      assert.match(page(name), /<textarea/)
      assert.match(page(name), /name="command" value="refresh"/)
      assert.doesNotMatch(page(name), /class="small"[^>]* value="human"/)
    }
  })

  it('says without a script how to go back, once there is something to go back to', () => {
    const how = /<noscript><p class="hint">To go back/
    assert.match(page('choice'), how)
    assert.doesNotMatch(page('start'), how)
  })

  it('quiet: only what was said after her last word, and nothing to write in', () => {
    const bubbles = [bubble('bot', 'Old'), bubble('person', 'Hi'), bubble('bot', 'New')]
    const quiet = chatPage(view({ state: 'quiet', bubbles, ask: ask({ key: 'control.paused', passes: [] }) }))
    assert.match(quiet, />New</)
    assert.doesNotMatch(quiet, />Old<|>Hi<|<textarea/)
  })

  it('down: gives back what she wrote', () => {
    assert.match(page('down'), /<textarea[^>]*>My words<\/textarea>/)
    assert.match(page('down with a question'), /<textarea[^>]*>My words<\/textarea>/)
  })
})

describe('web/chat: live answers and weight', () => {
  it('answers with the inside alone, or with the whole page when the language is another', () => {
    const one = view()
    assert.equal(chatAnswer(one, 'en'), chatBody(one))
    assert.equal(chatAnswer(one, 'fi'), chatPage(one))
    assert.equal(chatAnswer(one, undefined), chatPage(one))
    assert.ok(chatPage(one).includes(`<main id="chat" tabindex="-1">${chatBody(one)}</main>`))
  })

  it('has words for all it says, and says all its words', () => {
    const asked = new Set<string>()
    const t = words('en')
    const listen = (key: string, params?: Record<string, unknown>) => {
      asked.add(key)
      return t(key, params)
    }
    const spy = Object.assign(listen, { has: t.has, language: 'en', dir: 'ltr' as const })
    for (const one of Object.values(views)) chatPage({ ...one, t: spy })
    chatPage(view({ t: spy, state: 'down' }))
    chatPage(view({ t: spy, state: 'start', unanswered: true }))
    chatPage(view({ t: spy, watched: true }))
    const own = Object.keys(
      JSON.parse(readFileSync(new URL('../../../locales/en/web.json', import.meta.url), 'utf8')),
    )
    // A referrer's link, what is said where nothing is found, and the demo are pages of their own.
    const here = own.filter((key) => !/^web\.(link|missing|demo)\./.test(key))
    assert.deepEqual([...asked].filter((key) => key.startsWith('web.')).sort(), here.sort())
  })
})
