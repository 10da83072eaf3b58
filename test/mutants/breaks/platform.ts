import type { HandMade } from './hand-made.ts'

export const platform: readonly HandMade[] = [
  {
    file: 'platform/limits.ts',
    tests: ['test/platform/limits.test.ts'],
    breaks: [
      ['a clock set back opens all', '(Math.max(0, now - at) / SECOND)', '((now - at) / SECOND)'],
      ['what is urgent is refused', 'if (wait > 0 && urgent()) return void (await pause(Math.min(wait, URGENT)))', ''],
      ['any number waits', "if (wait > 0 && held >= MOST_HELD) throw new Refusal('UNAVAILABLE')", ''],
      ['who waits is never let go', 'held -= 1', ''],
      ['what was right is not given back', 'keep(by, levelOf(by, now) - costs[act], now)', ''],
      ['what other processes saw counts nothing', '(level + (elsewhere.get(by) ?? 0) - SIZE)', '(level - SIZE)'],
      ['a sender writes its own address', 'hops.at(-proxies)', 'hops.at(0)'],
      ['each address of a network is another sender', '.slice(0, 4)\n    .map', '.map'],
      ['guessing slows whoever holds what is right', 'guesses.includes(act) ? `${act} ${who}` : who', 'who'],
      ['it remembers without end', 'if (buckets.size > MOST_KEYS)', 'if (false)'],
    ],
  },
  {
    file: 'platform/tokens.ts',
    tests: ['test/platform/tokens.test.ts', 'test/promises/clocks.test.ts'],
    breaks: [
      ['a token of one kind is taken for another', 'audience: use, ', ''],
      ['a clock that is off by seconds shuts out', '...tolerant, audience', 'audience'],
      ['a key before reads nothing', '.catch(tryOlder(token, options))', ''],
    ],
  },
  {
    file: 'platform/request-line.ts',
    tests: ['test/platform/raw-requests.test.ts', 'test/platform/http-manners.test.ts'],
    breaks: [
      ['a malformed Host reaches the framework', '|| (host && !isHost(host))', ''],
      ['HEAD is another thing than GET', "if (req.method === 'HEAD') req.method = 'GET'", ''],
      ['a link followed by a full stop is not found', "req.url = req.method === 'GET' ? untrailed(target) : target", 'req.url = target'],
    ],
  },
  {
    file: 'platform/http.ts',
    tests: ['test/platform/http.test.ts', 'test/bot/channels/bad-input.test.ts', 'test/platform/http-manners.test.ts', 'test/platform/raw-requests.test.ts', 'test/promises/logs-carry-codes.test.ts'],
    breaks: [
      ['a body of any size is read', "if (size > largest) throw new Refusal('TOO_LARGE')", ''],
      ['a body is read to its end whatever its size', 'else if (size > MOST) break', ''],
      ['an error of ours is sent as it is', 'const refusal = asRefusal(error)', 'const refusal = error as Refusal'],
      ['two slashes name a host', "URL.parse(url?.startsWith('/') ? `http://silta${url}` : (url ?? ''), 'http://silta')", "URL.parse(url ?? '', 'http://silta')"],
      ['a client is not told when to come again', "if (code === 'UNAVAILABLE' || code === 'TOO_MANY')", 'if (false)'],
    ],
  },
  {
    file: 'platform/outgoing.ts',
    tests: ['test/platform/outgoing.test.ts'],
    breaks: [
      ['a call that hangs is waited for', 'late.reject(why)', ''],
      ['a call that is late goes on', 'given.abort(why)', ''],
      ['it is led on to another address', "redirect: 'error', ", ''],
    ],
  },
  {
    file: 'platform/errors.ts',
    tests: ['test/promises/logs-carry-codes.test.ts', 'test/bot/store-away.test.ts', 'test/bot/channels/bad-input.test.ts', 'test/desk/forged.test.ts'],
    breaks: [
      ['a message stands in the log', 'error: error.name,', 'error: error.message,'],
      ['a store that is busy is a mistake of ours', 'error instanceof StoreBusy || ', ''],
    ],
  },
  {
    file: 'platform/lease.ts',
    tests: ['test/promises/clocks.test.ts', 'test/bot/sweep.test.ts', 'test/desk/alarm/alarm.test.ts'],
    breaks: [
      ['a lease of a clock that was ahead holds', 'held.until - now > length + SKEW', 'false'],
      ['two processes have it', 'if (!own && left >= 0) return false', ''],
      ['who stops keeps it', 'await leases.replace({ ...held, until: clock() - 1 }, held.etag)', ';'],
      ['it is written at every turn', 'if (own && left > length - renew) return true', ''],
    ],
  },
  {
    file: 'platform/config-checks.ts',
    tests: ['test/rules/config.test.ts'],
    breaks: [
      ['production makes its own key', 'production &&\n      !config.MASTER_KEY &&', 'false &&'],
      ['production needs no address', 'production &&\n      !config.PUBLIC_URL &&', 'false &&'],
      ['production is reached over http', "!config.PUBLIC_URL.startsWith('https://') &&", 'false &&'],
      ['a key of the old is the present one', 'config.MASTER_KEY_ALSO.includes(config.MASTER_KEY) &&', 'false &&'],
      ['a short key is taken', "Buffer.from(config.MASTER_KEY, 'base64').length < 32 &&", 'false &&'],
    ],
  },
]
