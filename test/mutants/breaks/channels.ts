import type { HandMade } from './hand-made.ts'

export const channels: readonly HandMade[] = [
  {
    file: 'bot/sweep.ts',
    tests: ['test/bot/turns/races.test.ts', 'test/bot/sweep.test.ts', 'test/bot/sweep-fair.test.ts', 'test/promises/clocks.test.ts', 'test/promises/drafts-expire.test.ts', 'test/promises/nothing-left-behind.test.ts'],
    breaks: [
      ['a doubted clock erases', 'if (!doubtedUntil) await eraseDue()', 'await eraseDue()'],
      ['what she sent since is erased', 'if (loaded && loaded.due >= clock()) return', ''],
      ['an expired draft leaves its code', 'if (loaded?.state.code) await codes.revoke(loaded.state.code)', ''],
      ['an expired draft leaves its case', 'for (const one of loaded ? casesOf(loaded.state) : []) await cases.erase(one)', ''],
      ['what cannot be opened stays for ever', 'if (!(error instanceof SealError)) throw error\n', 'throw error\n'],
      ['one that fails holds up the rest', "work().catch((error) => log('sweep.failed', nameOf(error)))", 'work()'],
      ['who stops keeps the lease', 'await term.release()', ''],
    ],
  },
  {
    file: 'bot/channels/code-tries.ts',
    tests: ['test/promises/return-code.test.ts', 'test/platform/limits.test.ts'],
    breaks: [
      ['a guess costs nothing', "await limits.spend('code', guesser)", ''],
      ['a wrong code is given back', "!outcome.lines.some(({ say }) => WRONG.includes(say ?? ''))", 'true'],
      ['65,536 networks guess each for itself', "sender.split(':').slice(0, 3).join(':')", 'sender'],
    ],
  },
  {
    file: 'bot/channels/directline-access.ts',
    tests: ['test/bot/channels/directline.test.ts'],
    breaks: [
      ['a token opens any conversation', "if (id !== undefined && id !== client.conv) throw new Refusal('FORBIDDEN')", ''],
      ['a stream’s token writes', "if (only === 'stream' && !stream) throw new Refusal('FORBIDDEN')", ''],
      ['any page may speak here', "if (!allowed(req)) throw new Refusal('FORBIDDEN', 'Pages of this origin may not use Direct Line here.')", ''],
    ],
  },
  {
    file: 'bot/channels/web-form.ts',
    tests: ['test/web/chat/page.test.ts', 'test/bot/channels/bad-input.test.ts', 'test/bot/turns/taken.test.ts'],
    breaks: [
      ['a corrected answer counts as the first', ':${fingerprint(said)}`', '`'],
      ['a dropped page begins a new conversation', 'existing: !page.fresh', 'existing: false'],
    ],
  },
  {
    file: 'bot/server.ts',
    tests: ['test/platform/http-manners.test.ts', 'test/platform/raw-requests.test.ts', 'test/e2e/drain.test.ts', 'test/bot/store-away.test.ts'],
    breaks: [
      ['who leaves still says ready', "if (services.leaving.signal.aborted) throw new Refusal('UNAVAILABLE')", ''],
      ['the framework’s own answer quotes the address', 'if (!res.headersSent) res.sendRaw(refusal.status, body, more)', ''],
      ['answers are kept by the browser', "'Cache-Control': 'no-store',", ''],
      ['nothing says what an answer may do', 'for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)', ''],
    ],
  },
]
